"""Phrases: where words stand side by side, and what the documents that hold them are worth."""

from bisect import bisect_left
from collections.abc import Iterator
from operator import add
from typing import TYPE_CHECKING

from search.engine.documents import positions_in
from search.engine.segments import Found, Segment

if TYPE_CHECKING:
    from search.engine.snapshot import Snapshot

Terms = tuple[tuple[str, int], ...]
# Past so many documents for one that is looked for, they are not read one after the other.
SPARSE = 16


def phrase_scores(snapshot: "Snapshot", fields: tuple[str, ...], terms: Terms) -> dict[int, float]:
    """Document → score, where the terms stand at their distances in one field."""
    lines = (snapshot.in_line(field, terms) for field in fields)
    found = sorted({number for line in lines for number in line})
    scores = [0.0] * len(found)
    for term, _ in terms if found else ():
        scores = list(map(add, scores, snapshot.worth(fields, (term,)).of(found)))
    return dict(zip(found, scores, strict=True))


def in_line(segment: Segment, field: str, terms: Terms) -> Iterator[int]:
    """The documents of a segment where the terms stand at their distances in a field."""
    words = list(dict.fromkeys(term for term, _ in terms))
    wanted = _common(segment, field, words)
    if not wanted:
        return
    (first, base), *others = terms
    values = {word: segment.values(field, word, wanted) for word in words}
    for number in wanted:
        starts = {position - base for position in positions_in(values[first][number])}
        for word, place in others:
            starts &= {position - place for position in positions_in(values[word][number])}
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
            common = [number for number in common if _is_in(postings, number)]
        else:
            common = sorted(set(postings.ids).intersection(common))
    return common


def _is_in(postings: Found, number: int) -> bool:
    at = bisect_left(postings.ids, number)
    return at < len(postings.ids) and postings.ids[at] == number
