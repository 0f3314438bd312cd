"""Rebuild what cannot answer, and only that: for a start-up, a health check, a nightly job.

`manage.py update_index` (the family's command) rebuilds everything, with a progress line.
"""

from collections.abc import Iterator
from itertools import islice

from django.db.models import Model
from modelsearch.index import get_indexed_models

from search.backend import WhooshSearchBackend
from search.indexing import WhooshIndex

CHUNK = 500


def unavailable(backend: WhooshSearchBackend) -> list[WhooshIndex]:
    """The indexes that are missing, outdated or damaged."""
    return [index for index in backend.all_indexes() if index.status() != "ok"]


def rebuild_unavailable(backend: WhooshSearchBackend) -> list[str]:
    """Rebuild them; returns their names. Raises IndexBusy, IndexNotWritable."""
    names = []
    for index in unavailable(backend):
        rebuild(backend, index)
        names.append(index.name)
    return names


def rebuild(backend: WhooshSearchBackend, index: WhooshIndex) -> int:
    """Rebuild one index from the database while it goes on answering, if it can.

    Returns the number of objects indexed.
    """
    rebuilder = backend.rebuilder_class(index)
    filled = rebuilder.start()
    count = 0
    for model in _models(backend, index):
        objects = model.get_indexed_objects().order_by("pk").iterator(chunk_size=CHUNK)
        while chunk := list(islice(objects, CHUNK)):
            filled.add_items(model, chunk)
            count += len(chunk)
    rebuilder.finish()
    return count


def _models(backend: WhooshSearchBackend, index: WhooshIndex) -> Iterator[type[Model]]:
    for model in get_indexed_models():
        if backend.get_index_for_model(model).get_key() == index.get_key():
            yield model
