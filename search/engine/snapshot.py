"""An index as it was at one commit: never changes, answers from several threads.

A new commit gives a new snapshot. Segments that both have in common are shared (their files
never change); which documents are deleted is always read anew from the commit itself. This
is why a deleted document cannot come back.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path

from whoosh.index import FileIndex, open_dir

from search.engine.documents import boost_of, path_of
from search.engine.phrases import phrase_scores
from search.engine.segments import LENGTHS, Segment
from search.engine.statistics import K1, bm25_norms, rarity

# Phrases whose documents are kept.
MAX_PHRASES = 1_000


class Place:
    """A segment inside a snapshot: the number of its first document, its deleted ones."""

    __slots__ = ("base", "deleted", "segment")

    def __init__(self, segment: Segment, base: int, deleted: Iterable[int]):
        self.segment = segment
        self.base = base
        self.deleted = frozenset(deleted)


class _Local:
    """Documents of a snapshot, by their numbers in one segment."""

    def __init__(self, among: Collection[int], base: int):
        self.among = among
        self.base = base

    def __contains__(self, number: int) -> bool:
        return number + self.base in self.among


class Snapshot:
    """Opened by `open_snapshot`."""

    def __init__(self, index: FileIndex, directory: Path, generation: int, places: list[Place]):
        self.directory = directory
        self.generation = generation
        self.places = places
        self.fields: frozenset[str] = frozenset()
        self._index = index
        self._deleted = frozenset(
            place.base + number for place in places for number in place.deleted
        )
        self.size = sum(place.segment.size for place in places)
        self.count = self.size - len(self._deleted)
        self._norms: dict[str, tuple[float, ...]] = {}
        self._scores: OrderedDict[tuple, dict[int, float]] = OrderedDict()
        self._scored = 0
        self._phrases: dict[tuple, dict[int, float]] = {}
        self.max_scored = max(400_000, 20 * self.count)
        self._lock = threading.Lock()
        self._keys: list[Hashable] | None = None

    def up_to_date(self) -> bool:
        """Whether no commit came since; a look at the folder's list of files."""
        return self._index.latest_generation() == self.generation

    def keys(self, convert: Callable[[str], Hashable]) -> list[Hashable]:
        """The converted key of each document, by number, deleted ones included."""
        if self._keys is None:
            parts = (place.segment.converted(convert) for place in self.places)
            self._keys = list(chain.from_iterable(parts))
        return self._keys

    def named(self, kind: str, paths: Iterable[str] | None = None) -> tuple[str, ...]:
        """The names of the fields of a kind, of some paths or of all of them."""
        wanted = None if paths is None else set(paths)
        return tuple(
            sorted(
                name
                for name in self.fields
                if name.startswith(f"{kind}~") and (wanted is None or path_of(name) in wanted)
            )
        )

    def numbers(self, key: str) -> list[int]:
        """The documents of a key: none or one, more only if a write went wrong."""
        return [
            place.base + number
            for place in self.places
            for number in place.segment.numbers(key)
            if number not in place.deleted
        ]

    def digest(self, key: str) -> bytes | None:
        """The digest of the content indexed under a key, None if there is none."""
        for place in self.places:
            for number in place.segment.numbers(key):
                if number not in place.deleted:
                    return place.segment.digest(number)
        return None

    def everything(self, score: float) -> dict[int, float]:
        """Every document, with the same score."""
        name = ("", score)
        known = self._scores.get(name)
        if known is None:
            found = dict.fromkeys(range(self.size), score)
            for number in self._deleted:
                del found[number]
            known = self._keep(name, found)
        return known

    def scores(self, fields: tuple[str, ...], terms: tuple[str, ...]) -> dict[int, float]:
        """Document → score of a term; several terms count as one (the words of a prefix)."""
        name = (fields, terms)
        known = self._scores.get(name)
        if known is None:
            return self._keep(name, self._score(fields, terms))
        with suppress(KeyError), self._lock:
            self._scores.move_to_end(name)
        return known

    def frequency(self, fields: tuple[str, ...], term: str) -> int:
        """In how many documents a term stands, at least (fields are not added up)."""
        counts = (
            sum(place.segment.frequency(field, term) for place in self.places) for field in fields
        )
        return max(counts, default=0)

    def phrase(
        self, fields: tuple[str, ...], terms: tuple[tuple[str, int], ...]
    ) -> dict[int, float]:
        """Document → score, where the terms stand at their distances in one field.

        Kept apart: synonyms ask for the same phrases again and again.
        """
        name = (fields, terms)
        known = self._phrases.get(name)
        if known is None:
            known = phrase_scores(self, fields, terms)
            with self._lock:
                if len(self._phrases) >= MAX_PHRASES:
                    self._phrases.clear()
                self._phrases[name] = known
        return known

    def alive(self, numbers: set[int]) -> int:
        """How many of these documents are not deleted."""
        return len(numbers) - len(self._deleted & numbers)

    def starting_with(self, fields: tuple[str, ...], prefix: str, limit: int) -> list[str]:
        """At most `limit` words that begin so, the shortest first."""
        words = {
            word
            for place in self.places
            for field in fields
            for word in place.segment.starting_with(field, prefix, limit)
        }
        return sorted(words, key=lambda word: (len(word), word))[:limit]

    def near(self, fields: tuple[str, ...], word: str, distance: int, prefix: int) -> set[str]:
        """The words at most `distance` letters away."""
        return {
            found
            for place in self.places
            for field in fields
            for found in place.segment.near(field, word, distance, prefix)
        }

    def surfaces(
        self, fields: tuple[str, ...], term: str, among: Collection[int], limit: int = 20
    ) -> list[str]:
        """How a term is written (with accents, in full) in some of these documents."""
        found: list[str] = []
        for field in fields:
            for place in self.places:
                local = _Local(among, place.base)
                found += place.segment.surfaces(field, term, local, limit - len(found))
                if len(found) >= limit:
                    return found
        return found

    def _score(self, fields: tuple[str, ...], terms: tuple[str, ...]) -> dict[int, float]:
        found: dict[int, float] = {}
        for field in fields:
            gain = boost_of(field) * (K1 + 1)
            for place in self.places:
                for term in terms:
                    self._add(found, place, field, term, gain)
        for number in self._deleted.intersection(found) if self._deleted else ():
            del found[number]
        weight = rarity(self.count, len(found))
        return {number: score * weight for number, score in found.items()}

    def _add(self, found: dict[int, float], place: Place, field: str, term: str, gain: float):
        postings = place.segment.postings(field, term)
        if postings is None:
            return
        lengths, norms, base = place.segment.lengths(field), self.norms_of(field), place.base
        if postings.weights is None:
            by_length = [gain / (1.0 + norm) for norm in norms]
            fresh = {base + n: by_length[lengths[n]] for n in postings.ids}
        else:
            fresh = {
                base + n: gain * weight / (weight + norms[lengths[n]])
                for n, weight in zip(postings.ids, postings.weights, strict=True)
            }
        if not found:
            found.update(fresh)
            return
        for number, score in fresh.items():
            found[number] = found.get(number, 0.0) + score

    def norms_of(self, field: str) -> tuple[float, ...]:
        """What BM25 adds below the fraction bar, by length code of a field."""
        known = self._norms.get(field)
        if known is None:
            counts = [place.segment.length_counts(field) for place in self.places]
            known = self._norms[field] = bm25_norms(counts, LENGTHS, K1)
        return known

    def _keep(self, name: tuple, found: dict[int, float]) -> dict[int, float]:
        with self._lock:
            self._scores[name] = found
            self._scored += len(found) + 8
            while self._scored > self.max_scored and len(self._scores) > 1:
                self._scored -= len(self._scores.popitem(last=False)[1]) + 8
        return found


def open_snapshot(directory: Path, former: Snapshot | None, max_cached: int) -> Snapshot:
    """The latest commit of an index folder; the segments `former` has open are shared.

    Raises whatever Whoosh raises when files are missing or damaged.
    """
    index = open_dir(str(directory), readonly=True)
    shared = {}
    if former and former.directory == directory:
        shared = {place.segment.id: place.segment for place in former.places}
    toc = index._read_toc()
    places, base = [], 0
    for info in toc.segments:
        segment = shared.get(info.segment_id())
        if segment is None:
            segment = Segment(directory, index.storage, toc.schema, info, max_cached)
        places.append(Place(segment, base, info.deleted_docs()))
        base += segment.size
    snapshot = Snapshot(index, directory, toc.generation, places)
    snapshot.fields = frozenset(toc.schema.names())
    for name in snapshot.fields:
        # A damaged name is told now, not while scoring.
        boost_of(name)
    return snapshot
