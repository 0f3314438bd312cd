"""What every kind of spreadsheet knows how to do: read its objects in lumps, write one, undo."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db import models

from editorial.sheets.cells import Text
from editorial.sheets.columns import Column

BATCH = 200


@dataclass(frozen=True)
class ObjectState:
    """An object as it is: raw values by column, what marks this very state, its name.

    `barred`: why it may not be changed today, or "".
    """

    raw: dict
    stamp: str
    label: str
    barred: str = ""


@dataclass
class Written:
    """What writing one line left: the object, and what restores it."""

    pk: int
    before: dict = field(default_factory=dict)


class Blocked(Exception):
    """A line cannot be undone; the text says why."""


class SheetKind:
    """One kind of object in a spreadsheet."""

    name: str
    label: str
    one: str
    group: str
    icon = "table"
    model: type[models.Model]
    # Attribute that identifies an object for life, and other columns that identify it too.
    identity = "slug"
    also_identified_by: tuple[str, ...] = ()
    feminine = False
    lead = ""
    # Lines that one import may write: it is one transaction.
    most_written = 5_000

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        raise NotImplementedError

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {item.key: item for item in self.columns}

    @cached_property
    def stored(self) -> tuple[Column, ...]:
        """Columns that hold a value of the object."""
        return tuple(item for item in self.columns if not item.informative)

    def allows(self, user) -> bool:
        """Whether this person may use spreadsheets of this kind."""
        raise NotImplementedError

    def identities(self) -> dict[str, int]:
        """Identifier → object, for all of them."""
        rows = self.model._base_manager.values_list(self.identity, "pk")
        return {str(value): pk for value, pk in rows}

    def keys(self) -> list[int]:
        """Every object, in the order of the export."""
        return list(self.model._default_manager.values_list("pk", flat=True))

    def states(self, pks: Sequence[int], user=None) -> dict[int, ObjectState]:
        """Objects as they are, with as many queries for two hundred as for one."""
        raise NotImplementedError

    def may_publish(self, user) -> bool:
        """Whether this person may put objects of this kind online."""
        return False

    def create(self, values: dict, user, *, publish: bool) -> Written:
        raise NotImplementedError

    def change(self, pk: int, values: dict, user, *, publish: bool) -> Written:
        raise NotImplementedError

    def restore(self, pk: int, before: dict, user) -> None:
        """Put back every value. Raises `Blocked`."""
        raise NotImplementedError

    def remove(self, pk: int, before: dict, user) -> None:
        """Delete what an import created."""
        raise NotImplementedError

    def why_kept(self, pk: int) -> str:
        """Why what was created cannot be deleted any more, or ""."""
        raise NotImplementedError

    def address_of(self, pk: int) -> str:
        """Where the object is edited."""
        raise NotImplementedError


def identifier(key: str, header: str, example: str, **given) -> Column:
    """The first column: empty for what is new, never changed otherwise."""
    words = (
        "Ne le changez pas : il dit de quelle ligne il s’agit. Laissez la case vide pour ajouter."
    )
    return Column(key, header, Text(), words, example, **given)


def plain(value):
    """A value of the database as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, list | UUID) else value


def stored_value(found: models.Field, value):
    """A value as an attribute of the object holds it."""
    return None if value == "" and found.null else found.to_python(value)


def digest(value) -> str:
    """A short mark of a value."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def rows_of(model, names: Iterable[str], pks: Sequence[int]) -> dict[int, dict]:
    """The named fields of these objects: plain values, and sorted keys of what they link to."""
    fields = [model._meta.get_field(name) for name in names]
    own = [item.name for item in fields if not item.many_to_many]
    rows = model._base_manager.filter(pk__in=pks).values("pk", *own)
    found = {row.pop("pk"): {name: plain(value) for name, value in row.items()} for row in rows}
    for item in fields:
        if item.many_to_many:
            for pk, keys in _links(item, list(found)).items():
                found[pk][item.name] = keys
    return found


def _links(item, pks: Sequence[int]) -> dict[int, list[int]]:
    """Object → sorted keys of what this relation links it to."""
    source, target = item.m2m_column_name(), item.m2m_reverse_name()
    found: dict[int, list[int]] = {pk: [] for pk in pks}
    pairs = item.remote_field.through._base_manager.filter(**{f"{source}__in": pks})
    for pk, key in pairs.values_list(source, target):
        found[pk].append(key)
    return {pk: sorted(keys) for pk, keys in found.items()}


def lumps(items: Sequence, size: int = BATCH) -> Iterator[Sequence]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
