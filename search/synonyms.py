"""Synonyms, added to what is typed when searching: an editor's change works at once.

A provider is a callable that returns a mapping: phrase → phrases that mean the same. It may
carry a `version` callable; its value is asked at every search and must be cheap (a cache
key, a timestamp): the mapping is read again when it changes. Without it, the mapping is
read again every `max_age` seconds.

The index never holds synonyms. Nothing is symmetrical by itself: see `both_ways`.
`trying` replaces the provider's mapping for a moment, to see what a change would do.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import NamedTuple

from django.utils.module_loading import import_string

from search.french import FrenchAnalysis, Unit

logger = logging.getLogger(__name__)

BOOST = 0.6
MAX_ALTERNATIVES = 12
MAX_WORDS = 12


class Alternative(NamedTuple):
    """Another way to say it: terms with their distance from the first one."""

    terms: tuple[tuple[str, int], ...]


class Span(NamedTuple):
    """`length` typed words that stand together, and what else they may be called."""

    units: tuple[Unit, ...]
    alternatives: tuple[Alternative, ...]


def both_ways(groups: Iterable[Iterable[str]]) -> dict[str, list[str]]:
    """A mapping in which every phrase of a group leads to all the others of the group."""
    mapping: dict[str, list[str]] = {}
    for group in groups:
        phrases = list(dict.fromkeys(phrase for phrase in group if phrase))
        for phrase in phrases:
            others = [other for other in phrases if other != phrase]
            mapping.setdefault(phrase, []).extend(others)
    return mapping


class Thesaurus:
    """The provider's mapping, analysed once a version. Safe to share between threads."""

    def __init__(
        self,
        analysis: FrenchAnalysis,
        provider: Callable[[], Mapping[str, Iterable[str]]],
        max_age: float = 60.0,
    ):
        self.analysis = analysis
        self.provider = provider
        self.max_age = max_age
        self._lock = threading.Lock()
        self._version: object = None
        self._failed_at: float | None = None
        self._table: dict[tuple, tuple[Alternative, ...]] = {}
        self._longest = 0

    def expand(self, units: list[Unit]) -> list[Span]:
        """The typed words in spans, the longest known phrase first, each with its synonyms."""
        table, longest = self._current()
        spans, start = [], 0
        while start < len(units):
            for length in range(min(longest, len(units) - start), 0, -1):
                typed = tuple(units[start : start + length])
                found = table.get(_key(typed))
                if found:
                    spans.append(Span(typed, found))
                    start += length
                    break
            else:
                spans.append(Span((units[start],), ()))
                start += 1
        return spans

    def _current(self) -> tuple[dict, int]:
        """The table of the provider's present version; the last good one if it fails."""
        now = time.monotonic()
        if self._failed_at is None or now - self._failed_at > self.max_age:
            try:
                version = self._ask_version()
                if version != self._version:
                    self._read(version)
                self._failed_at = None
            except Exception:
                # Searching without synonyms is better than not searching.
                logger.exception("The synonyms could not be read; the last known ones are used")
                self._failed_at = now
        return self._table, self._longest

    def _ask_version(self) -> object:
        ask = getattr(self.provider, "version", None)
        # Never None: None is « nothing read yet ».
        return ("v", ask()) if ask else ("t", int(time.monotonic() / self.max_age))

    def _read(self, version: object) -> None:
        # A fork may copy this lock while it is held: nobody waits for it for ever.
        if not self._lock.acquire(timeout=1.0):
            return
        try:
            if version == self._version:
                return
            self._table = self._analysed()
            self._longest = max(map(len, self._table), default=0)
            self._version = version
        finally:
            self._lock.release()

    def _analysed(self) -> dict[tuple, tuple[Alternative, ...]]:
        table: dict[tuple, dict[Alternative, None]] = {}
        for phrase, others in self.provider().items():
            key = _key(tuple(self.analysis.units(phrase, MAX_WORDS)))
            for other in [others] if isinstance(others, str) else others:
                alternative = self._alternative(other)
                if key and alternative and not _same(key, alternative):
                    table.setdefault(key, {})[alternative] = None
        return {key: tuple(found)[:MAX_ALTERNATIVES] for key, found in table.items()}

    def _alternative(self, phrase: str) -> Alternative | None:
        terms = self.analysis.phrase(phrase)[:MAX_WORDS]
        if not terms:
            return None
        first = terms[0][1]
        return Alternative(tuple((term, position - first) for term, position in terms))


def key_of(phrase: str, analysis: FrenchAnalysis) -> tuple[str, ...]:
    """What two ways of writing a phrase have in common: its terms, stop words left out."""
    return _key(tuple(analysis.units(phrase, MAX_WORDS)))


def _key(units: tuple[Unit, ...]) -> tuple:
    """The words of a phrase, whatever its hyphens."""
    return tuple(term for unit in units for term in (unit.ways[0] if unit.ways else ()))


def _same(key: tuple, alternative: Alternative) -> bool:
    return key == tuple(term for term, _ in alternative.terms)


@lru_cache(maxsize=8)
def load(provider: str, analysis: FrenchAnalysis, max_age: float) -> Thesaurus:
    """The thesaurus of a provider given by dotted path; one a process. Raises ImportError."""
    return Thesaurus(analysis, import_string(provider), max_age)


_tried: ContextVar[Mapping[str, Iterable[str]] | None] = ContextVar("tried_synonyms", default=None)


@contextmanager
def trying(mapping: Mapping[str, Iterable[str]]) -> Iterator[None]:
    """Inside the `with`, this mapping takes the place of the provider's, for this caller only.

    Results are lazy: read them inside the `with`. What was read there stays as it is; a
    result read after it follows the provider again.
    """
    token = _tried.set(mapping)
    try:
        yield
    finally:
        _tried.reset(token)


def tried(analysis: FrenchAnalysis) -> Thesaurus | None:
    """The thesaurus of the mapping being tried, None outside `trying`."""
    mapping = _tried.get()
    return None if mapping is None else Thesaurus(analysis, lambda: mapping)
