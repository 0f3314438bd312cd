"""An index as it was at one commit: never changes, answers from several threads.

A new commit gives a new snapshot. Segments that both have in common are shared (their files
never change); which documents are deleted is always read anew from the commit itself. This
is why a deleted document cannot come back.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from whoosh.index import FileIndex, open_dir

from search.engine import members
from search.engine.documents import boost_of, path_of
from search.engine.phrases import Terms, in_line, phrase_scores
from search.engine.segments import Segment
from search.engine.worths import Given, Worth, Worths

# Phrases whose scores are kept.
MAX_PHRASES = 1_000


class Place:
    """A segment inside a snapshot: the number of its first document, its deleted ones."""

    __slots__ = ("base", "deleted", "segment")

    def __init__(self, segment: Segment, base: int, deleted: Iterable[int]):
        self.segment = segment
        self.base = base
        self.deleted = frozenset(deleted)


class Snapshot:
    """Opened by `open_snapshot`."""

    def __init__(self, index: FileIndex, directory: Path, generation: int, places: list[Place]):
        self.directory = directory
        self.generation = generation
        self.places = places
        self.fields: frozenset[str] = frozenset()
        self._index = index
        self.size = sum(place.segment.size for place in places)
        deleted = [place.base + number for place in places for number in place.deleted]
        self.count = self.size - len(deleted)
        # The documents that are not deleted.
        self.alive = members.everyone(self.size) ^ members.of_numbers(deleted, self.size)
        self._worths = Worths(self)
        self._phrases: dict[tuple, dict] = {}
        self._lock = threading.Lock()
        self._keys: list[Hashable] | None = None
        self._places: dict[Hashable, int] | None = None

    def up_to_date(self) -> bool:
        """Whether no commit came since; a look at the folder's list of files."""
        return self._index.latest_generation() == self.generation

    def keys(self, convert: Callable[[str], Hashable]) -> list[Hashable]:
        """The converted key of each document, by number, deleted ones included."""
        if self._keys is None:
            parts = (place.segment.converted(convert) for place in self.places)
            self._keys = list(chain.from_iterable(parts))
        return self._keys

    def places_of(self, convert: Callable[[str], Hashable]) -> dict[Hashable, int]:
        """Converted key → number of its document, deleted ones left out."""
        if self._places is None:
            keys = self.keys(convert)
            numbers = members.numbers_of(self.alive, self.size)
            self._places = {keys[number]: number for number in numbers}
        return self._places

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

    def worth(self, fields: tuple[str, ...], terms: tuple[str, ...]) -> Worth:
        """The documents of a term and their scores; several terms count as one."""
        return self._worths.of(fields, terms)

    def holds(self, fields: tuple[str, ...], term: str) -> bool:
        """Whether a term stands in one of these fields, in deleted documents perhaps."""
        return any(place.segment.holds(fields, term) for place in self.places)

    def phrase(self, fields: tuple[str, ...], terms: Terms) -> Worth:
        """The documents where the terms stand at their distances in one field.

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
        return Given(members.of_numbers(known, self.size), known)

    def in_line(self, field: str, terms: Terms) -> Iterator[int]:
        """The documents where the terms stand at their distances in this field."""
        for place in self.places:
            make = partial(in_line, place.segment, field, terms)
            for number in place.segment.line((field, terms), make):
                if number not in place.deleted:
                    yield place.base + number

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
            for found in place.segment.near(fields, word, distance, prefix)
        }

    def surfaces(
        self, fields: tuple[str, ...], term: str, among: int, limit: int = 20
    ) -> list[str]:
        """How a term is written (with accents, in full) in some documents of a set."""
        found: list[str] = []
        flags = members.flags_of(among, self.size)
        for field in fields:
            for place in self.places:
                here = flags[place.base : place.base + place.segment.size]
                found += place.segment.surfaces(field, term, here, limit - len(found))
                if len(found) >= limit:
                    return found
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
