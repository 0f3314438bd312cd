"""Bringing a table back: what would change, in words, and the draft it makes."""

from collections.abc import Iterator
from dataclasses import dataclass

from referentials.exchange.checking import checked
from referentials.exchange.rows import (
    ACTIVITY,
    BLOCK,
    COMPETENCY,
    CRITERION,
    HEAD,
    LEVEL,
    PARENTS,
    Row,
    rows_of,
)
from referentials.models import ReferentialPage

FIELDS = (("code", "code"), ("title", "intitulé"), ("context", "contexte"))


@dataclass(frozen=True)
class Proposal:
    """Lines that may be kept, and what they change, one sentence a change."""

    rows: list[Row]
    changes: list[str]


def proposal(page: ReferentialPage, rows: list[Row]) -> Proposal:
    """What these lines would change in the referential. Raises `checking.Faulty`."""
    before = rows_of(page)
    after = checked(rows, before)
    return Proposal(after, list(_changes(before, after)))


def save_draft(page: ReferentialPage, rows: list[Row], user=None) -> None:
    """Keep the lines as a draft; what is online does not change."""
    page.version = rows[0].code
    levels = [row for row in rows if row.type == LEVEL]
    page.scale = [
        _stored(row, {"code": row.code, "label": row.title, "description": row.context}, "level")
        for row in levels
    ]
    page.tree = _tree(rows)
    page.save_revision(user=user, changed=True)


def _tree(rows: list[Row]) -> list[dict]:
    """The lines in StreamField's stored form."""
    blocks: list[dict] = []
    inside: dict[str, list] = {BLOCK: blocks}
    for row in rows:
        if row.type == BLOCK:
            inside[ACTIVITY] = []
            value = {"code": row.code, "title": row.title, "activities": inside[ACTIVITY]}
            blocks.append(_stored(row, value, "block"))
        elif row.type == ACTIVITY:
            inside[COMPETENCY] = []
            value = {"code": row.code, "title": row.title, "competencies": inside[COMPETENCY]}
            inside[ACTIVITY].append(_stored(row, value))
        elif row.type == COMPETENCY:
            inside[CRITERION] = []
            value = {"code": row.code, "label": row.title, "context": row.context}
            inside[COMPETENCY].append(_stored(row, value | {"criteria": inside[CRITERION]}))
        elif row.type == CRITERION:
            inside[CRITERION].append(_stored(row, row.title))
    return blocks


def _stored(row: Row, value, kind: str = "item") -> dict:
    return {"type": kind, "value": value, "id": row.identifier}


def _changes(before: list[Row], after: list[Row]) -> Iterator[str]:
    was, now = _placed(before), _placed(after)
    for key, (row, _parent) in was.items():
        if key not in now:
            yield f"Retiré\u00a0: {row.name}"
    for key, (row, _parent) in now.items():
        if key not in was:
            yield f"Ajouté\u00a0: {row.name}"
        else:
            yield from _edits(was[key][0], row)
            if was[key][1] != now[key][1]:
                yield f"Déplacé\u00a0: {row.name}"
    for parent in dict.fromkeys(parent for _row, parent in now.values()):
        children = [key for key, (_row, up) in was.items() if up == parent and key in now]
        ordered = [key for key, (_row, up) in now.items() if up == parent and key in was]
        if sorted(children) == sorted(ordered) and children != ordered:
            yield f"Ordre changé dans\u00a0: {now[parent][0].name}"


def _edits(old: Row, new: Row) -> Iterator[str]:
    for name, label in FIELDS:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            label = "version" if old.type == HEAD else label
            words = f"«\u00a0{was}\u00a0» devient «\u00a0{now}\u00a0»"
            yield f"Modifié\u00a0: {old.name}, {label} {words}"


def _placed(rows: list[Row]) -> dict[str, tuple[Row, str]]:
    """Identifier → the line, and the identifier of the one it stands under."""
    last: dict[str, str] = {}
    placed = {}
    for number, row in enumerate(rows):
        # Lines of old pages may lack an identifier: their rank stands for it.
        key = row.identifier or f"#{number}"
        placed[key] = (row, last.get(PARENTS[row.type] or "", ""))
        last[row.type] = key
    return placed
