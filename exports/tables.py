"""Tables of data as workbooks: one sheet of lines, then sheets that explain it.

Made for thousands of lines that come back: headers on the first row, one object a line, no
decoration between them. Documents to print are described in ``exports.sheets``.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# Last row to which the choices of a column are offered.
LAST_CHOICE_ROW = 5_001
Cell = str | int | float | datetime.date | None


@dataclass(frozen=True)
class Heading:
    """One column: its title, its width in signs, the list its cells are chosen from.

    ``as_text``: the blank cells are texts, so that a program keeps the zeros people type.
    """

    title: str
    width: int = 24
    choices: str = ""
    as_text: bool = False


@dataclass(frozen=True)
class Page:
    """A sheet that explains: its first row is its headers; ``widths`` in signs."""

    name: str
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Book:
    """The lines (read once, as a stream), what explains them, and the lists to choose from."""

    title: str
    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Cell]]
    pages: Sequence[Page] = ()
    lists: dict[str, Sequence[str]] = field(default_factory=dict)

    @property
    def list_rows(self) -> list[list[str]]:
        """The lists side by side, their titles first."""
        size = max(map(len, self.lists.values()), default=0)
        rows = [
            [choices[i] if i < len(choices) else "" for choices in self.lists.values()]
            for i in range(size)
        ]
        return [list(self.lists), *rows]

    def place_of(self, choices: str) -> tuple[int, int]:
        """Column (from 1) and last row of a list in the sheet of lists."""
        return list(self.lists).index(choices) + 1, len(self.lists[choices]) + 1
