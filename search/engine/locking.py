"""A lock between processes and threads, by a file: it dies with the process that held it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.util.filelock import FileLock, try_for

from search.robustness import IndexBusy, writing

DELAY = 0.02


class Lock:
    """Held from `acquire` to `release`; not reentrant."""

    def __init__(self, path: Path):
        self.path = path
        self._lock: FileLock | None = None

    def acquire(self, timeout: float) -> bool:
        """Try for `timeout` seconds. Raises IndexNotWritable if the file cannot be made."""
        with writing(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(str(self.path))
            if not try_for(lock.acquire, timeout=timeout, delay=DELAY):
                return False
        self._lock = lock
        return True

    def release(self) -> None:
        """Let it go; nothing happens if it is not held."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def is_free(self) -> bool:
        """Whether nobody holds it (asked by taking it for an instant)."""
        free = self.acquire(0)
        self.release()
        return free

    @contextmanager
    def held(self, timeout: float) -> Iterator[None]:
        """Hold the lock; raises IndexBusy after `timeout` seconds of waiting."""
        if not self.acquire(timeout):
            raise IndexBusy(f"Search index {self.path.parent} is being written.", self.path.parent)
        try:
            yield
        finally:
            self.release()
