"""Terms of the vocabularies that a text calls for. Proposed, never ticked."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError

from catalogue.models import (
    Audience,
    Department,
    Device,
    Occupation,
    StructureType,
    Support,
    Term,
    Theme,
)
from catalogue.text import normalised_key
from monographs.importing.fiche import Item, ProposedTerm
from monographs.importing.recognising.passages import Passage

# Relation of a record → its vocabulary.
VOCABULARIES: dict[str, type[Term]] = {
    "themes": Theme,
    "devices": Device,
    "supports": Support,
    "occupations": Occupation,
    "audiences": Audience,
    "structure_types": StructureType,
    "departments": Department,
}
_LONGEST = 7
_AT_MOST = 6
_WORD = re.compile(r"[\w’'-]+")
# Where a type or a département is looked for: elsewhere they are those of others.
_BEARER_ONLY = ("structure_types", "departments")
_SURE, _REPEATED, _ONCE = 0.9, 0.75, 0.5


@dataclass(frozen=True)
class _Known:
    vocabulary: str
    pk: int
    label: str


def terms_of(fields: dict[str, list[Item]], bands: Iterable[Passage]) -> tuple[ProposedTerm, ...]:
    """Terms whose label, initials or synonym stands in the fiche, the surest first.

    Empty where there is no database.
    """
    try:
        known = _known_words()
    except DatabaseError:
        return ()
    counts: Counter[_Known] = Counter()
    because: dict[_Known, str] = {}
    sure: set[_Known] = set()
    for where, text in _texts(fields, bands):
        for term, words in _found(text, known):
            if (term.vocabulary in _BEARER_ONLY) and where != "structure":
                continue
            counts[term] += 1
            because.setdefault(term, words)
            if where in ("titre", "structure", "band"):
                sure.add(term)
    confidences = {
        term: _SURE if term in sure else _REPEATED if count > 1 else _ONCE
        for term, count in counts.items()
    }
    return tuple(_best(counts, confidences, because))


def _best(
    counts: Counter[_Known], confidences: dict[_Known, float], because: dict[_Known, str]
) -> Iterator[ProposedTerm]:
    """A few of each vocabulary, the surest and the most often named."""
    shown: Counter[str] = Counter()
    for term in sorted(counts, key=lambda term: (-confidences[term], -counts[term], term.label)):
        if shown[term.vocabulary] < _AT_MOST:
            shown[term.vocabulary] += 1
            yield ProposedTerm(
                term.vocabulary, term.pk, term.label, confidences[term], because[term]
            )


def _texts(fields: dict[str, list[Item]], bands: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    yield from (("band", band.text) for band in bands)
    for key, items in fields.items():
        if key in ("chiffres_cles", "a_classer"):
            continue
        for item in items:
            yield key, item.text
            if key == "structure":
                code = item.parts.get("departement", "-")
                yield key, f"{item.parts.get('type', '')} ; département {code}"


def _known_words() -> dict[str, _Known]:
    """Every way to write every term → the term. Initials keep their capitals."""
    known: dict[str, _Known] = {}
    for vocabulary, model in VOCABULARIES.items():
        for term in model.objects.all():
            one = _Known(vocabulary, term.pk, term.label)
            for words in (*term.synonym_list, term.label):
                if len(words) >= 4:
                    known[_key(words)] = one
            if len(term.acronym) >= 2:
                known[term.acronym] = one
            if isinstance(term, Department):
                known[f"departement {term.code}".casefold()] = one
            if isinstance(term, Occupation) and term.rome_code:
                known[term.rome_code] = one
    return known


def _key(words: str) -> str:
    return " ".join(_stem(word) for word in normalised_key(_joined(words)).split())


def _joined(text: str) -> str:
    return " ".join(_WORD.findall(text))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends; an elided article is a word."""
    for word in _WORD.finditer(text):
        for part in re.finditer(r"[^’'-]+", word[0]):
            yield word.start() + part.start(), word.start() + part.end()


def _found(text: str, known: dict[str, _Known]) -> Iterator[tuple[_Known, str]]:
    """Terms a text names, the longest words first, each word used once in a vocabulary."""
    spans = list(_spans(text))
    words = [text[begin:end] for begin, end in spans]
    stems = [_stem(normalised_key(word)) for word in words]
    used: dict[str, set[int]] = defaultdict(set)
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            term = known.get(" ".join(stems[start : start + size]))
            if size == 1 and term is None:
                term = known.get(words[start])
            places = set(range(start, start + size))
            if term and not places & used[term.vocabulary]:
                used[term.vocabulary] |= places
                yield term, text[spans[start][0] : spans[start + size - 1][1]]
