"""One segment: files that never change, read once and kept while some index uses them.

Deletions are not part of it: the list of deleted documents changes from one commit to the
next and belongs to the snapshot. Whoosh's readers share a file position, hence the guard.
"""

import threading
from array import array
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

from whoosh.codec.whoosh3 import LENGTHS_COLUMN
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length

from search.engine.documents import SEARCHED, surface_in
from search.engine.lexicon import Lexicon
from search.engine.schema import BlockMatcher, Values
from search.robustness import CORRUPT, IndexUnavailable, SearchIndexError

# Misspelt words whose neighbours are kept in each segment.
MAX_NEAR = 2_000
# Phrases whose documents are kept in each segment, by field.
MAX_LINES = 8_000
LENGTHS = tuple(byte_to_length(code) for code in range(256))


class Found(NamedTuple):
    """The documents of one term: numbers in order, and weights (None when all are 1)."""

    ids: array
    weights: array | None


class _Guard:
    """One thread at a time, and damaged files reported as such."""

    def __init__(self, directory: Path):
        self._directory = directory
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, kind, error: BaseException | None, trace) -> None:
        self._lock.release()
        if isinstance(error, Exception) and not isinstance(error, SearchIndexError):
            raise IndexUnavailable(CORRUPT, self._directory) from error


class Segment:
    """Reads one segment. Every method may be called from several threads."""

    def __init__(self, directory: Path, storage, schema, segment, max_cached: int):
        self._guard = _Guard(directory)
        self.id = segment.segment_id()
        self.size = segment.doc_count_all()
        self._reader = SegmentReader(storage, schema, segment)
        self._cache: OrderedDict[tuple[str, str], Found | None] = OrderedDict()
        self._near: dict[tuple, list[str]] = {}
        self._lines: dict[tuple, array] = {}
        self._cached = 0
        self._max_cached = max_cached
        self._lengths: dict[str, array] = {}
        self._counts: dict[str, Counter[int]] = {}
        self._converted: list[Hashable] | None = None

    @cached_property
    def keys(self) -> list[str]:
        """The key of each document, by number."""
        with self._guard:
            column = self._reader.column_reader("key", translate=False)
            return [value.decode() for value in column]

    def converted(self, convert: Callable[[str], Hashable]) -> list[Hashable]:
        """The keys as `convert` gives them; done once, with the first `convert` given."""
        if self._converted is None:
            self._converted = [convert(key) for key in self.keys]
        return self._converted

    def digest(self, number: int) -> bytes:
        """The digest of the content of a document."""
        with self._guard:
            return self._reader.column_reader("hash", translate=False)[number]

    def numbers(self, key: str) -> list[int]:
        """The documents that carry a key, deleted ones included."""
        with self._guard:
            matcher = self._matcher("key", key)
            return list(read(matcher).ids) if matcher else []

    def postings(self, field: str, term: str) -> Found | None:
        """The documents of a term, None if there is none; recently asked ones are kept."""
        with self._guard:
            if (field, term) in self._cache:
                self._cache.move_to_end((field, term))
                return self._cache[field, term]
            matcher = self._matcher(field, term)
            found = read(matcher) if matcher else None
            self._keep((field, term), found)
            return found

    def values(self, field: str, term: str, wanted: list[int]) -> dict[int, bytes]:
        """The bytes written with the term (see `documents._pack`) in the wanted documents."""
        with self._guard:
            matcher = self._matcher(field, term)
            return read_values(matcher, wanted) if matcher else {}

    def line(self, name: tuple, make: Callable[[], Iterable[int]]) -> array:
        """The documents of a phrase, as `make` finds them in this segment: kept for next time."""
        known = self._lines.get(name)
        if known is None:
            known = array("I", make())
            with self._guard:
                if len(self._lines) >= MAX_LINES:
                    self._lines.clear()
                self._lines[name] = known
        return known

    def surfaces(self, field: str, term: str, flags: bytes, limit: int) -> list[str]:
        """How a term is written in the first documents that have it and whose byte is 1."""
        with self._guard:
            matcher = self._matcher(field, term)
            found = []
            while matcher and matcher.is_active() and len(found) < limit:
                if flags[matcher.id()]:
                    found.append(surface_in(matcher.value()))
                matcher.next()
            return found

    def lengths(self, field: str) -> array:
        """The length of a field in each document, as Whoosh's one-byte code."""
        with self._guard:
            if field not in self._lengths:
                self._lengths[field] = self._read_lengths(field)
            return self._lengths[field]

    def length_counts(self, field: str) -> Counter[int]:
        """Length code → number of documents; 0 is for those without the field."""
        with self._guard:
            if field not in self._counts:
                self._counts[field] = Counter(self.lengths(field))
            return self._counts[field]

    def starting_with(self, field: str, prefix: str, limit: int) -> list[str]:
        """At most `limit` words of a field that begin so, in alphabetical order."""
        with self._guard:
            if field not in self._reader.schema:
                return []
            found = self._reader.expand_prefix(field, prefix)
            return [word.decode() for word in islice(found, limit)]

    def near(self, fields: tuple[str, ...], word: str, distance: int, prefix: int) -> list[str]:
        """The words of some fields at most `distance` (1 or 2) letters away, with the same
        `prefix` (at least 2 when two letters may differ) first."""
        name = (fields, word, distance, prefix)
        known = self._near.get(name)
        if known is None:
            known = self._lexicon.near(fields, word, distance, prefix)
            with self._guard:
                if len(self._near) >= MAX_NEAR:
                    self._near.clear()
                self._near[name] = known
        return known

    def holds(self, fields: tuple[str, ...], term: str) -> bool:
        """Whether a term stands in one of these fields, in deleted documents perhaps."""
        if not term.isdigit():
            return self._lexicon.holds(fields, term)
        with self._guard:
            return any((field, term) in self._reader for field in fields)

    @cached_property
    def _lexicon(self) -> Lexicon:
        with self._guard:
            return Lexicon(
                (field, word.decode())
                for field, word in self._reader.all_terms()
                if field.startswith(SEARCHED)
            )

    def _matcher(self, field: str, term: str):
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return None
        # Deletions are left to the snapshot, which knows the latest ones.
        return getattr(matcher, "child", matcher)

    def _read_lengths(self, field: str) -> array:
        reader = self._reader
        length_of = reader.doc_field_length
        if field not in reader.schema:
            return array("B", bytes(self.size))
        column = reader._perdoc._cached_reader(f"_{field}_len", LENGTHS_COLUMN)
        if column is not None:
            return array("B", column)
        codes = {length: code for code, length in enumerate(LENGTHS)}
        return array("B", (codes.get(length_of(n, field) or 0, 1) for n in range(self.size)))

    def _keep(self, name: tuple[str, str], found: Found | None) -> None:
        self._cache[name] = found
        self._cached += _weight(found)
        while self._cached > self._max_cached and len(self._cache) > 1:
            self._cached -= _weight(self._cache.popitem(last=False)[1])


def _weight(found: Found | None) -> int:
    return 16 + (len(found.ids) if found else 0)


def read(matcher) -> Found:
    """All the postings of a matcher; by whole blocks when it is Whoosh's usual one.

    The blocks are private to Whoosh 2.7.4 (`test_segments` compares with the public way).
    """
    if isinstance(matcher, BlockMatcher):
        return _read_blocks(matcher)
    ids, weights = array("I"), array("f")
    while matcher.is_active():
        ids.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return Found(ids, weights)


def read_values(matcher, wanted: list[int]) -> dict[int, bytes]:
    """Document number → value, of the wanted documents (in increasing order) that match."""
    found = {}
    by_blocks = isinstance(matcher, BlockMatcher)
    left = iter(wanted)
    number = next(left, None)
    while number is not None and matcher.is_active():
        if not by_blocks:
            matcher.skip_to(number)
            if matcher.is_active() and matcher.id() == number:
                found[number] = matcher.value()
            number = next(left, None)
        elif number > matcher.block_max_id():
            matcher._next_block()
        else:
            last = matcher.block_max_id()
            matcher._read_data()
            numbers = list(accumulate(matcher._data[0]))
            value_at = Values(matcher._data[2])
            while number is not None and number <= last:
                at = bisect_left(numbers, number)
                if numbers[at] == number:
                    found[number] = value_at[at]
                number = next(left, None)
    return found


def _read_blocks(matcher: BlockMatcher) -> Found:
    ids, weights = array("I"), array("f")
    plain = True
    while matcher.is_active():
        matcher._read_data()
        deltas, block, _ = matcher._data
        ids.extend(accumulate(deltas))
        if block is None or isinstance(block, float):
            plain = plain and block in (None, 1.0)
            weights.extend((block or 1.0,) * len(deltas))
        else:
            plain = False
            weights.extend(block)
        matcher._next_block()
    return Found(ids, None if plain else weights)
