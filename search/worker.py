"""The one writer: drains the queue, rebuilds what cannot answer or what is asked for.

Two threads of the background process, so that the queue goes on during a rebuild.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, connections
from django.utils import timezone
from modelsearch.backends import get_search_backend

from search import queue
from search.backend import WhooshSearchBackend
from search.models import IndexState
from search.rebuilding import Progress, rebuild, rebuild_other, unavailable

logger = logging.getLogger(__name__)

# Seconds between two looks at the queue, at the indexes, between two words on a progress.
QUEUE_PAUSE, CHECK_PAUSE, WORD_PAUSE = 0.3, 15.0, 0.5


class Repeated(threading.Thread):
    """Calls `once` for ever; a failure is logged and never stops it."""

    def __init__(self, name: str, once: Callable[[], None], pause: float):
        super().__init__(name=name, daemon=True)
        self.once = once
        self.pause = pause

    def run(self) -> None:
        while True:
            try:
                self.once()
            except DatabaseError as error:
                logger.warning("%s : base occupée, nouvel essai. %s", self.name, error)
            except Exception:
                logger.exception("%s : échec, nouvel essai.", self.name)
            finally:
                connections.close_all()
            time.sleep(self.pause)


def start() -> list[Repeated]:
    """Start both threads."""
    threads = [
        Repeated("search-queue", empty_queue, QUEUE_PAUSE),
        Repeated("search-keeper", keep_up, CHECK_PAUSE / 10),
    ]
    for thread in threads:
        thread.start()
    return threads


def empty_queue() -> None:
    """Index all that is due."""
    while queue.drain():
        continue


_next_check = 0.0


def keep_up() -> None:
    """Rebuild everything if it was asked for; now and then, what cannot answer."""
    global _next_check
    state = IndexState.current()
    if state.rebuild_asked:
        rebuild_all()
    elif time.monotonic() >= _next_check:
        _next_check = time.monotonic() + CHECK_PAUSE
        # What a rebuild that was killed left written is not true any more.
        IndexState.note(last_seen=timezone.now(), rebuilding="")
        repair()


def repair() -> list[str]:
    """Rebuild the indexes that cannot answer; returns their names."""
    backend = get_search_backend()
    if not isinstance(backend, WhooshSearchBackend):
        return []
    return renew(backend, unavailable(backend), Word())


def rebuild_all() -> list[str]:
    """Rebuild every index, beside those that answer; returns their names."""
    IndexState.note(rebuild_asked=False)
    backend = get_search_backend()
    if not isinstance(backend, WhooshSearchBackend):
        rebuild_other()
        IndexState.note(last_rebuild=timezone.now())
        return []
    return renew(backend, list(backend.all_indexes()), Word())


def renew(backend: WhooshSearchBackend, indexes: list, progress: Progress) -> list[str]:
    """Rebuild these indexes and write down how it went; returns their names.

    When all of them were rebuilt, what waited before has nothing to add.
    """
    names, waited = [], queue.lines_now() if indexes else []
    try:
        for index in indexes:
            rebuild(backend, index, progress)
            names.append(index.name)
    except Exception as error:
        said = f"{type(error).__name__} : {error}"[:500]
        IndexState.note(last_failure=timezone.now(), failure=said, rebuilding="")
        raise
    if names:
        IndexState.note(rebuilding="", last_rebuild=timezone.now())
    if len(names) == len(list(backend.all_indexes())):
        queue.settle(waited)
    return names


class Word:
    """Writes down how far a rebuild is, not more than twice a second."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, name: str, done: int, total: int) -> None:
        if time.monotonic() >= self._next or done >= total:
            self._next = time.monotonic() + WORD_PAUSE
            IndexState.note(
                last_seen=timezone.now(), rebuilding=name, rebuild_done=done, rebuild_total=total
            )
