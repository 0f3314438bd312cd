"""The lines of a file that somebody brings back, whatever its format."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

import openpyxl
from django.core.exceptions import ValidationError
from lxml import etree

from catalogue.uploads import validate_upload
from exports.sheets_csv import FORMULAS
from referentials.exchange.rows import (
    ACTIVITY,
    BLOCK,
    COLUMNS,
    COMPETENCY,
    CRITERION,
    END,
    HEAD,
    LEVEL,
    PARENTS,
    Row,
    flat,
)
from referentials.exchange.writing import FORMATS, GUARDED, JSON_FORMAT

MAX_ROWS, MAX_CELL, MAX_BYTES = 5_000, 2_000, 5_000_000
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT = f"{{{OFFICE}table:1.0}}", f"{{{OFFICE}text:1.0}}"


class Unreadable(Exception):
    """A file that holds no referential; the message says why, in French."""


def read_rows(upload: BinaryIO) -> list[Row]:
    """The lines of a file named with its extension. Raises `Unreadable`."""
    extension = PurePath(upload.name).suffix.lower().lstrip(".")
    if extension not in FORMATS:
        raise Unreadable("Ce format n’est pas lu ici. Formats lus\u00a0: XLSX, ODS, CSV, JSON.")
    if extension in ("xlsx", "ods"):
        try:
            validate_upload(upload)
        except ValidationError as error:
            raise Unreadable(" ".join(error.messages)) from error
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable("Ce fichier est trop lourd pour un référentiel\u00a0: 5 Mo au plus.")
    try:
        return READERS[extension](data)
    except Unreadable:
        raise
    # A damaged file makes its reader fail in many ways.
    except Exception as error:
        raise Unreadable("Ce fichier est abîmé, ou n’est pas de ce format.") from error


def _read_json(data: bytes) -> list[Row]:
    said = json.loads(data.decode("utf-8-sig"))
    if not isinstance(said, dict) or said.get("format") != JSON_FORMAT:
        raise Unreadable(
            f"Ce JSON n’est pas un référentiel du portail (format «\u00a0{JSON_FORMAT}\u00a0»)."
        )
    head = Row(
        HEAD, _text(said, "version"), _text(said, "titre"), "", _text(said, "identifiant"), "racine"
    )
    rows = [head]
    for place, level in _items(said, "niveaux", ""):
        rows.append(_entry(LEVEL, level, place))
    for place, block in _items(said, "blocs", ""):
        rows.append(_entry(BLOCK, block, place))
        for there, activity in _items(block, "activites", place):
            rows.append(_entry(ACTIVITY, activity, there))
            for here, competency in _items(activity, "competences", there):
                rows.append(_entry(COMPETENCY, competency, here))
                rows += [
                    _entry(CRITERION, each, where)
                    for where, each in _items(competency, "criteres", here)
                ]
    return rows


def _items(said: dict, name: str, place: str) -> Iterator[tuple[str, dict]]:
    items = said.get(name) or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Unreadable(f"{place} {name}\u00a0: il faut une liste d’objets.".strip())
    for number, item in enumerate(items, start=1):
        yield f"{place} {name}[{number}]".strip(), item


def _entry(kind: str, said: dict, place: str) -> Row:
    names = ("code", "intitule", "contexte", "identifiant")
    return Row(kind, *(_text(said, name) for name in names), place=place)


def _text(said: dict, name: str) -> str:
    value = said.get(name)
    return "" if value is None else str(value)[:MAX_CELL]


def _read_csv(data: bytes) -> list[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets on Windows write when nobody asks for UTF-8.
        text = data.decode("cp1252")
    first = text.split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    return _rows([[_bare(cell) for cell in line] for line in lines])


def _bare(cell: str) -> str:
    """The cell without the apostrophe that kept it from being computed."""
    kept = cell[1:].lstrip(" ") if cell.startswith("'") else ""
    return cell[1:] if kept.startswith(FORMULAS) or GUARDED.match(cell[1:]) else cell


def _read_xlsx(data: bytes) -> list[Row]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        page = book.worksheets[0]
        lines = page.iter_rows(max_row=MAX_ROWS, max_col=len(COLUMNS), values_only=True)
        return _rows([["" if cell is None else str(cell) for cell in line] for line in lines])
    finally:
        book.close()


def _read_ods(data: bytes) -> list[Row]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(archive.read("content.xml"), parser)  # noqa: S320 (no entities)
    page = root.find(f".//{TABLE}table")
    if page is None:
        raise Unreadable("Ce tableur n’a aucune feuille.")
    lines: list[list[str]] = []
    for row in page.iter(f"{TABLE}table-row"):
        times = int(row.get(f"{TABLE}number-rows-repeated", 1))
        cells = _ods_cells(row)
        # Blank rows are repeated down to the end of the sheet.
        lines += [cells] * (min(times, MAX_ROWS) if any(cells) else min(times, 2))
        if len(lines) > MAX_ROWS:
            break
    return _rows(lines)


def _ods_cells(row) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        times = int(cell.get(f"{TABLE}number-columns-repeated", 1))
        text = "\n".join(_ods_text(line) for line in cell.iterchildren(f"{TEXT}p"))
        cells += [text] * min(times, len(COLUMNS))
        if len(cells) >= len(COLUMNS):
            break
    return cells[: len(COLUMNS)]


def _ods_text(line) -> str:
    """The words of a paragraph; runs of spaces and line ends are tags of their own."""
    words = [line.text or ""]
    for child in line:
        if child.tag == f"{TEXT}s":
            words.append(" " * min(int(child.get(f"{TEXT}c", 1)), 50))
        elif child.tag == f"{TEXT}line-break":
            words.append("\n")
        else:
            words.append(_ods_text(child))
        words.append(child.tail or "")
    return "".join(words)


def _rows(lines: list[list[str]]) -> list[Row]:
    """The lines under the titles of the columns, down to the line « Fin »."""
    wanted = [title.casefold() for title in COLUMNS]
    start = next(
        (
            number
            for number, line in enumerate(lines)
            if [flat(cell).casefold() for cell in line[: len(COLUMNS)]] == wanted
        ),
        None,
    )
    if start is None:
        raise Unreadable(f"Il manque la ligne des titres\u00a0: {', '.join(COLUMNS)}.")
    kinds = {kind.casefold(): kind for kind in (*PARENTS, END)}
    rows = []
    for number, line in enumerate(lines[start + 1 :], start=start + 2):
        cells = [cell[:MAX_CELL] for cell in [*line, *[""] * len(COLUMNS)][: len(COLUMNS)]]
        if not any(flat(cell) for cell in cells):
            continue
        kind = kinds.get(flat(cells[0]).casefold(), flat(cells[0]))
        if kind == END:
            break
        rows.append(Row(kind, *cells[1:], place=f"ligne {number}"))
    return rows


READERS = {"json": _read_json, "csv": _read_csv, "xlsx": _read_xlsx, "ods": _read_ods}
