"""What one does to a recueil: add records, put them in order, take them out.

Every change is one short transaction that locks the recueil: two windows never leave two
things at the same place. Records are given in the order in which they must come.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from catalogue.models import Record
from editorial.compiling.models import Compilation, CompilationGroup, CompilationItem

# Beyond, making takes too long and nobody carries the paper.
MOST_RECORDS, MOST_GROUPS = 150, 40
OTHERS = "Autres fiches"
FULL = f"Un recueil tient {MOST_RECORDS} fiches au plus. Retirez-en avant d’en ajouter."
MANY_PARTS = f"Un recueil tient {MOST_GROUPS} parties au plus."


class Refused(Exception):
    """It cannot be done; `str` says why, in French."""


def locked(compilation: Compilation) -> Compilation:
    """The recueil, held until the end of the transaction."""
    return Compilation.objects.select_for_update().get(pk=compilation.pk)


def touch(compilation: Compilation) -> None:
    """One more change."""
    Compilation.objects.filter(pk=compilation.pk).update(
        version=F("version") + 1, touched_at=timezone.now()
    )


@transaction.atomic
def add(
    compilation: Compilation, records: Sequence[Record], group: CompilationGroup | None = None
) -> int:
    """Add these records at the end of a part, or each in the part of its first theme.

    Those that are there already stay where they are. The number added. Raises `Refused`.
    """
    held = locked(compilation)
    present = set(held.items.values_list("record", flat=True))
    fresh = [record for record in dict.fromkeys(records) if record.pk not in present]
    if held.items.count() + len(fresh) > MOST_RECORDS:
        raise Refused(FULL)
    places = {group.title: group} if group else None
    if places is None:
        places = {each.title: each for each in held.groups.all()}
    names = _themes(fresh) if group is None else {}
    for record in fresh:
        name = group.title if group else names.get(record.pk, OTHERS)
        if name not in places:
            places[name] = _new_group(held, name)
    _append(held, [(places[group.title if group else names.get(r.pk, OTHERS)], r) for r in fresh])
    if fresh:
        touch(held)
    return len(fresh)


def _themes(records: Iterable[Record]) -> dict[int, str]:
    """The first theme of each record, in one query."""
    through = Record.themes.through
    rows = (
        through.objects.filter(record__in=[record.pk for record in records])
        .order_by("theme__sort_order", "theme__label")
        .values_list("record", "theme__label")
    )
    found: dict[int, str] = {}
    for pk, label in rows:
        found.setdefault(pk, label[:150])
    return found


def _append(compilation: Compilation, places: list[tuple[CompilationGroup, Record]]) -> None:
    last = compilation.items.aggregate(last=Max("position"))["last"] or 0
    CompilationItem.objects.bulk_create(
        CompilationItem(compilation=compilation, group=group, record=record, position=last + rank)
        for rank, (group, record) in enumerate(places, start=1)
    )


def _new_group(compilation: Compilation, title: str) -> CompilationGroup:
    if compilation.groups.count() >= MOST_GROUPS:
        raise Refused(MANY_PARTS)
    last = compilation.groups.aggregate(last=Max("position"))["last"] or 0
    return compilation.groups.create(title=title, position=last + 1)


@transaction.atomic
def add_group(compilation: Compilation, title: str) -> CompilationGroup:
    """An empty part at the end. Raises `Refused`."""
    group = _new_group(locked(compilation), title)
    touch(compilation)
    return group


@transaction.atomic
def move(compilation: Compilation, rows, pk: int, step: int) -> bool:
    """Move one of these rows (parts, or records of a part) one place up (-1) or down (1)."""
    locked(compilation)
    keys = list(rows.values_list("pk", flat=True))
    if pk not in keys:
        return False
    place = keys.index(pk)
    other = place + step
    if not 0 <= other < len(keys):
        return False
    keys[place], keys[other] = keys[other], keys[place]
    for rank, key in enumerate(keys, start=1):
        rows.filter(pk=key).update(position=rank)
    touch(compilation)
    return True


@transaction.atomic
def file_under(compilation: Compilation, pk: int, group_pk: int) -> bool:
    """Put a record at the end of another part."""
    locked(compilation)
    group = compilation.groups.filter(pk=group_pk).first()
    last = compilation.items.aggregate(last=Max("position"))["last"] or 0
    changed = group and compilation.items.filter(pk=pk).update(group=group, position=last + 1)
    if changed:
        touch(compilation)
    return bool(changed)


@transaction.atomic
def remove(compilation: Compilation, rows, pk: int) -> bool:
    """Take out a record, or a part with its records."""
    locked(compilation)
    gone, _counts = rows.filter(pk=pk).delete()
    if gone:
        touch(compilation)
    return bool(gone)
