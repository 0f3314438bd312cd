"""The sheets of a workbook, read and checked from their description.

Every sheet is laid out the same way in XLSX and ODS: row 1 the title, row 2 the
introduction, row 3 the headers, row 4 the help under each header, and the data from
row 5 (``FIRST_ROW``), example rows first, blank rows after. A final row whose formula
reads the blank rows (a total) is placed below them. A last line, under the data, bears
the status, licence and version. The choices of all columns are gathered in a last sheet,
« Listes », where a structure can change them.
"""

import datetime
import math
import re
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from exports.checks import (
    fail,
    gather,
    read_int,
    read_list,
    read_map,
    read_string,
    read_text,
)
from exports.formulas import COUNTING, Formula, looks_like_formula, parse_formula

TITLE_ROW, INTRO_ROW, HEADER_ROW, HELP_ROW, FIRST_ROW = 1, 2, 3, 4, 5
MAX_SHEETS = 12
MAX_COLUMNS = 30
MAX_ROWS = 500
MAX_CELL = 1000
LISTS_NAME = "Listes"
# Signs that show at once on an ordinary screen.
SCREEN_WIDTH = 95
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Column:
    """A column; ``width`` counts characters."""

    title: str
    width: float
    help: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet; a cell is a string, a number, a date or a ``Formula``."""

    name: str
    intro: str
    columns: tuple[Column, ...]
    rows: tuple[tuple, ...]

    @property
    def last_row(self):
        """Number of the last data row."""
        return FIRST_ROW + len(self.rows) - 1

    @property
    def width(self):
        """Total width in characters."""
        return sum(column.width for column in self.columns)

    @property
    def heading_columns(self):
        """How many columns the title and the introduction run over: about a screen."""
        widths = accumulate(column.width for column in self.columns)
        return min(1 + sum(width < SCREEN_WIDTH for width in widths), len(self.columns))

    @property
    def frozen_columns(self):
        """How many columns stay in sight when one scrolls sideways."""
        is_wide = len(self.columns) > 5 and self.width > SCREEN_WIDTH
        return int(is_wide and self.columns[0].width <= 30)

    def title(self, document_title, count):
        """Title of the sheet: the document's, then its own name when there are several."""
        return document_title if count == 1 else f"{document_title}\u00a0: {self.name}"

    def heights(self, title):
        """Heights in points of the rows above the data, by row number."""
        screen = sum(column.width for column in self.columns[: self.heading_columns])
        titles = max(count_lines(column.title, 0.9 * column.width) for column in self.columns)
        helps = max(count_lines(column.help, 1.1 * column.width) for column in self.columns)
        has_help = any(column.help for column in self.columns)
        return {
            TITLE_ROW: 22 * count_lines(title, 0.62 * screen) + 4,
            INTRO_ROW: 15 * count_lines(self.intro, 0.95 * screen) + 5 if self.intro else 6,
            HEADER_ROW: 15 * titles + 6,
            HELP_ROW: 12.5 * helps + 4 if has_help else 4,
        }

    @property
    def total_rows(self):
        """Indexes of the rows that sum up others, and of the results that follow them."""
        totals = {i for i, row in enumerate(self.rows) if _sums_rows(row)}
        rest = range(min(totals, default=len(self.rows)), len(self.rows))
        if all(any(isinstance(cell, Formula) for cell in self.rows[i]) for i in rest):
            totals |= set(rest)
        return totals

    def kind(self, index):
        """Tell what a column holds: ``date``, ``money``, ``number`` or ``text``."""
        cells = [row[index] for row in self.rows if row[index] != ""]
        if any(isinstance(cell, datetime.date) for cell in cells):
            return "date"
        if not cells or any(isinstance(cell, str) for cell in cells):
            return "text"
        return "money" if "€" in self.columns[index].title else "number"

    def row_height(self, row):
        """Height in points that shows the whole row and leaves room to write by hand."""
        pairs = zip(row, self.columns, strict=True)
        lines = [count_lines(cell, column.width) for cell, column in pairs if isinstance(cell, str)]
        return max(26, 15 * max(lines, default=1) + 4)


def count_lines(text, width):
    """Estimate how many lines a text takes in a column, words kept whole."""
    usable = max(width - 1, 4)
    return sum(max(1, math.ceil(len(line) / usable)) for line in text.split("\n"))


def _sums_rows(row):
    """Tell whether one of the formulas of a row reads several rows."""
    areas = [area for cell in row if isinstance(cell, Formula) for area in cell.areas]
    return any(top < bottom for (_, top), (_, bottom) in areas)


def choice_lists(sheets):
    """Return every distinct list of choices with the title of its first column."""
    lists = {}
    for sheet in sheets:
        for column in sheet.columns:
            if column.choices:
                lists.setdefault(column.choices, column.title)
    return [(title, choices) for choices, title in lists.items()]


def read_sheets(value, path="sheets"):
    """Return the checked sheets of a description, or raise every problem found."""
    items = read_list(value, path, maximum=MAX_SHEETS)
    sheets = gather(partial(_read_sheet, item, f"{path}[{i}]") for i, item in enumerate(items))
    seen = set()
    for i, sheet in enumerate(sheets):
        if sheet.name.lower() in seen:
            fail(f"{path}[{i}].name", f"deux feuilles s’appellent «\u00a0{sheet.name}\u00a0».")
        seen.add(sheet.name.lower())
    return tuple(sheets)


def _read_sheet(value, path):
    """Read one sheet."""
    read_map(value, path, ("name", "columns"), ("intro", "rows", "blank_rows"))
    listed = read_list(value["columns"], f"{path}.columns", 1, MAX_COLUMNS)
    columns = tuple(_read_column(item, f"{path}.columns[{i}]") for i, item in enumerate(listed))
    blank = read_int(value.get("blank_rows", 0), f"{path}.blank_rows", 0, MAX_ROWS)
    listed = read_list(value.get("rows") or [], f"{path}.rows", 0, MAX_ROWS)
    rows = gather(
        partial(_read_row, row, f"{path}.rows[{i}]", columns) for i, row in enumerate(listed)
    )
    if not rows and not blank:
        fail(
            path,
            "feuille sans ligne\u00a0: remplissez «\u00a0rows\u00a0» ou «\u00a0blank_rows\u00a0».",
        )
    if len(rows) + blank > MAX_ROWS:
        fail(path, f"{len(rows) + blank} lignes, {MAX_ROWS} au plus.")
    sheet = Sheet(
        _read_name(value["name"], f"{path}.name"),
        read_text(value.get("intro"), f"{path}.intro", required=False, limit=500).plain,
        columns,
        tuple(_with_blanks(rows, blank, len(columns))),
    )
    _check_formulas(sheet, path)
    return sheet


def _read_name(value, path):
    """Read a sheet name within the limits of every spreadsheet program."""
    name = read_string(value, path, limit=31)
    found = FORBIDDEN_IN_NAME.search(name)
    if found:
        fail(path, f"le signe {found.group()} est interdit dans un nom de feuille.")
    if name.startswith("'") or name.endswith("'") or "\n" in name:
        fail(path, "ni apostrophe droite au bord, ni retour à la ligne.")
    if name.lower() in (LISTS_NAME.lower(), "history"):
        fail(path, f"le nom «\u00a0{name}\u00a0» est réservé.")
    return name


def _read_column(value, path):
    """Read one column."""
    read_map(value, path, ("title",), ("width", "help", "choices"))
    width = value.get("width", 20)
    if isinstance(width, bool) or not isinstance(width, int | float) or not 3 <= width <= 120:
        fail(f"{path}.width", "il faut un nombre de signes, de 3 à 120.")
    choices = [
        read_string(_as_choice(item), f"{path}.choices[{i}]", limit=100)
        for i, item in enumerate(read_list(value.get("choices") or [], f"{path}.choices", 0, 60))
    ]
    if len(set(choices)) != len(choices):
        fail(f"{path}.choices", "deux choix sont identiques.")
    return Column(
        title=read_text(value["title"], f"{path}.title", limit=100).plain,
        width=width,
        help=read_text(value.get("help"), f"{path}.help", required=False, limit=300).plain,
        choices=tuple(choices),
    )


def _as_choice(value):
    """Let a mark such as 1, 2, 3 be written without quotes."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _read_row(row, path, columns):
    """Read one row of cells."""
    cells = read_list(row, path, 0, MAX_COLUMNS + 1)
    if len(cells) != len(columns):
        fail(path, f"la ligne a {len(cells)} cases, il en faut {len(columns)}.")
    return tuple(
        _read_cell(cell, f"{path}[{i}]", columns[i].choices) for i, cell in enumerate(cells)
    )


def _read_cell(value, path, choices):
    """Read one cell."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not math.isfinite(value) or abs(value) > 1e15:
            fail(path, "nombre hors limites.")
        if not choices:
            return value
        value = str(value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date) and not choices:
        return value
    text = read_text(value, path, required=False, limit=MAX_CELL).plain
    if text.startswith("="):
        try:
            return parse_formula(text)
        except ValueError as error:
            if looks_like_formula(text):
                fail(path, str(error))
    if choices and text and text not in choices:
        fail(path, f"«\u00a0{text}\u00a0» n’est pas dans les choix de la colonne.")
    return text


def _with_blanks(rows, blank, width):
    """Add the blank rows, above the final rows whose formulas read them."""
    end = len(rows)
    while end and _reads_below(rows[end - 1], FIRST_ROW + end - 1):
        end -= 1
    return [*rows[:end], *[("",) * width] * blank, *rows[end:]]


def _reads_below(row, number):
    """Tell whether a formula of the row reads the row's own place or lower."""
    return any(isinstance(cell, Formula) and cell.last_row >= number for cell in row)


def _check_formulas(sheet, path):
    """Refuse a formula out of the data, circular, or in a column of words."""
    for i, row in enumerate(sheet.rows):
        for j, cell in enumerate(row):
            if not isinstance(cell, Formula):
                continue
            place = (j + 1, FIRST_ROW + i, len(sheet.columns), FIRST_ROW, sheet.last_row)
            problem = cell.problem(*place)
            others = (line[j] for line in sheet.rows)
            if not cell.excel.startswith(COUNTING) and any(
                isinstance(other, str) and other for other in others
            ):
                problem = problem or "une formule se met dans une colonne de nombres."
            if problem:
                fail(f"{path}, ligne {FIRST_ROW + i}, colonne {j + 1}", problem)
