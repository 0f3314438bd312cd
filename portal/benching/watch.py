"""Times, shares and lines of figures."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock


class Clock:
    """Seconds: of the clock on the wall, or of this process's own work when others work too."""

    now: Callable[[], float] = time.perf_counter


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds."""
    start = Clock.now()
    ask()
    return (Clock.now() - start) * 1000


def half_and_most(times: list[float]) -> tuple[float, float]:
    """(p50, p95)."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[max(0, round(len(ordered) * 0.95) - 1)]


@dataclass
class Parts:
    """Milliseconds spent in some functions while something else runs."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def watching(self, names: dict[str, str]) -> Iterator[None]:
        """Watch these functions (« module.function » → name of the part)."""
        patches = [mock.patch(path, self._watched(path, part)) for path, part in names.items()]
        for patch in patches:
            patch.start()
        try:
            yield
        finally:
            for patch in patches:
                patch.stop()

    def _watched(self, path: str, part: str) -> Callable:
        from django.utils.module_loading import import_string

        plain = import_string(path)

        def watched(*args, **kwargs):
            start = Clock.now()
            try:
                return plain(*args, **kwargs)
            finally:
                self.spent[part] = self.spent.get(part, 0.0) + (Clock.now() - start) * 1000

        return watched


def line(label: str, figures: str, budget: str = "", kept: bool | None = None) -> str:
    """One line: what, how much, the budget and whether it is kept."""
    mark = "" if kept is None else ("✓" if kept else "✗")
    return f"  {label:44} {figures:>22}   {budget:28} {mark}".rstrip()


def two(times: list[float]) -> str:
    """« p50 / p95 ms »."""
    half, most = half_and_most(times)
    return f"{half:.1f} / {most:.1f} ms"
