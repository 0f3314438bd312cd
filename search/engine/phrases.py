"""Phrases: where words stand side by side, and what the documents that hold them are worth."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from search.engine.documents import positions_in
from search.engine.segments import Found, Segment
from search.engine.statistics import rarity

if TYPE_CHECKING:
    from search.engine.snapshot import Snapshot

Terms = tuple[tuple[str, int], ...]
# Past so many documents for one that is looked for, they are not read one after the other.
SPARSE = 16


def phrase_scores(snapshot: "Snapshot", fields: tuple[str, ...], terms: Terms) -> dict[int, float]:
    """Document → score, where the terms stand at their distances in one field.

    Only these documents are scored: each word of the phrase may stand in half of the others.
    """
    lines = (snapshot.in_line(field, terms) for field in fields)
    found = dict.fromkeys((number for line in lines for number in line), 0.0)
    for term, _ in terms if found else ():
        _add(snapshot, fields, term, found)
    return found


def _add(snapshot: "Snapshot", fields: tuple[str, ...], term: str, found: dict[int, float]) -> None:
    """Add what a term is worth to each of the documents found."""
    everywhere: list[list[tuple[str, Found]]] = []
    scores = dict.fromkeys(found, 0.0)
    for place in snapshot.places:
        everywhere.append([])
        here = [number - place.base for number in found if 0 <= number - place.base]
        for field in fields:
            postings = place.segment.postings(field, term)
            if postings is None:
                continue
            everywhere[-1].append((field, postings))
            lengths = place.segment.lengths(field)
            for number, at in _places(postings, here):
                weight = postings.weights[at] if postings.weights is not None else 1.0
                scores[number + place.base] += snapshot.gain(field, weight, lengths[number])
    weight = rarity(snapshot.count, snapshot.holding(everywhere).bit_count())
    for number, score in scores.items():
        found[number] += score * weight


def _places(postings: Found, wanted: list[int]) -> Iterator[tuple[int, int]]:
    """(document, its rank in the postings), for the wanted documents that are there."""
    ids = postings.ids
    for number in wanted:
        at = bisect_left(ids, number)
        if at < len(ids) and ids[at] == number:
            yield number, at


def in_line(segment: Segment, field: str, terms: Terms) -> Iterator[int]:
    """The documents of a segment where the terms stand at their distances in a field."""
    words = list(dict.fromkeys(term for term, _ in terms))
    wanted = _common(segment, field, words)
    if not wanted:
        return
    values = {word: segment.values(field, word, wanted) for word in words}
    for number in wanted:
        starts: set[int] | None = None
        for word, place in terms:
            here = {position - place for position in positions_in(values[word][number])}
            starts = here if starts is None else starts & here
            if not starts:
                break
        else:
            yield number


def _common(segment: Segment, field: str, words: list[str]) -> list[int]:
    """The documents that have all the words, in order."""
    found = []
    for word in words:
        postings = segment.postings(field, word)
        if postings is None:
            return []
        found.append(postings)
    found.sort(key=lambda postings: len(postings.ids))
    common = list(found[0].ids)
    for postings in found[1:]:
        if len(common) * SPARSE < len(postings.ids):
            common = [number for number, _at in _places(postings, common)]
        else:
            common = sorted(set(postings.ids).intersection(common))
    return common
