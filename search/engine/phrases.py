"""Phrases: where words stand side by side, and what the documents that hold them are worth."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from search.engine.documents import boost_of, positions_in
from search.engine.segments import Segment
from search.engine.statistics import K1, rarity

if TYPE_CHECKING:
    from search.engine.snapshot import Snapshot

Terms = tuple[tuple[str, int], ...]


def phrase_scores(snapshot: "Snapshot", fields: tuple[str, ...], terms: Terms) -> dict[int, float]:
    """Document → score, where the terms stand at their distances in one field.

    Only these documents are scored: each word of the phrase may stand in half of the others.
    """
    found = dict.fromkeys(
        (
            place.base + number
            for place in snapshot.places
            for field in fields
            for number in _in_line(place.segment, field, terms, dict.fromkeys(t for t, _ in terms))
            if number not in place.deleted
        ),
        0.0,
    )
    for term, _ in terms if found else ():
        _add(snapshot, fields, term, found)
    return found


def _add(snapshot: "Snapshot", fields: tuple[str, ...], term: str, found: dict[int, float]) -> None:
    """Add what a term is worth to each of the documents found."""
    everywhere: set[int] = set()
    scores = dict.fromkeys(found, 0.0)
    for field in fields:
        gain, norms = boost_of(field) * (K1 + 1), snapshot.norms_of(field)
        for place in snapshot.places:
            postings = place.segment.postings(field, term)
            if postings is None:
                continue
            ids, base = postings.ids, place.base
            everywhere.update(number + base for number in ids) if base else everywhere.update(ids)
            lengths = place.segment.lengths(field)
            for number in found:
                at = bisect_left(ids, number - base) if number >= base else len(ids)
                if at < len(ids) and ids[at] == number - base:
                    weight = postings.weights[at] if postings.weights is not None else 1.0
                    scores[number] += gain * weight / (weight + norms[lengths[ids[at]]])
    weight = rarity(snapshot.count, snapshot.alive(everywhere))
    for number, score in scores.items():
        found[number] += score * weight


def _in_line(segment: Segment, field: str, terms: Terms, words: Iterable[str]) -> Iterator[int]:
    """The documents of a segment where the terms stand at their distances in a field."""
    common: set[int] | None = None
    for word in words:
        postings = segment.postings(field, word)
        if postings is None:
            return
        common = set(postings.ids) if common is None else common.intersection(postings.ids)
    wanted = sorted(common or ())
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
