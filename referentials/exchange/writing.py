"""The table of a referential in each format that programs read."""

import json
import re
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from exports.document import Document, Meta
from exports.sheets import Column, Sheet
from exports.sheets_csv import FORMULAS, csv_text
from exports.sheets_ods import render_ods
from exports.sheets_xlsx import render_xlsx
from referentials.exchange.rows import (
    ACTIVITY,
    BLOCK,
    COLUMNS,
    COMPETENCY,
    CRITERION,
    END,
    LEVEL,
    Row,
    rows_of,
)
from referentials.models import ReferentialPage

JSON_FORMAT = "referentiel/1"
INTRO = (
    "Une ligne par élément. Ajoutez, changez, déplacez des lignes\u00a0; laissez l’identifiant "
    "comme il est, et vide pour une ligne nouvelle. Gardez la ligne «\u00a0Fin\u00a0»."
)
WIDTHS = (15, 12, 60, 38, 38)
# An apostrophe that stands before a formula sign: one more is added, one is taken off.
GUARDED = re.compile("^'+ *[" + re.escape("".join(FORMULAS)) + "]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def tree_file(page: ReferentialPage, extension: str) -> bytes:
    """The referential in one of `FORMATS`."""
    rows = [Row(*(CONTROLS.sub("", cell) for cell in row.cells)) for row in rows_of(page)]
    return FORMATS[extension](page, rows)


def _csv(page: ReferentialPage, rows: list[Row]) -> bytes:
    lines = [tuple(map(guarded, row.cells)) for row in [*rows, Row(END)]]
    return csv_text(COLUMNS, lines).encode()


def guarded(cell: str) -> str:
    """The cell so written that what the CSV adds before a formula sign is the only thing added."""
    return f"'{cell}" if GUARDED.match(cell) else cell


def _xlsx(page: ReferentialPage, rows: list[Row]) -> bytes:
    return render_xlsx(_book(page, rows), meta_of(page))


def _ods(page: ReferentialPage, rows: list[Row]) -> bytes:
    return render_ods(_book(page, rows), meta_of(page))


def _book(page: ReferentialPage, rows: list[Row]) -> Document:
    columns = tuple(Column(title, width) for title, width in zip(COLUMNS, WIDTHS, strict=True))
    cells = tuple(row.cells for row in [*rows, Row(END)])
    sheet = Sheet("Référentiel", INTRO, columns, cells)
    return Document("Référentiel en tableau", ("xlsx", "ods"), "landscape", sheets=(sheet,))


def meta_of(page: ReferentialPage) -> Meta:
    """What the sheets say around the table."""
    moment = page.last_published_at or timezone.now()
    return Meta(
        title=CONTROLS.sub("", page.title) or "Référentiel",
        publisher=page.publisher.name if page.publisher else settings.WAGTAIL_SITE_NAME,
        licence_label=page.licence.label if page.licence else "",
        version=page.version,
        date=timezone.localdate(moment),
        status_line="",
        url=page.full_permalink,
    )


def _json(page: ReferentialPage, rows: list[Row]) -> bytes:
    head = rows[0]
    said: dict = {
        "format": JSON_FORMAT,
        "identifiant": head.identifier,
        "titre": head.title,
        "version": head.code,
        "adresse": page.full_permalink,
        "licence": page.licence.label if page.licence else "",
        "niveaux": [],
        "blocs": [],
    }
    for row in rows[1:]:
        _add(said, row)
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _add(said: dict, row: Row) -> None:
    """Put a line under the last one it belongs to."""
    entry: dict = {"identifiant": row.identifier, "code": row.code, "intitule": row.title}
    if row.type == LEVEL:
        said["niveaux"].append(entry | {"contexte": row.context})
        return
    if row.type == BLOCK:
        said["blocs"].append(entry | {"activites": []})
        return
    block = said["blocs"][-1]
    if row.type == ACTIVITY:
        block["activites"].append(entry | {"competences": []})
        return
    activity = block["activites"][-1]
    if row.type == COMPETENCY:
        activity["competences"].append(entry | {"contexte": row.context, "criteres": []})
    elif row.type == CRITERION:
        criterion = {"identifiant": row.identifier, "intitule": row.title}
        activity["competences"][-1]["criteres"].append(criterion)


FORMATS: dict[str, Callable[[ReferentialPage, list[Row]], bytes]] = {
    "xlsx": _xlsx,
    "ods": _ods,
    "csv": _csv,
    "json": _json,
}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
