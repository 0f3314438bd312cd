"""ODS: values, days, repeated cells; merged cells, errors and hidden sheets are told."""

from pathlib import Path

from catalogue.filetext.keeping import Kept, Unreadable
from catalogue.filetext.packages import Package, Part, attribute
from editorial.sheets.reading.found import (
    HAS_MACROS,
    LOCKED,
    MAX_COLUMNS,
    MAX_ROWS,
    MERGED,
    NO_VALUE,
    TOO_MANY,
    Found,
    Refused,
    error_cell,
    text_cell,
    wrong,
)

_ERRORS = ("#", "Err:", "Erreur")
_ASIDE = frozenset({"annotation", "content-validations", "scripts", "forms", "tracked-changes"})
# What the format writes with elements; marks keep them apart from the blanks of the XML.
_SPACE, _BREAK = "\0", "\1"
_BLANKS = {"s": _SPACE, "tab": "\t", "line-break": _BREAK}
CELLS = ("table-cell", "covered-table-cell")


def read(path: Path, kept: Kept) -> Found:
    """The first sheet in sight, or « Données ». Raises `Refused` or `Unreadable`."""
    package = Package(path, kept)
    if package.names(r"(Basic|Scripts)/.+"):
        raise Refused(HAS_MACROS)
    manifest = _Manifest()
    package.parse("META-INF/manifest.xml", manifest)
    if manifest.locked:
        raise Refused(LOCKED)
    content = _Content()
    package.parse("content.xml", content)
    if not content.tables:
        raise Unreadable("no sheet in sight")
    named = [found for found in content.tables if found.sheet == "Données"]
    found = (named or content.tables)[0]
    if found.refused:
        raise Refused(found.refused)
    found.others = [table.sheet for table in content.tables if table is not found]
    return found


class _Manifest(Part):
    def __init__(self):
        self.locked = False

    def open_element(self, name: str, attributes) -> None:
        self.locked = self.locked or name == "encryption-data"


class _Content(Part):
    """Every sheet in sight; one that passes the limits says so, the others go on."""

    def __init__(self):
        self.tables: list[Found] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._table: Found | None = None
        self._number = self._aside = self._deep = 0
        self._row: dict = {}
        self._cell: dict = {}
        self._cells: list = []
        self._lines: list[list[str]] | None = None

    def open_element(self, name: str, attributes) -> None:
        if name in _ASIDE or self._aside:
            self._aside += 1
        elif name == "style":
            self._style = attribute(attributes, "name")
        elif name == "table-properties" and attribute(attributes, "display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            self._open_table(attributes)
        elif self._table is None:
            return
        elif name == "table-row":
            self._row, self._cells = dict(attributes), []
        elif name in CELLS:
            self._cell, self._lines = {"": name, **attributes}, []
        elif self._lines is not None:
            self._open_text(name, attributes)

    def _open_table(self, attributes) -> None:
        self._deep += 1
        if self._deep > 1:
            return
        self._number = 0
        hidden = attribute(attributes, "style-name") in self._hidden_styles
        self._table = None if hidden else Found(attribute(attributes, "name"))

    def _open_text(self, name: str, attributes) -> None:
        if name in ("p", "h"):
            self._lines.append([])
        elif name in _BLANKS and self._lines:
            count = attribute(attributes, "c")
            times = min(int(count), 1000) if count.isascii() and count.isdigit() else 1
            self._lines[-1].append(_BLANKS[name] * times)

    def add_text(self, text: str) -> None:
        if self._lines and not self._aside:
            self._lines[-1].append(text)

    def close_element(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "table":
            self._deep -= 1
            if self._deep == 0 and self._table is not None:
                self.tables.append(self._table)
                self._table = None
        elif self._table is None:
            return
        elif name in CELLS:
            self._keep_cell()
        elif name == "table-row":
            self._keep_row()

    def _keep_cell(self) -> None:
        times = _times(self._cell, "number-columns-repeated")
        value = self._value()
        self._lines = None
        room = MAX_COLUMNS + 1 - len(self._cells)
        # Blank cells repeated to the edge of the sheet are no cells.
        self._cells += [value] * min(times, max(room, 0))

    def _value(self):
        spans = ("number-columns-spanned", "number-rows-spanned")
        if self._cell[""] == "covered-table-cell" or any(
            _times(self._cell, name) > 1 for name in spans
        ):
            return wrong(MERGED)
        kind = attribute(self._cell, "value-type")
        text = "\n".join(_line(pieces) for pieces in self._lines or ())
        has_formula = bool(attribute(self._cell, "formula"))
        if kind == "error" or (has_formula and text.startswith(_ERRORS)):
            return error_cell(text)
        if kind in ("float", "currency", "percentage"):
            return _figure(attribute(self._cell, "value"))
        if kind == "date":
            return {"date": attribute(self._cell, "date-value")[:10]}
        if kind == "boolean":
            return {"yes": attribute(self._cell, "boolean-value") == "true"}
        if has_formula and not text:
            return wrong(NO_VALUE)
        return text_cell(text)

    def _keep_row(self) -> None:
        table, times = self._table, _times(self._row, "number-rows-repeated")
        hidden = attribute(self._row, "visibility") in ("collapse", "filter")
        blank = all(cell is None for cell in self._cells)
        if not blank and not table.refused:
            try:
                if times > MAX_ROWS:
                    raise Refused(TOO_MANY)
                for rank in range(times):
                    table.add(self._number + rank + 1, list(self._cells), hidden)
            except Refused as error:
                table.refused = str(error)
        self._number += times


def _times(attributes, name: str) -> int:
    text = attribute(attributes, name)
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _line(pieces: list[str]) -> str:
    """The text of one paragraph: runs of blanks in the XML are one space."""
    words = "".join(pieces).replace("\n", " ").split(" ")
    text = " ".join(word for word in words if word)
    return text.replace(_SPACE, " ").replace(_BREAK, "\n")


def _figure(raw: str):
    try:
        value = float(raw)
        return int(value) if value.is_integer() else value
    except (ValueError, OverflowError):
        return wrong("ce nombre ne se lit pas")
