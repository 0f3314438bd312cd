"""Extracts of a text with the searched words marked.

The caller gives the text: only what the reader may open. Words are compared through the same
analysis as the index, so « salariées » is marked for « salarié ».
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.french import FrenchAnalysis, Token, clean, fold
from search.synonyms import Thesaurus

ELLIPSIS = "…"
# Where reading stops: an extract comes from the beginning of a very long text.
MAX_TEXT = 100_000
MAX_QUERY = 2_000
MAX_WORDS = 32
_TOKEN = re.compile(r"\S+")
# What no page may hold: control characters, halves of characters.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Mark(NamedTuple):
    """A word to mark: its place in the text, its term, the number of its token."""

    start: int
    end: int
    term: str
    token: int = 0


class Wanted(NamedTuple):
    """What to mark: single terms, and phrases whose words count only one after the other."""

    terms: frozenset[str]
    phrases: frozenset[tuple[str, ...]] = frozenset()


def searched_terms(
    analysis: FrenchAnalysis, query: str, thesaurus: Thesaurus | None = None
) -> Wanted:
    """What to mark for a typed query, its synonyms included if a thesaurus is given."""
    units = analysis.units(query[:MAX_QUERY], MAX_WORDS)
    terms = {term for unit in units for way in (*unit.ways, unit.kin) for term in way}
    spans = thesaurus.expand(units) if thesaurus else ()
    others = {
        tuple(term for term, _ in other.terms) for span in spans for other in span.alternatives
    }
    terms |= {other[0] for other in others if len(other) == 1}
    return Wanted(frozenset(terms), frozenset(other for other in others if len(other) > 1))


class Text:
    """A text read once for some words: how many stand there, and an extract around them."""

    def __init__(self, text: str, wanted: Wanted, analysis: FrenchAnalysis):
        self._text = _readable(text)
        self._marks = _marks(self._text, wanted, analysis)
        # How many different words stand there.
        self.worth = len({mark.term for mark in self._marks})

    def extract(self, length: int) -> SafeString:
        """About `length` characters around the words, as safe HTML; see `extract`."""
        text, marks = self._text, self._marks
        start, end = _window(text, marks, max(length, 1))
        inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
        before = ELLIPSIS if start else ""
        after = ELLIPSIS if end < len(text) else ""
        shown = _marked(text, inside, start, end)
        return mark_safe(f"{before}{shown}{after}")  # noqa: S308 (every piece is escaped)


def extract(text: str, wanted: Wanted, analysis: FrenchAnalysis, length: int = 240) -> SafeString:
    """One extract of about `length` characters around the words found, as safe HTML.

    Without any of the words, the beginning of the text. Never longer than `length` plus two
    ellipses (marks and HTML entities aside).
    """
    return Text(text, wanted, analysis).extract(length)


def marked(text: str, wanted: Wanted, analysis: FrenchAnalysis) -> SafeString:
    """The whole text (a title), the words found marked, as safe HTML."""
    text = _readable(text)
    marks = _marks(text, wanted, analysis)
    return mark_safe(_marked(text, marks, 0, len(text)))  # noqa: S308 (every piece is escaped)


def marked_beginnings(text: str, typed: str, analysis: FrenchAnalysis) -> SafeString:
    """The whole text, as safe HTML; marked where a word begins as a typed one does."""
    text = _readable(text)
    beginnings = tuple(analysis.typed(typed[:MAX_QUERY], MAX_WORDS))
    marks = []
    for match in _TOKEN.finditer(text):
        for part in analysis.token(match[0]).parts:
            word = fold(match[0][part.start : part.end])
            if beginnings and word.startswith(beginnings):
                start, end = match.start() + part.start, match.start() + part.end
                marks.append(Mark(start, end, word))
    return mark_safe(_marked(text, marks, 0, len(text)))  # noqa: S308 (every piece is escaped)


def _readable(text: str) -> str:
    """What can be shown: spaces made single, unsafe characters gone."""
    return " ".join(clean(_UNSAFE.sub(" ", text[:MAX_TEXT])).split())


def _marks(text: str, wanted: Wanted, analysis: FrenchAnalysis) -> list[Mark]:
    """The words to mark; those of a phrase where all of it stands."""
    of_phrases = {term for phrase in wanted.phrases for term in phrase}
    found = list(_words(text, wanted.terms | of_phrases, analysis))
    whole: set[int] = set()
    for phrase in wanted.phrases:
        size = len(phrase)
        for first in range(len(found) - size + 1):
            here = found[first : first + size]
            near = here[-1].token - here[0].token <= size * 2
            if near and tuple(mark.term for mark in here) == phrase:
                whole.update(range(first, first + size))
    return [mark for place, mark in enumerate(found) if mark.term in wanted.terms or place in whole]


def _words(text: str, terms: frozenset[str], analysis: FrenchAnalysis) -> Iterator[Mark]:
    raws = text.split(" ")
    places = analysis.matching(raws, terms)
    if places:
        before = list(accumulate(map(len, raws), initial=0))
    for place in places:
        # One space before each piece but the first.
        yield from _parts(analysis.token(raws[place]), before[place] + place, place, terms)


def _parts(token: Token, base: int, number: int, terms: frozenset[str]) -> Iterator[Mark]:
    found = [part for part in token.parts if part.term in terms]
    if not found:
        # Only the whole is searched: « pré-requis » for « prérequis ».
        whole = next(term for term, _, _ in token.terms if term in terms)
        yield Mark(base + token.parts[0].start, base + token.parts[-1].end, whole, number)
    for part in found:
        yield Mark(base + part.start, base + part.end, part.term or "", number)


def _window(text: str, marks: list[Mark], length: int) -> tuple[int, int]:
    """The piece that holds the most different words, then the most words."""
    if len(text) <= length:
        return 0, len(text)
    best, start = (0, 0), 0
    last = 0
    seen: dict[str, int] = {}
    for first, mark in enumerate(marks):
        last = max(last, first)
        while last < len(marks) and marks[last].end - mark.start <= length:
            seen[marks[last].term] = seen.get(marks[last].term, 0) + 1
            last += 1
        worth = (len(seen), last - first)
        if worth > best:
            best, start = worth, mark.start
        if mark.term in seen:
            seen[mark.term] -= 1
            if not seen[mark.term]:
                del seen[mark.term]
    return _edges(text, start, length)


def _edges(text: str, start: int, length: int) -> tuple[int, int]:
    """Begin a little before the first word; cut between words where there are any."""
    lead = max(0, min(start - length // 6, len(text) - length))
    if lead:
        space = text.find(" ", lead, start)
        lead = space + 1 if space >= 0 else start
    end = min(len(text), lead + length)
    if end < len(text):
        space = text.rfind(" ", lead + 1, end + 1)
        end = space if space > start else _between_letters(text, end, lead)
    return lead, end


def _between_letters(text: str, end: int, start: int) -> int:
    """Do not part a letter from the signs that combine with it."""
    cut = end
    while cut > start + 1 and (unicodedata.combining(text[cut]) or text[cut] in "\u200d\ufe0f"):
        cut -= 1
    return cut


def _marked(text: str, marks: list[Mark], start: int, end: int) -> str:
    pieces, at = [], start
    for mark in marks:
        if mark.start < at:
            continue
        pieces.append(escape(text[at : mark.start]))
        pieces.append(f"<mark>{escape(text[mark.start : mark.end])}</mark>")
        at = mark.end
    pieces.append(escape(text[at:end]))
    return "".join(pieces)
