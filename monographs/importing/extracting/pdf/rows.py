"""Rows of runs that stand on one foot: lines of text, or rows of a table without rules."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

from monographs.importing.extracting import cleaning
from monographs.importing.extracting.pdf.letters import Page, Run
from monographs.importing.extracting.pdf.tables import Table

# In heights of letters: what parts two cells, a label from its text.
_CELL_GAP = 1.6
_NEAR = 6.0
_LABEL = 45


@dataclass(frozen=True)
class Line:
    """One line of a zone. `begin` is where its words begin, after the bullet."""

    text: str
    x0: float
    begin: float
    x1: float
    y: float
    size: float
    bold: bool
    level: int = 0


def rows_of(runs: list[Run], share: float = 0.3) -> list[list[Run]]:
    """Runs by the line that they stand on, from the top; `share` of a letter apart at most."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: (one.y, one.x0)):
        same = rows and run.y - rows[-1][0].y <= share * min(run.size, rows[-1][0].size)
        if same:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda one: one.x0) for row in rows]


def parts_of(runs: list[Run]) -> Iterator[list[Line] | Table]:
    """Lines of a zone from the top, with the tables that only alignment tells."""
    rows = [_cells(row) for row in rows_of(_with_initials(runs))]
    place = 0
    lines: list[Line] = []
    while place < len(rows):
        drawn = [run.table for cell in rows[place] for run in cell if run.table]
        if drawn:
            if lines:
                yield lines
            lines = []
            yield from drawn
        size = 0 if drawn else _table_size(rows, place)
        if not size:
            lines += _lines(rows, place)
            place += 1
            continue
        if lines:
            yield lines
        lines = []
        yield _table(rows[place : place + size])
        place += size
    if lines:
        yield lines


def gather_aligned(page: Page) -> None:
    """In the runs of a page, each table of three columns or more, without rules, becomes one.

    Their cells are short: columns of text fill their width.
    """
    rows = [_cells(row) for row in rows_of(page.runs)]
    tables: list[Table] = []
    gone: set[int] = set()
    place = 0
    while place < len(rows):
        size = _table_size(rows, place)
        block = rows[place : place + size]
        if size < 3 or len(rows[place]) < 3 or not _loose(block):
            place += 1
            continue
        tables.append(_table(block))
        gone |= {id(run) for row in block for cell in row for run in cell}
        place += size
    page.runs = [run for run in page.runs if id(run) not in gone]
    page.runs += [table.stand_in() for table in tables]


def _loose(rows: list[list[list[Run]]]) -> bool:
    """Whether the cells leave much of their columns white."""
    columns = list(zip(*rows, strict=True))
    for column, following in zip(columns, columns[1:], strict=False):
        pitch = min(cell[0].x0 for cell in following) - min(cell[0].x0 for cell in column)
        width = median(cell[-1].x1 - cell[0].x0 for cell in column)
        if width > pitch * 0.62:
            return False
    return True


def lines_of(runs: list[Run]) -> list[Line]:
    """Lines of a zone from the top, each with its bullet read."""
    rows = [_cells(row) for row in rows_of(_with_initials(runs))]
    return [line for place in range(len(rows)) for line in _lines(rows, place)]


def _cells(row: list[Run]) -> list[list[Run]]:
    """The passages of a row that a wide white parts."""
    cells = [[row[0]]]
    for run in row[1:]:
        before = cells[-1][-1]
        bullet = len(cells[-1]) == 1 and len(before.text.strip()) < 4
        if run.x0 - before.x1 > _CELL_GAP * max(run.size, before.size) and not bullet:
            cells.append([run])
        else:
            cells[-1].append(run)
    return cells


def _table_size(rows: list[list[list[Run]]], place: int) -> int:
    """How many rows from here make a table: as many cells in each, under each other."""
    count = len(rows[place])
    if count < 2:
        return 0
    size = 1
    while place + size < len(rows) and len(rows[place + size]) == count:
        if not _under(rows[place : place + size + 1]):
            break
        size += 1
    return size if size > 2 or size == 2 and count > 2 else 0


def _under(rows: list[list[list[Run]]]) -> bool:
    for column in zip(*rows, strict=True):
        begins = [cell[0].x0 for cell in column]
        ends = [cell[-1].x1 for cell in column]
        centres = [(begin + end) / 2 for begin, end in zip(begins, ends, strict=True)]
        if min(max(places) - min(places) for places in (begins, ends, centres)) > _NEAR:
            return False
    return True


def _table(rows: list[list[list[Run]]]) -> Table:
    table = Table()
    for number, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells, start=1):
            table.cells[number, place] = cell
    return table


def _lines(rows: list[list[list[Run]]], place: int) -> list[Line]:
    """The line of a row; two when a label stands in front of its text."""
    cells = rows[place]
    whole = [run for cell in cells for run in cell if not run.table]
    if not whole:
        return []
    line = _line(whole)
    if len(cells) != 2 or line.level or not line.text:
        return [line] if line.text else []
    label, text = _line(cells[0]), _line(cells[1])
    after = rows[place + 1][0][0] if place + 1 < len(rows) else None
    hangs = after is not None and len(rows[place + 1]) == 1 and abs(after.x0 - text.x0) < 4
    if len(label.text) <= _LABEL and (hangs or label.bold and not text.bold):
        return [label, text]
    return [line]


def _line(row: list[Run]) -> Line:
    text = " ".join(run.text for run in row).strip()
    text = cleaning.spaced(cleaning.characters(text))
    level, words = cleaning.without_bullet(text)
    begin = row[0].x0
    if level and len(row) > 1 and len(row[0].text.strip()) <= 4:
        begin = row[1].x0
    elif level:
        begin += row[0].size * 0.6
    size = max(row, key=lambda one: len(one.text)).size
    letters = sum(len(run.text) for run in row)
    bold = sum(len(run.text) for run in row if run.bold) * 2 > letters
    return Line(words, row[0].x0, begin, row[-1].x1, row[0].y, size, bold, level)


def _with_initials(runs: list[Run]) -> list[Run]:
    """A big first letter goes back to the word that it begins."""
    if len(runs) < 3:
        return runs
    usual = median(run.size for run in runs)
    kept = list(runs)
    for big in runs:
        if len(big.text) != 1 or not big.text.isalpha() or big.size < usual * 1.8:
            continue
        if big not in kept:
            # It took another big letter already.
            continue
        top = big.y - big.size * 0.72
        near = [
            run
            for run in kept
            if run is not big
            and big.x1 - 2 <= run.x0 < big.x1 + usual * 2
            and abs(run.y - run.size * 0.72 - top) < usual
        ]
        first = min(near, key=lambda run: abs(run.y - run.size * 0.72 - top), default=None)
        if first:
            kept[kept.index(first)] = replace(first, text=big.text + first.text, x0=big.x0)
            kept.remove(big)
    return kept
