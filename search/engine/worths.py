"""What the documents of a term are worth, worked out once a commit and kept.

BM25 in each field × the field's boost, added up, × how rare the term is in all these fields.
"""

import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from search.engine import members
from search.engine.documents import boost_of
from search.engine.segments import LENGTHS, Found
from search.engine.statistics import K1, bm25_norms, rarity

if TYPE_CHECKING:
    from search.engine.snapshot import Place, Snapshot

# Bytes kept for one snapshot at least, and for each of its documents.
KEPT_BYTES, KEPT_BYTES_EACH = 32_000_000, 2_000
# A pair of a dictionary takes as much room as so many numbers in a row.
PAIR = 12
# Past so many documents for one that is asked about, they are not all scored.
SPARSE = 16
NOT_KEPT = 256


class Part(NamedTuple):
    """What a segment knows of a term: the postings of each field that has it."""

    place: "Place"
    postings: list[tuple[str, Found]]


class Worth:
    """The documents of a term, as a set, and their scores."""

    def __init__(self, members: int):
        self.members = members

    def of(self, numbers: list[int]) -> list[float]:
        """The score of each of these documents, in increasing order; 0 where the term is not."""
        return [0.0] * len(numbers)

    @property
    def room(self) -> int:
        """The bytes it takes, about."""
        return NOT_KEPT + self.members.bit_length() // 8


class Given(Worth):
    """Scores worked out already."""

    def __init__(self, members: int, scores: dict[int, float]):
        super().__init__(members)
        self._scores = scores

    def of(self, numbers: list[int]) -> list[float]:
        """From the dictionary."""
        return list(map(self._scores.get, numbers, repeat(0.0)))


class TermWorth(Worth):
    """All its scores are worked out when enough of them are asked for, never before."""

    def __init__(self, worths: "Worths", parts: list[Part], members: int, weight: float):
        super().__init__(members)
        self._worths = worths
        self._parts = parts
        self._weight = weight
        self._number = sum(len(one.ids) for part in parts for _field, one in part.postings)
        self._scores: dict[int, float] | array | None = None

    @property
    def room(self) -> int:
        """With the scores, once they are worked out."""
        scores = self._scores
        each = PAIR if isinstance(scores, dict) else 1
        return super().room + (8 * each * len(scores) if scores else 0)

    def of(self, numbers: list[int]) -> list[float]:
        """One by one when they are few beside those of the term."""
        if self._scores is None and len(numbers) * SPARSE < self._number:
            return self._one_by_one(numbers)
        if self._scores is None:
            few = self._number * PAIR < self._worths.size
            self._scores = self._few() if few else self._many()
            self._worths.tidy(self.room)
        if isinstance(self._scores, dict):
            return list(map(self._scores.get, numbers, repeat(0.0)))
        return list(map(self._scores.__getitem__, numbers))

    def _one_by_one(self, numbers: list[int]) -> list[float]:
        scores = dict.fromkeys(numbers, 0.0)
        for place, postings in self._parts:
            first, last = place.base, place.base + place.segment.size
            here = [number for number in numbers if first <= number < last]
            for field, found in postings:
                gains, lengths = self._worths.gains(field), place.segment.lengths(field)
                ids, weights = found
                for number in here:
                    local = number - first
                    at = bisect_left(ids, local)
                    if at < len(ids) and ids[at] == local:
                        weight = weights[at] if weights is not None else 1.0
                        scores[number] += gains[weight][lengths[local]]
        return [score * self._weight for score in scores.values()]

    def _few(self) -> dict[int, float]:
        scores: dict[int, float] = {}
        for place, postings in self._parts:
            for field, found in postings:
                base = place.base
                for number, score in zip(found.ids, self._fresh(place, field, found), strict=True):
                    scores[base + number] = scores.get(base + number, 0.0) + score
        return {number: score * self._weight for number, score in scores.items()}

    def _many(self) -> array:
        scores = array("d")
        for place, postings in self._parts:
            here = array("d", bytes(8 * place.segment.size))
            for field, found in postings:
                for number, score in zip(found.ids, self._fresh(place, field, found), strict=True):
                    here[number] += score
            scores.extend(map(self._weight.__mul__, here))
        return scores

    def _fresh(self, place: "Place", field: str, found: Found) -> Iterable[float]:
        """The scores of the documents of a term in one field."""
        gains = self._worths.gains(field)
        lengths = map(place.segment.lengths(field).__getitem__, found.ids)
        if found.weights is None:
            return map(gains[1.0].__getitem__, lengths)
        pairs = zip(found.weights, lengths, strict=True)
        return [gains[weight][length] for weight, length in pairs]


class _Gains(dict[float, tuple[float, ...]]):
    """Frequency of a term in a field → its score there, by length code of the field."""

    def __init__(self, gain: float, norms: tuple[float, ...]):
        super().__init__()
        self._gain = gain
        self._norms = norms

    def __missing__(self, weight: float) -> tuple[float, ...]:
        gain = self._gain
        made = self[weight] = tuple(gain * weight / (weight + norm) for norm in self._norms)
        return made


class Worths:
    """Those of one snapshot; the least recently asked are forgotten first."""

    def __init__(self, snapshot: "Snapshot"):
        self._snapshot = snapshot
        self.size = snapshot.size
        self._gains: dict[str, _Gains] = {}
        self._kept: OrderedDict[tuple, Worth] = OrderedDict()
        self._room = 0
        self._most = max(KEPT_BYTES, KEPT_BYTES_EACH * snapshot.size)
        self._lock = threading.Lock()

    def of(self, fields: tuple[str, ...], terms: tuple[str, ...]) -> Worth:
        """Several terms count as one (the words of a prefix)."""
        name = (fields, terms)
        with self._lock:
            known = self._kept.get(name)
            if known is not None:
                self._kept.move_to_end(name)
                return known
        return self._keep(name, self._made(fields, terms))

    def gains(self, field: str) -> _Gains:
        """What each frequency is worth in a field, by length code."""
        known = self._gains.get(field)
        if known is None:
            counts = [place.segment.length_counts(field) for place in self._snapshot.places]
            norms = bm25_norms(counts, LENGTHS, K1)
            known = self._gains[field] = _Gains(boost_of(field) * (K1 + 1), norms)
        return known

    def _made(self, fields: tuple[str, ...], terms: tuple[str, ...]) -> Worth:
        snapshot, parts, held = self._snapshot, [], []
        for place in snapshot.places:
            read, flags = place.segment.postings, bytearray(place.segment.size)
            asked = ((field, read(field, term)) for field in fields for term in terms)
            part = Part(place, [(field, found) for field, found in asked if found is not None])
            for _field, found in part.postings:
                for number in found.ids:
                    flags[number] = 1
            parts.append(part)
            held.append(flags)
        found = members.of_flags(b"".join(held)) & snapshot.alive
        return TermWorth(self, parts, found, rarity(snapshot.count, found.bit_count()))

    def _keep(self, name: tuple, worth: Worth) -> Worth:
        with self._lock:
            self._kept[name] = worth
        self.tidy(worth.room)
        return worth

    def tidy(self, more: int) -> None:
        """So many bytes more are taken: forget the least recently asked terms if need be."""
        with self._lock:
            self._room += more
            if self._room <= self._most:
                return
            self._room = sum(worth.room for worth in self._kept.values())
            while self._room > self._most and len(self._kept) > 1:
                self._room -= self._kept.popitem(last=False)[1].room
