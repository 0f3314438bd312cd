"""The queue: what changed is written in the database with the change, and indexed afterwards.

A change that is rolled back takes its line with it; a change that is committed is never lost,
whatever becomes of the index or of the worker. Lines are looked at in batches, one commit of
the index for each family of models.
"""

import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.apps import apps
from django.db import DatabaseError, models
from django.utils import timezone
from modelsearch.backends import get_search_backend
from modelsearch.backends.base import get_model_root
from modelsearch.index import class_is_indexed, get_indexed_instance

from search.indexing import WhooshIndex
from search.models import IndexChange, IndexState

logger = logging.getLogger(__name__)

BATCH = 200
# Seconds before trying again, by number of failures; the last one stands for all the others.
PAUSES = (1, 5, 30, 120, 600)

Dependents = Callable[[list], Iterable[tuple[type[models.Model], Iterable]]]
_dependents: dict[str, list[Dependents]] = defaultdict(list)


def depends(source: type[models.Model], find: Dependents) -> None:
    """When objects of `source` change, index again what `find(their keys)` yields as well:
    (model, keys) pairs. Asked by the worker, not in the request."""
    _dependents[source._meta.label_lower].append(find)


def is_followed(model: type[models.Model]) -> bool:
    """Whether a change of this model concerns the index."""
    return class_is_indexed(model) or model._meta.label_lower in _dependents


def ask(model: type[models.Model], keys: Iterable) -> None:
    """Ask for objects to be indexed again, in the transaction of the caller."""
    root = get_model_root(model) if class_is_indexed(model) else model
    label, now = root._meta.label_lower, timezone.now()
    rows = [
        IndexChange(model=label, object_id=str(key), stamp=uuid.uuid4(), retry_at=now)
        for key in dict.fromkeys(keys)
    ]
    IndexChange.objects.bulk_create(
        rows,
        batch_size=150,
        update_conflicts=True,
        unique_fields=["model", "object_id"],
        update_fields=["stamp", "retry_at", "tries"],
    )


def drain(limit: int = BATCH) -> int:
    """Index one batch of what is waiting; returns how many lines were looked at.

    What fails stays in the queue with its error, and is tried again later and alone.
    """
    waiting = IndexChange.objects.filter(retry_at__lte=timezone.now())
    lines = list(waiting.order_by("tries", "pk")[:limit])
    if not lines:
        return 0
    if lines[0].tries == 0:
        lines = [line for line in lines if line.tries == 0]
    by_model = defaultdict(list)
    for line in lines:
        by_model[line.model].append(line)
    for label, group in by_model.items():
        _look_at(label, group)
    return len(lines)


def waiting() -> int:
    """How many objects wait."""
    return IndexChange.objects.count()


def failing() -> models.QuerySet:
    """Lines that failed at least once, the most tried first."""
    return IndexChange.objects.filter(tries__gt=0).order_by("-tries", "pk")


def retry_now() -> int:
    """Let what failed be tried again at once; returns how many lines."""
    return failing().update(retry_at=timezone.now())


def lines_now() -> list[tuple[int, uuid.UUID]]:
    """What waits at this moment, for `settle`."""
    return list(IndexChange.objects.values_list("pk", "stamp"))


def settle(lines: Iterable[tuple[int, uuid.UUID]]) -> None:
    """Drop these lines, as everything was read again since; not those asked for meanwhile."""
    for some in _batched(lines, BATCH):
        done = models.Q()
        for pk, stamp in some:
            done |= models.Q(pk=pk, stamp=stamp)
        IndexChange.objects.filter(done).delete()


def _batched(items: Iterable, size: int) -> Iterator[list]:
    """Slices of at most `size`; none at all if there is nothing."""
    remaining = iter(items)
    while some := list(islice(remaining, size)):
        yield some


def _look_at(label: str, lines: list[IndexChange]) -> None:
    """All together; each one alone if that fails, so that one bad object stops no other."""
    try:
        _index(label, [line.object_id for line in lines])
    except Exception as error:
        if len(lines) > 1 and not isinstance(error, DatabaseError):
            for line in lines:
                _look_at(label, [line])
            return
        for line in lines:
            _put_off(line, error)
        return
    # A line asked for again meanwhile has another stamp: it stays.
    settle((line.pk, line.stamp) for line in lines)


def _put_off(line: IndexChange, error: Exception) -> None:
    logger.warning("Indexation de %s remise à plus tard : %s", line, error)
    pause = PAUSES[min(line.tries, len(PAUSES) - 1)]
    now, said = timezone.now(), f"{type(error).__name__} : {error}"[:500]
    IndexChange.objects.filter(pk=line.pk, stamp=line.stamp).update(
        tries=line.tries + 1, retry_at=now + timedelta(seconds=pause), error=said
    )
    IndexState.note(last_failure=now, failure=f"{line} : {said}"[:500])


def _index(label: str, keys: list[str]) -> None:
    try:
        model = apps.get_model(label)
    except LookupError:
        # A model that an older version of the site had.
        return
    keys = [model._meta.pk.to_python(key) for key in keys]
    for find in _dependents.get(label, ()):
        for other, others in find(keys):
            ask(other, others)
    if class_is_indexed(model):
        _write(model, objects_of(model, keys), keys)


def objects_of(model: type[models.Model], keys: list) -> list[models.Model]:
    """The objects as they are to be indexed: in their own class, those that are gone left out."""
    found = model._base_manager.filter(pk__in=keys)
    if hasattr(model.objects.all(), "specific"):
        found = model.objects.filter(pk__in=keys).specific()
    indexed = (get_indexed_instance(item, check_exists=False) for item in found)
    return [item for item in indexed if item is not None]


def _write(model: type[models.Model], objects: list[models.Model], keys: list) -> None:
    gone = [key for key in keys if key not in {item.pk for item in objects}]
    backend = get_search_backend()
    index = backend.get_index_for_model(model)
    if isinstance(index, WhooshIndex):
        index.write(objects, gone)
    else:
        by_class = defaultdict(list)
        for item in objects:
            by_class[type(item)].append(item)
        for kind, items in by_class.items():
            index.add_items(kind, items)
        for key in gone:
            index.delete_item(model(pk=key))
    IndexState.note(last_write=timezone.now())


# What follows the changes of models.


def on_saved(sender, instance, raw=False, **kwargs) -> None:
    """Whatever is saved and followed is asked for."""
    if not raw and is_followed(sender):
        ask(sender, [instance.pk])


def on_deleting(sender, instance, **kwargs) -> None:
    """Before it goes: afterwards nobody could say what depended on it."""
    for find in _dependents.get(sender._meta.label_lower, ()):
        for model, keys in find([instance.pk]):
            ask(model, keys)


def on_deleted(sender, instance, **kwargs) -> None:
    """What is gone is forgotten."""
    if class_is_indexed(sender):
        ask(sender, [instance.pk])
