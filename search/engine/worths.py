"""What the documents of a term are worth, worked out once a commit and kept.

BM25 in each field × the field's boost, added up, × how rare the term is in all these fields.
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from search.engine.documents import boost_of
from search.engine.segments import LENGTHS, Found
from search.engine.statistics import K1, bm25_norms, rarity

if TYPE_CHECKING:
    from search.engine.snapshot import Place, Snapshot

# Bytes kept for one snapshot at least, and for each of its documents.
KEPT_BYTES, KEPT_BYTES_EACH = 32_000_000, 2_000
# A pair of a dictionary takes as much room as so many numbers in a row.
PAIR = 12
NOT_KEPT = 128


class Worth(NamedTuple):
    """The documents of a term; their scores, by number (a dictionary when they are few)."""

    members: int
    scores: dict[int, float] | array

    def of(self, numbers: Iterable[int]) -> list[float]:
        """The score of each of these documents, 0 where the term is not."""
        if isinstance(self.scores, dict):
            return list(map(self.scores.get, numbers, repeat(0.0)))
        return list(map(self.scores.__getitem__, numbers))

    @property
    def room(self) -> int:
        """The bytes it takes, about."""
        each = PAIR if isinstance(self.scores, dict) else 1
        return NOT_KEPT + 8 * each * len(self.scores) + self.members.bit_length() // 8


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

    def gain(self, field: str, weight: float, length: int) -> float:
        """What a frequency is worth in a field of this length (a code)."""
        return self._gains_of(field)[weight][length]

    def _made(self, fields: tuple[str, ...], terms: tuple[str, ...]) -> Worth:
        snapshot = self._snapshot
        found = [self._postings(place, fields, terms) for place in snapshot.places]
        held = snapshot.holding(found)
        weight = rarity(snapshot.count, held.bit_count())
        number = sum(len(one.ids) for postings in found for _field, one in postings)
        pairs = list(zip(snapshot.places, found, strict=True))
        if number * PAIR < snapshot.size:
            return Worth(held, self._few(pairs, weight))
        return Worth(held, self._many(pairs, weight))

    def _postings(self, place: "Place", fields: tuple[str, ...], terms: tuple[str, ...]):
        read = place.segment.postings
        asked = ((field, read(field, term)) for field in fields for term in terms)
        return [(field, found) for field, found in asked if found is not None]

    def _few(self, pairs: list, weight: float) -> dict[int, float]:
        scores: dict[int, float] = {}
        for place, postings in pairs:
            for field, found in postings:
                base = place.base
                for number, score in zip(found.ids, self._fresh(place, field, found), strict=True):
                    scores[base + number] = scores.get(base + number, 0.0) + score
        return {number: score * weight for number, score in scores.items()}

    def _many(self, pairs: list, weight: float) -> array:
        scores = array("d")
        for place, postings in pairs:
            here = array("d", bytes(8 * place.segment.size))
            for field, found in postings:
                for number, score in zip(found.ids, self._fresh(place, field, found), strict=True):
                    here[number] += score
            scores.extend(map(weight.__mul__, here))
        return scores

    def _fresh(self, place: "Place", field: str, found: Found) -> Iterable[float]:
        """The scores of the documents of a term in one field."""
        gains = self._gains_of(field)
        lengths = map(place.segment.lengths(field).__getitem__, found.ids)
        if found.weights is None:
            return map(gains[1.0].__getitem__, lengths)
        return [
            gains[weight][length] for weight, length in zip(found.weights, lengths, strict=True)
        ]

    def _gains_of(self, field: str) -> _Gains:
        known = self._gains.get(field)
        if known is None:
            counts = [place.segment.length_counts(field) for place in self._snapshot.places]
            norms = bm25_norms(counts, LENGTHS, K1)
            known = self._gains[field] = _Gains(boost_of(field) * (K1 + 1), norms)
        return known

    def _keep(self, name: tuple, worth: Worth) -> Worth:
        with self._lock:
            if name not in self._kept:
                self._kept[name] = worth
                self._room += worth.room
            while self._room > self._most and len(self._kept) > 1:
                self._room -= self._kept.popitem(last=False)[1].room
        return worth
