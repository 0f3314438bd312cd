"""What a change in this room means for the search index.

The search room follows every indexed model by itself; here is said what else must be read
again: a term renamed concerns the records filed under it, a file concerns its record.
"""

from functools import partial

from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from catalogue.models import VOCABULARIES, Keyword, Record, RecordFile, RecordKeyword
from catalogue.signals import content_changed
from search.queue import ask, depends


def records_where(path: str, keys: list) -> list[tuple]:
    """The records that lead to these objects by a path."""
    found = Record._base_manager.filter(**{f"{path}__in": keys})
    return [(Record, found.values_list("pk", flat=True).distinct())]


def follow() -> None:
    """Declare it all; called once, when the room is ready."""
    for model in VOCABULARIES:
        for relation in model._meta.related_objects:
            if relation.related_model is Record:
                depends(model, partial(records_where, relation.field.name))
    depends(Keyword, partial(records_where, "keyword_items__tag"))
    depends(RecordKeyword, partial(records_where, "keyword_items"))
    depends(RecordFile, partial(records_where, "files"))


@receiver(m2m_changed)
def on_terms_changed(sender, instance, action, reverse, pk_set, **kwargs) -> None:
    """Terms chosen or left, from either side."""
    if action not in ("post_add", "post_remove", "post_clear", "pre_clear"):
        return
    if not reverse and isinstance(instance, Record):
        ask(Record, [instance.pk])
    elif (
        reverse
        and (pk_set is not None or action == "pre_clear")
        and issubclass(kwargs["model"], Record)
    ):
        ask(Record, _led_to(sender, instance, kwargs["model"]) if pk_set is None else pk_set)


def _led_to(through, instance, model) -> list[int]:
    """The records that a relation about to be emptied leads to."""
    fields = model._meta.many_to_many
    name = next(field.name for field in fields if field.remote_field.through is through)
    return list(model._base_manager.filter(**{name: instance.pk}).values_list("pk", flat=True))


@receiver(content_changed)
def on_content_announced(sender, keys=(), **kwargs) -> None:
    """Bulk writes say which objects they touched."""
    ask(sender, keys)
