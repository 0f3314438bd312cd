"""One open snapshot a process and an index: opened once, replaced when a commit came.

Asking costs a look at two folders. A process that forks starts with none: a lock held by
another thread at that instant would never be released in the child.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from search.engine.snapshot import Snapshot, open_snapshot
from search.robustness import CORRUPT, IndexUnavailable, reading


class _Kept:
    """What one process keeps."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.lock = threading.Lock()
        self.locks: dict[Path, threading.RLock] = {}
        self.snapshots: dict[Path, Snapshot] = {}

    def lock_of(self, path: Path) -> threading.RLock:
        """The lock under which an index is opened."""
        with self.lock:
            return self.locks.setdefault(path, threading.RLock())


_kept = _Kept()


def _mine() -> _Kept:
    global _kept
    if _kept.process != os.getpid():
        _kept = _Kept()
    return _kept


def forget(path: Path | None = None) -> None:
    """Drop what is kept, for one index or for all."""
    kept = _mine()
    if path is None:
        kept.snapshots.clear()
    else:
        kept.snapshots.pop(path, None)


def current(path: Path, directory: Callable[[], Path], max_cached: int) -> Snapshot:
    """The latest snapshot of an index; `directory` says which folder answers.

    Files may disappear between the question and the opening (a commit or a rebuild just
    ended): it is asked again as long as things change. Raises IndexUnavailable.
    """
    while True:
        folder = directory()
        before = _listing(folder)
        try:
            return opened(path, folder, max_cached)
        except IndexUnavailable as error:
            if error.reason != CORRUPT or (directory() == folder and _listing(folder) == before):
                raise


def opened(path: Path, directory: Path, max_cached: int) -> Snapshot:
    """The latest snapshot of a folder of an index. Raises IndexUnavailable."""
    kept = _mine()
    known = kept.snapshots.get(path)
    with reading(path):
        if known and known.directory == directory and known.up_to_date():
            return known
        with kept.lock_of(path):
            known = kept.snapshots.get(path)
            if known and known.directory == directory and known.up_to_date():
                return known
            fresh = open_snapshot(directory, known, max_cached)
            kept.snapshots[path] = fresh
            return fresh


def _listing(folder: Path) -> list[str]:
    """The commits a folder shows; empty if it is gone."""
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(".toc"))
    except OSError:
        return []
