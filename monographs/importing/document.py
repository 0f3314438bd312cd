"""What reading a file gives, whatever its format."""

from dataclasses import dataclass, field
from enum import StrEnum


class ImportRefused(Exception):
    """The file cannot be imported; the message is one French sentence for the editor."""


class Nature(StrEnum):
    """What a block is in its document, as far as the format says."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    NOTE = "note"


@dataclass(frozen=True)
class Block:
    """A run of text that stands together, in the order of reading.

    `text` may hold several lines, as the file cuts them: rejoining them is the work of the
    cleaning. `level` is the level of a heading (1 the highest), or of an item (1, 2…), 0
    when the format does not say. `size` is the height of the letters in points and `bold`
    their weight, when the format has them. `page` starts at 1 (0: no pages); `column` at 1
    when the page has several (0: one). `row` and `cell` place a cell in its table.
    """

    text: str
    nature: Nature = Nature.PARAGRAPH
    level: int = 0
    page: int = 0
    column: int = 0
    size: float = 0
    bold: bool = False
    row: int = 0
    cell: int = 0


@dataclass(frozen=True)
class SourceDocument:
    """The blocks of a file, and what the reader wants to say of it, in French."""

    blocks: tuple[Block, ...]
    extension: str
    # Whether the format itself says what is a heading, an item, a cell.
    structured: bool = False
    remarks: tuple[str, ...] = field(default=())
