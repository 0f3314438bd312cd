"""A mark that changes with any content, shared by every process, read without a query.

What is kept in memory (whole pages, facet values, synonyms) is kept with the mark of its
time, and made again when the mark has changed (`Kept`).
"""

import threading
import time
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction

Made = TypeVar("Made")


def generation() -> str:
    """The mark of this instant."""
    if settings.REDIS_URL:
        return str(caches["pages"].get("generation", 0))
    try:
        return str(_mark().stat().st_mtime_ns)
    except FileNotFoundError:
        return "0"


def content_has_changed() -> None:
    """Change the mark, once the change of content is certain."""
    transaction.on_commit(_bump)


def _bump() -> None:
    if settings.REDIS_URL:
        caches["pages"].set("generation", time.time_ns(), None)
        return
    mark = _mark()
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(str(time.time_ns()))


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "pages.generation"


class Kept(Generic[Made]):
    """What is made of the content, by name: made once, and again when the content has changed.

    Inside a transaction it is made anew and not kept: what is not committed yet is nobody
    else’s business. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[Hashable, tuple[str, Made]] = {}

    def get(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives for a name, as the content is now."""
        if connection.in_atomic_block:
            return make()
        mark = generation()
        known = self._known.get(name)
        if known and known[0] == mark:
            return known[1]
        with self._lock:
            known = self._known.get(name)
            if not known or known[0] != mark:
                known = self._known[name] = (mark, make())
        return known[1]
