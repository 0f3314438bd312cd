"""How French text becomes search terms, the same way when indexing and when searching.

One pass: split (elisions, inclusive writing, hyphens, codes), fold (case, accents, œ, NFD),
drop stop words, stem lightly. `FrenchAnalysis` is the only class other modules use; any
object with the same methods can replace it (see docs/search.md, LANGUAGE).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

from search.french_families import nouns_of
from search.french_stem import stem
from search.french_words import (
    ACRONYMS,
    ELISIONS,
    INCLUSIVE_ENDINGS,
    KEPT_PAIRS,
    STOP_WORDS,
    WHOLE,
)
from search.telling import Telling

MAX_WORD = 64
MAX_JOINED = 40
CACHED_TOKENS = 32_768

_APOSTROPHES = "'’ʼ‘´`′＇"
_POINT = "[.·•‧⋅․/‐‑-]"
_CHUNK = re.compile(
    rf"""
      (?<![\w.])(?P<dotted>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?)
    | (?<!\w)(?P<elision>(?:{ELISIONS})[{_APOSTROPHES}])(?=\w)
    | (?<!\w)(?P<whole>{WHOLE})
    | (?P<code>(?=[^\W\d_]*\d)[^\W_]++(?:\.\d[^\W_]*+)+)
    | (?P<word>[^\W_]++)
      (?: (?P<gender>(?: {_POINT}(?:{INCLUSIVE_ENDINGS})(?:{_POINT}?s|\(s\))?
                       | \((?:{INCLUSIVE_ENDINGS}|s|x)\)(?:s|\(s\))? ) )(?!\w)
        | (?P<rest>(?:[‐‑-][^\W_]++)+) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENDING = re.compile(rf"(?:{INCLUSIVE_ENDINGS}|s)", re.IGNORECASE)
_OPENERS = frozenset(first for first, _ in KEPT_PAIRS)
_CODE_PARTS = re.compile(r"([^\W\d_]{2,})(\d{3,})")
_PART = re.compile(r"[^\W_]+")
# What may stand around a word without being part of it.
_AROUND = ".,;:!?…()«»“”"
_NO_TERM: frozenset[str] = frozenset()
# Soft hyphens and zero-width characters come with pasted text and cut words in two.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


class Part(NamedTuple):
    """One word: its folded form, its term (None for a stop word), its place in its token."""

    folded: str
    term: str | None
    position: int
    start: int
    end: int


class Unit(NamedTuple):
    """A typed word: found if all the terms of one of its `ways` are found.

    `kin` are terms of its family, worth less: the nouns of a verb.
    """

    ways: tuple[tuple[str, ...], ...]
    kin: tuple[str, ...] = ()


class Token(NamedTuple):
    """What stands between two spaces. Positions and offsets count from its beginning."""

    parts: tuple[Part, ...]
    terms: tuple[tuple[str, int, str], ...]
    words: tuple[tuple[str, str, bool], ...]
    units: tuple[Unit, ...]
    width: int
    first: str
    last: str


def clean(text: str) -> str:
    """The text in composed form (NFC), without characters that cannot be seen."""
    # Looking for each of them is thirty times faster than looking at each character.
    if any(map(text.__contains__, _INVISIBLE)):
        text = text.translate(dict.fromkeys(map(ord, _INVISIBLE)))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(word: str) -> str:
    """Lower case without accents, ligatures opened: `Œuvré` gives `oeuvre`."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKD", word)
    word = "".join(char for char in word if not unicodedata.combining(char))
    word = word.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(char for char in word if char.isalnum() or char == ".")


class FrenchAnalysis:
    """Turns text into terms. Instances are immutable and safe to share between threads."""

    version = "fr-1"

    def __init__(self, acronyms: Iterable[str] = ()):
        """`acronyms` are protected beside the built-in ones."""
        added = {fold(clean(word)) for word in acronyms} - ACRONYMS
        self.acronyms = ACRONYMS | added
        # What the terms depend on: an index built under another signature must be rebuilt.
        self.signature = ":".join([self.version, *sorted(added)])
        # Texts repeat the same few thousand tokens: most of the work is a look-up.
        self._cached = lru_cache(maxsize=CACHED_TOKENS)(self._split)
        terms_of = lru_cache(maxsize=CACHED_TOKENS)(self._terms)
        # The texts of one page of results are read one after the other for the same terms.
        self._telling = lru_cache(maxsize=8)(lambda terms: Telling(terms, terms_of, CACHED_TOKENS))

    def tokens(self, text: str) -> Iterator[tuple[Token, int, str | None]]:
        """(token, first position, word kept in spite of the stop list) of a clean text."""
        position, previous = 0, ""
        for raw in text.split():
            token = self.token(raw)
            kept = previous in _OPENERS and (previous, token.first) in KEPT_PAIRS
            yield token, position, token.first if kept else None
            position += token.width
            previous = token.last

    def token(self, raw: str) -> Token:
        """The token of what stands between two spaces, from the cache when it is short."""
        return self._cached(raw) if len(raw) <= MAX_WORD else self._split(raw)

    def matching(self, raws: list[str], terms: frozenset[str]) -> list[int]:
        """The places of the pieces, cut at the spaces of a text, that hold one of these terms."""
        # Endless pieces are rare, and not worth keeping.
        if max(map(len, raws)) > MAX_WORD:
            return [at for at, raw in enumerate(raws) if not terms.isdisjoint(self._terms(raw))]
        return list(compress(count(), map(self._telling(terms).__getitem__, raws)))

    def _terms(self, raw: str) -> frozenset[str]:
        """The terms of what stands between two spaces."""
        word = raw.strip(_AROUND)
        # Nearly always one plain word: ten times faster than cutting it up.
        if not word.isalpha() or len(word) > MAX_WORD:
            return frozenset(term for term, _, _ in self.token(raw).terms)
        term = self._term(word, fold(word))
        return frozenset((term,)) if term else _NO_TERM

    def terms(self, text: str) -> Iterator[tuple[str, int, str]]:
        """(term, position, word as written) of every indexed word.

        Stop words leave a gap in positions.
        """
        for token, position, kept in self.tokens(clean(text)):
            if kept:
                yield kept, position, token.words[0][1]
            for term, offset, surface in token.terms:
                yield term, position + offset, surface

    def phrase(self, text: str) -> list[tuple[str, int]]:
        """(term, position) of each word of a phrase to find as it is written."""
        found = []
        for token, position, kept in self.tokens(clean(text)):
            if kept:
                found.append((kept, position))
            found += [(part.term, position + part.position) for part in token.parts if part.term]
        return found

    def words(self, text: str) -> Iterator[tuple[str, str, bool]]:
        """(folded word, word as written in lower case, is it a stop word), unstemmed."""
        for raw in clean(text).split():
            yield from self.token(raw).words

    def typed(self, text: str, limit: int = 32) -> list[str]:
        """The folded words of a text being typed, stop words included, at most `limit`."""
        tokens = (self.token(raw) for raw in clean(text).split())
        found = dict.fromkeys(part.folded for token in tokens for part in token.parts)
        return [word for word in found if word][:limit]

    def units(self, text: str, limit: int = 32) -> list[Unit]:
        """The words to look for, at most `limit`, without repetition.

        A text made only of stop words gives them back: they stand in no index, except as
        acronyms (« ai »).
        """
        found: dict[Unit, None] = {}
        stopped: dict[Unit, None] = {}
        for token, _, kept in self.tokens(clean(text)):
            if kept:
                found[Unit(((kept,),))] = None
            found.update(dict.fromkeys(token.units))
            stopped.update(dict.fromkeys(Unit(((part.folded,),)) for part in token.parts))
            if len(found) >= limit:
                break
        return list(found or stopped)[:limit]

    def _split(self, raw: str) -> Token:
        """Split what stands between two spaces; every word takes a position, stopped or not."""
        parts: list[Part] = []
        terms: list[tuple[str, int, str]] = []
        words: list[tuple[str, str, bool]] = []
        units: list[Unit] = []
        position = 0
        for match in _CHUNK.finditer(raw):
            if match.lastgroup == "elision":
                position += 1
                continue
            found, whole, prefixes = self._chunk(match, position)
            for part in found:
                surface = _written(raw[part.start : part.end])
                words.append((part.folded, surface, part.term is None))
                if part.term:
                    terms.append((part.term, part.position, surface))
            terms += [(prefix, position, prefix) for prefix in prefixes]
            if whole:
                terms.append((stem(whole), position, _written(match[0])))
                words.append((whole, _written(match[0]), False))
            units += _units(found, whole)
            parts += found
            position += max(1, len(found))
        ends = (parts[0].folded, parts[-1].folded) if parts else ("", "")
        return Token(tuple(parts), tuple(terms), tuple(words), tuple(units), position, *ends)

    def _chunk(self, match: re.Match, position: int) -> tuple[list[Part], str, tuple[str, ...]]:
        """(words of a chunk, all of them as one word or "", shorter forms of a code)."""
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "rest":
            return *self._compound(match[0], position, start), ()
        if kind == "word" or kind == "gender":
            return *self._simple(match["word"], position, start, end), ()
        folded = fold(match[0][:MAX_WORD])
        if kind == "code":
            steps = folded.split(".")
            prefixes = tuple(".".join(steps[:count]) for count in range(1, len(steps)))
            return [Part(folded, folded, position, start, end)], "", prefixes
        folded = "".join(char for char in folded if char.isalnum())
        term = folded if kind == "dotted" else stem(folded)
        return [Part(folded, term, position, start, end)], "", ()

    def _simple(self, word: str, position: int, start: int, end: int) -> tuple[list[Part], str]:
        """One word; « RNCP39794 » also counts as its letters and its digits."""
        folded = fold(word[:MAX_WORD])
        code = _CODE_PARTS.fullmatch(folded)
        if not code:
            return [Part(folded, self._term(word, folded), position, start, end)], ""
        letters, digits = code.groups()
        middle = start + len(letters)
        first = Part(letters, self._term(letters, letters), position, start, middle)
        return [first, Part(digits, digits, position + 1, middle, end)], folded

    def _compound(self, text: str, position: int, start: int) -> tuple[list[Part], str]:
        """A hyphenated word: its parts, and all of them written as one word."""
        found = list(_PART.finditer(text))
        while len(found) > 1 and len(found[0][0]) > 2 and _ENDING.fullmatch(found[-1][0]):
            found.pop()
        parts, previous = [], ""
        for at, match in enumerate(found, position):
            folded = fold(match[0][:MAX_WORD])
            kept = folded if (previous, folded) in KEPT_PAIRS else None
            term = self._term(match[0], folded) or kept
            parts.append(Part(folded, term, at, start + match.start(), start + match.end()))
            previous = folded
        whole = "".join(part.folded for part in parts)
        # « 2012-2015 » is a range, « est-ce » only stop words: neither is one word.
        useful = any(part.term and not part.term.isdigit() for part in parts)
        one_word = len(parts) > 1 and useful and len(whole) <= MAX_JOINED
        return parts, whole if one_word else ""

    def _term(self, word: str, folded: str) -> str | None:
        """The term of a word, None for a stop word. Capitals make « AI » an acronym."""
        if folded in self.acronyms:
            return None if folded in STOP_WORDS and not word.isupper() else folded
        if folded in STOP_WORDS:
            letter = len(word) == 1 and word.isupper() and folded not in "aey"
            return folded if letter else None
        return stem(folded) or None


def _units(found: list[Part], whole: str) -> list[Unit]:
    """The ways to find a chunk: all its words, or the whole of it as one word."""
    own = tuple(part.term for part in found if part.term)
    ways = ((own,) if own else ()) + (((stem(whole),),) if whole else ())
    kin = nouns_of(found[0].folded, found[0].term) if len(found) == 1 and own else ()
    return [Unit(ways, kin)] if ways else []


def _written(word: str) -> str:
    return word.lower()[:MAX_WORD]
