"""Tables of a page, told by the rules drawn around their cells."""

from dataclasses import dataclass, field

from monographs.importing.extracting.pdf.letters import Page, Run

_NEAR = 3.0
_MOST_RULES = 1_500


@dataclass
class Table:
    """The runs of each cell, by row then column, from 1."""

    cells: dict[tuple[int, int], list[Run]] = field(default_factory=dict)

    def stand_in(self) -> Run:
        """One run at the place of the table, as long as a line of text."""
        runs = [run for cell in self.cells.values() for run in cell]
        first = min(runs, key=lambda run: run.y)
        left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
        return Run("x" * 40, left, right, first.y, first.size, False, self)


def gather_tables(page: Page) -> None:
    """In the runs of a page, each table drawn with rules becomes one run."""
    for rules in _groups(page.rules[:_MOST_RULES]):
        columns = _places([x0 for x0, y0, x1, y1 in rules if x1 - x0 < _NEAR])
        rows = _places([y0 for x0, y0, x1, y1 in rules if y1 - y0 < _NEAR])
        if len(columns) < 3 or len(rows) < 3:
            continue
        table = Table()
        for run in page.runs:
            place = _cell(run, rows, columns)
            if place:
                table.cells.setdefault(place, []).append(run)
        if len({column for _row, column in table.cells}) > 1:
            taken = {id(run) for runs in table.cells.values() for run in runs}
            page.runs = [run for run in page.runs if id(run) not in taken]
            page.runs.append(table.stand_in())


def _cell(run: Run, rows: list[float], columns: list[float]) -> tuple[int, int] | None:
    x, y = min((run.x0 + run.x1) / 2, run.x0 + 12), run.y - run.size * 0.3
    row = sum(place < y for place in rows)
    column = sum(place < x for place in columns)
    inside = 0 < row < len(rows) and 0 < column < len(columns)
    return (row, column) if inside else None


def _places(values: list[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR * 1.5:
            places.append(value)
    return places


def _groups(rules: list[tuple]) -> list[list[tuple]]:
    """Rules that touch each other, from one to the next."""
    groups: list[list[tuple]] = []
    for rule in rules:
        touched = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(one for group in touched for one in group)]
        gone = {id(group) for group in touched}
        groups = [group for group in groups if id(group) not in gone] + [merged]
    return groups


def _touch(one: tuple, other: tuple) -> bool:
    return (
        one[0] <= other[2] + _NEAR
        and other[0] <= one[2] + _NEAR
        and one[1] <= other[3] + _NEAR
        and other[1] <= one[3] + _NEAR
    )
