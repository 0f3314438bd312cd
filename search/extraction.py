"""From a model instance to the texts to index, following its `search_fields`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Manager, Model
from modelsearch.index import AutocompleteField, RelatedFields, SearchField

from search.engine.documents import Document

SEPARATOR = "__"


def documents_of(objects: Iterable[Model]) -> list[Document]:
    """The documents of several objects, often of several classes.

    A class may have a `prepare_for_index(objects)` class method, which reads in a few queries
    what its fields would read one object at a time.
    """
    objects = list(objects)
    by_class: dict[type[Model], list[Model]] = {}
    for obj in objects:
        by_class.setdefault(type(obj), []).append(obj)
    for model, group in by_class.items():
        if hasattr(model, "prepare_for_index"):
            model.prepare_for_index(group)
    return [document_of(obj) for obj in objects if obj.get_search_fields()]


def document_of(obj: Model) -> Document:
    """Everything `search_fields` declares: searched texts with boosts, texts to complete."""
    searched: dict[tuple[str, float], list[str]] = {}
    completed: dict[str, list[str]] = {}
    for path, field, texts in _walk(obj, obj.get_search_fields(), ""):
        if isinstance(field, SearchField):
            boost = 1.0 if field.boost is None else float(field.boost)
            searched.setdefault((path, boost), []).extend(texts)
        else:
            completed.setdefault(path, []).extend(texts)
    return Document(
        str(obj.pk),
        [(path, boost, texts) for (path, boost), texts in searched.items() if texts],
        [(path, texts) for path, texts in completed.items() if texts],
    )


def paths(model: type[Model], kind: type, fields: Iterable | None = None) -> Iterator[str]:
    """The path of every field of a kind a model declares: `title`, `authors__name`."""
    for field in model.get_search_fields() if fields is None else fields:
        if isinstance(field, kind):
            yield field.field_name
        elif isinstance(field, RelatedFields):
            related = field.get_field(model).related_model
            for path in paths(related, kind, field.fields):
                yield f"{field.field_name}{SEPARATOR}{path}"


def _walk(obj: Model, fields: Iterable, prefix: str) -> Iterator[tuple[str, Any, list[str]]]:
    for field in fields:
        if isinstance(field, SearchField | AutocompleteField):
            yield prefix + field.field_name, field, list(_texts(field.get_value(obj)))
        elif isinstance(field, RelatedFields):
            for related in _related(field, obj):
                yield from _walk(related, field.fields, f"{prefix}{field.field_name}{SEPARATOR}")


def _related(field: RelatedFields, obj: Model) -> Iterable[Model]:
    value = field.get_value(obj)
    if isinstance(value, Manager) or hasattr(value, "all"):
        return value.all()
    if callable(value):
        value = value()
    return () if value is None else (value,)


def _texts(value: Any) -> Iterator[str]:
    """The non-empty texts in a value: lists and dictionaries are opened, None is nothing."""
    if value is None:
        return
    if isinstance(value, str):
        if value.strip():
            yield str(value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif hasattr(value, "all"):
        yield from _texts(list(value.all()))
    elif isinstance(value, Iterable):
        for item in value:
            yield from _texts(item)
    else:
        yield from _texts(str(value))
