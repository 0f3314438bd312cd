"""XLSX: values, days, formulas as they were last computed; merged cells and errors are told."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from posixpath import join, normpath

from catalogue.filetext.keeping import Kept, Unreadable
from catalogue.filetext.packages import Package, Part, attribute
from editorial.sheets.reading.found import (
    DAMAGED,
    HAS_MACROS,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MERGED,
    NO_VALUE,
    TOO_HEAVY,
    TOO_WIDE,
    Found,
    Refused,
    error_cell,
    text_cell,
    wrong,
)

# Formats of days that every program knows by number (ECMA-376, 18.8.30).
_DAYS = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
MAX_MERGED = 10_000


def read(path: Path, kept: Kept) -> Found:
    """The first sheet in sight, or « Données ». Raises `Refused` or `Unreadable`."""
    package = Package(path, kept)
    if package.names(r".*vbaProject\.bin"):
        raise Refused(HAS_MACROS)
    book, links = _Book(), _Links()
    package.parse("xl/workbook.xml", book)
    package.parse("xl/_rels/workbook.xml.rels", links)
    if not book.sheets:
        raise Unreadable("no sheet in sight")
    chosen = next((sheet for sheet in book.sheets if sheet[0] == "Données"), book.sheets[0])
    styles, strings = _Styles(), _Strings()
    package.parse("xl/styles.xml", styles)
    package.parse("xl/sharedStrings.xml", strings)
    target = links.found.get(chosen[1], "")
    if target not in package.names(r"xl/.+\.xml"):
        raise Refused(DAMAGED)
    found = Found(chosen[0], others=[name for name, _key in book.sheets if name != chosen[0]])
    sheet = _Sheet(found, styles.day_styles, strings.texts, book.first_day)
    package.parse(target, sheet)
    sheet.mark_merged()
    return found


class _Book(Part):
    """Sheets in sight, in order, and the day from which days are counted."""

    def __init__(self):
        self.sheets: list[tuple[str, str]] = []
        self.first_day = datetime(1899, 12, 30)

    def open_element(self, name: str, attributes) -> None:
        if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.first_day = datetime(1904, 1, 1)
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets.append((attributes.get("name", ""), attribute(attributes, "id")))


class _Links(Part):
    def __init__(self):
        self.found: dict[str, str] = {}

    def open_element(self, name: str, attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = normpath(join("/xl", attributes.get("Target", ""))).lstrip("/")
            self.found[attributes.get("Id", "")] = target


class _Styles(Part):
    """Which styles of cells show days."""

    def __init__(self):
        self.day_formats: set[str] = {str(number) for number in _DAYS}
        self.day_styles: set[str] = set()
        self._count = -1
        self._inside = False

    def open_element(self, name: str, attributes) -> None:
        if name == "numFmt":
            code = _QUOTED.sub("", attributes.get("formatCode", "")).lower()
            if "d" in code or "y" in code or "j" in code:
                self.day_formats.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._count += 1
            if attributes.get("numFmtId") in self.day_formats:
                self.day_styles.add(str(self._count))

    def close_element(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False


class _Strings(Part):
    """The texts shared by the cells."""

    def __init__(self):
        self.texts: list[str] = []
        self._pieces: list[str] | None = None
        self._aside = self._size = 0
        self._in_text = False

    def open_element(self, name: str, attributes) -> None:
        if name == "si":
            self._pieces = []
        # Phonetic guides stand beside the text, they are not it.
        self._aside += name == "rPh"
        self._in_text = name == "t" and not self._aside

    def close_element(self, name: str) -> None:
        self._aside -= name == "rPh"
        self._in_text = False
        if name == "si" and self._pieces is not None:
            self.texts.append(_unescaped("".join(self._pieces)))
            self._pieces = None

    def add_text(self, text: str) -> None:
        if self._in_text and self._pieces is not None:
            self._pieces.append(text)
            self._size += len(text)
            if self._size > MAX_CHARACTERS:
                raise Refused(TOO_HEAVY)


class _Sheet(Part):
    """The rows of the sheet."""

    def __init__(self, found: Found, day_styles: set[str], strings: list[str], first_day):
        self.found, self.day_styles, self.strings = found, day_styles, strings
        self.first_day = first_day
        self.merged: list[tuple[int, int, int, int]] = []
        self._row, self._hidden, self._cells = 0, False, []
        self._column, self._kind, self._style = 0, "", ""
        self._texts: dict[str, list[str]] = {}
        self._in = ""

    def open_element(self, name: str, attributes) -> None:
        if name == "row":
            self._row = _number(attributes.get("r")) or self._row + 1
            self._hidden = attributes.get("hidden") in ("1", "true")
            self._cells, self._column = [], 0
        elif name == "c":
            place = _PLACE.match(attributes.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._texts = {}
        elif name in ("v", "f", "t"):
            self._in = name
            self._texts.setdefault(name, [])
        elif name == "mergeCell" and len(self.merged) < MAX_MERGED:
            corners = _PLACE.findall(attributes.get("ref", ""))
            if corners:
                (left, top), (right, bottom) = corners[0], corners[-1]
                self.merged.append((_column(left), int(top), _column(right), int(bottom)))

    def add_text(self, text: str) -> None:
        if self._in:
            self._texts[self._in].append(text)

    def close_element(self, name: str) -> None:
        if name in ("v", "f", "t"):
            self._in = ""
        elif name == "c":
            self._keep(self._value())
        elif name == "row":
            self.found.add(self._row, self._cells, self._hidden)

    def _keep(self, value) -> None:
        if value is None:
            return
        if self._column > MAX_COLUMNS:
            raise Refused(TOO_WIDE)
        self._cells += [None] * (self._column - len(self._cells))
        self._cells[self._column - 1] = value

    def _value(self):
        raw = "".join(self._texts.get("v", ()))
        if self._kind == "inlineStr":
            return text_cell(_unescaped("".join(self._texts.get("t", ()))))
        if raw == "":
            return wrong(NO_VALUE) if "f" in self._texts else None
        if self._kind == "s":
            number = _number(raw)
            known = number is not None and number < len(self.strings)
            return text_cell(self.strings[number]) if known else wrong(DAMAGED)
        if self._kind == "b":
            return {"yes": raw == "1"}
        if self._kind == "e":
            return error_cell(raw)
        if self._kind in ("str", "d"):
            return text_cell(_unescaped(raw))
        return self._figure(raw)

    def _figure(self, raw: str):
        """A number, or the day that it is when its style shows one."""
        try:
            value = float(raw)
            if self._style in self.day_styles:
                return {"date": (self.first_day + timedelta(days=value)).date().isoformat()}
            return int(value) if value.is_integer() else value
        except (ValueError, OverflowError):
            return wrong("ce nombre ne se lit pas")

    def mark_merged(self) -> None:
        """Say it in every cell of a merged area: which of them holds the value is a guess."""
        rows = dict(self.found.rows)
        for left, top, right, bottom in self.merged:
            is_tall = bottom - top > len(rows)
            for number in rows if is_tall else range(top, bottom + 1):
                if number in rows and top <= number <= bottom and (top, left) != (bottom, right):
                    _mark(rows[number], left, min(right, MAX_COLUMNS))


def _mark(cells: list, left: int, right: int) -> None:
    last = min(right, max(len(cells), left))
    cells += [None] * (last - len(cells))
    cells[left - 1 : last] = [wrong(MERGED)] * (last - left + 1)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _unescaped(text: str) -> str:
    """`_x000D_` is how the format writes a carriage return (ECMA-376, 22.4.2.4)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
