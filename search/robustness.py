"""The errors callers can catch, and how low-level ones become them.

Whoosh and the file system raise anything when files are missing, half copied or damaged
(pickle, zlib, struct, KeyError…). Callers only ever see the three errors below.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "missing"
OUTDATED = "outdated"
CORRUPT = "corrupt"

_NOT_WRITABLE = {
    errno.EACCES,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}
_SENTENCES = {
    MISSING: "no index has been built yet",
    OUTDATED: "it was built by another version of the analysis",
    CORRUPT: "it cannot be read",
}


class SearchIndexError(Exception):
    """Anything wrong with an index; `path` is its folder."""

    def __init__(self, message: str, path: Path | str):
        super().__init__(message)
        self.path = Path(path)


class IndexUnavailable(SearchIndexError):
    """The index cannot answer until it is rebuilt; `reason` is one of the constants above."""

    def __init__(self, reason: str, path: Path | str):
        sentence = _SENTENCES.get(reason, reason)
        super().__init__(f"Search index {path}: {sentence}. Rebuild it.", path)
        self.reason = reason


class IndexBusy(SearchIndexError):
    """Another writer (or another rebuild) kept the lock longer than the time allowed."""


class IndexNotWritable(SearchIndexError):
    """The folder is read-only, or the disk is full. What was there can still be read."""


@contextmanager
def reading(path: Path | str) -> Iterator[None]:
    """Turn whatever goes wrong while reading index files into `IndexUnavailable`."""
    try:
        yield
    except SearchIndexError:
        raise
    except Exception as error:
        raise IndexUnavailable(CORRUPT, path) from error


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Turn a read-only folder or a full disk into `IndexNotWritable`; the rest goes through."""
    try:
        yield
    except OSError as error:
        if error.errno in _NOT_WRITABLE:
            message = f"Search index {path} cannot be written: {error.strerror}."
            raise IndexNotWritable(message, path) from error
        raise
