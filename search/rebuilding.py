"""Rebuild what cannot answer, and only that: for a start-up, a health check, a nightly job.

`manage.py update_index` (the family's command) rebuilds everything, with a progress line.
"""

from collections.abc import Callable, Iterator

from django.core.management import call_command
from django.db.models import Model, QuerySet
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.index import get_indexed_models

from search.backend import WhooshSearchBackend
from search.indexing import WhooshIndex

CHUNK = 500
# Name of the index, objects done, objects in all.
Progress = Callable[[str, int, int], None]


def quietly(name: str, done: int, total: int) -> None:
    """For those who wait without looking."""


def unavailable(backend: WhooshSearchBackend) -> list[WhooshIndex]:
    """The indexes that are missing, outdated or damaged."""
    return [index for index in backend.all_indexes() if index.status() != "ok"]


def rebuild_unavailable(backend: WhooshSearchBackend, progress: Progress = quietly) -> list[str]:
    """Rebuild them; returns their names. Raises IndexBusy, IndexNotWritable."""
    names = []
    for index in unavailable(backend):
        rebuild(backend, index, progress)
        names.append(index.name)
    return names


def prepare_other(backend: BaseSearchBackend) -> bool:
    """What another engine needs before its first index; True if its index must be built."""
    prepare = getattr(backend, "prepare", None)
    return bool(prepare and prepare())


def rebuild_other(verbosity: int = 0) -> None:
    """The whole index of another engine, by the family's own command."""
    call_command("update_index", verbosity=verbosity)


def rebuild(backend: WhooshSearchBackend, index: WhooshIndex, progress: Progress = quietly) -> int:
    """Rebuild one index from the database while it goes on answering, if it can.

    Returns the number of objects indexed; `progress(name, done, total)` is called on the way.
    """
    families = [model.get_indexed_objects() for model in models_of(backend, index)]
    total, done = sum(family.count() for family in families), 0
    rebuilder = backend.rebuilder_class(index)
    filled = rebuilder.start()
    progress(index.name, 0, total)
    for objects in families:
        for chunk in _chunks(objects):
            filled.add_items(objects.model, chunk)
            done += len(chunk)
            progress(index.name, done, max(done, total))
    rebuilder.finish()
    return done


def _chunks(objects: QuerySet) -> Iterator[list[Model]]:
    """By slices of keys: short queries, that hold no cursor open while others write."""
    ordered, last = objects.order_by("pk"), None
    while chunk := list(ordered.filter(pk__gt=last)[:CHUNK] if last else ordered[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def models_of(backend: WhooshSearchBackend, index: WhooshIndex) -> Iterator[type[Model]]:
    """The models whose objects an index holds."""
    for model in get_indexed_models():
        if backend.get_index_for_model(model).get_key() == index.get_key():
            yield model
