"""Paragraphs of an office document as they come: tables, boxes, lists, notes."""

from collections import Counter
from dataclasses import dataclass, field, replace

from monographs.importing.document import Block, ImportRefused, Nature
from monographs.importing.extracting import cleaning
from monographs.importing.extracting.collecting import (
    MAX_BLOCKS,
    MAX_CHARACTERS,
    TOO_LONG,
    Collected,
)
from monographs.importing.extracting.lines import in_capitals, unfinished
from monographs.importing.extracting.pasted import pasted_blocks

_HEADING_WORDS = 30
_DEEPEST = 30
_MOST_CELLS = 50_000


@dataclass
class Shape:
    """What the format says of a paragraph."""

    nature: Nature = Nature.PARAGRAPH
    level: int = 0
    number: str = ""


@dataclass
class _Paragraph:
    shape: Shape
    pieces: list[tuple[str, bool, float]] = field(default_factory=list)
    # Notes and boxes hung to it: read after it.
    later: list["_Placed"] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Placed:
    block: Block
    table: int


@dataclass
class _Table:
    number: int
    row: int = 0
    cell: int = 0


class Flow:
    """Receives what a document holds, in its order; gives its blocks to `found`."""

    def __init__(self, found: Collected):
        self._found = found
        self._open: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._cells: Counter[int] = Counter()
        self._placed: list[_Placed] = []
        # Paragraphs as they were written, empty ones too, with their look.
        self._written: list[tuple[str, bool, float]] = []
        self._characters = self._all_cells = 0
        self._count = 0
        self.page = 0
        self.structured = False

    def open_paragraph(self, shape: Shape | None = None) -> None:
        if len(self._open) > _DEEPEST:
            raise ImportRefused(TOO_LONG)
        self._open.append(_Paragraph(shape or Shape()))

    def shape(self, shape: Shape) -> None:
        """What is learnt of the paragraph once it is open."""
        if self._open:
            self._open[-1].shape = shape

    def text(self, text: str, bold: bool = False, size: float = 0) -> None:
        if not self._open or not text:
            return
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            raise ImportRefused(TOO_LONG)
        self._open[-1].pieces.append((text, bold, size))

    def note(self, number: str, text: str) -> None:
        """A call of note, and the note, read after the paragraph."""
        if self._open:
            self._open[-1].pieces.append((f" [{number}]", False, 0))
            self._open[-1].notes.append(f"{number}. {text}")

    def close_paragraph(self) -> None:
        if not self._open:
            return
        paragraph = self._open.pop()
        self._written.append(_look(paragraph.pieces))
        found = [self._place(block) for block in self._blocks(paragraph)]
        found += [self._place(Block(text, Nature.NOTE)) for text in paragraph.notes]
        found += paragraph.later
        if self._open:
            self._open[-1].later += found
        else:
            self._placed += found

    def drop_paragraph(self) -> None:
        """The open paragraph says nothing of the document (a line of contents)."""
        if self._open:
            self._open.pop()

    def open_table(self) -> None:
        self._count += 1
        self._tables.append(_Table(self._count))
        if len(self._tables) > _DEEPEST:
            raise ImportRefused(TOO_LONG)

    def open_row(self) -> None:
        if self._tables:
            self._tables[-1].row += 1
            self._tables[-1].cell = 0

    def open_cell(self, skipped: int = 0) -> None:
        """A cell begins, after so many that are merged with others."""
        if self._tables:
            self._tables[-1].cell += 1 + skipped
            self._cells[self._tables[-1].number] += 1
            self._all_cells += 1
            if self._all_cells > _MOST_CELLS:
                raise ImportRefused(TOO_LONG)

    def close_table(self) -> None:
        if self._tables:
            self._tables.pop()

    def finish(self) -> None:
        """Hand the blocks over, headings told by their look among them."""
        while self._open:
            self.close_paragraph()
        blocks = [self._unboxed(placed) for placed in self._placed]
        for block in self._pasted(blocks) or _with_headings(blocks):
            self._found.add(block)

    def _pasted(self, blocks: list[Block]) -> list[Block] | None:
        natures = {block.nature for block in blocks}
        if self.structured or not natures <= {Nature.PARAGRAPH, Nature.ITEM}:
            return None
        body = _body_size(blocks)
        shown = [
            number
            for number, (text, bold, size) in enumerate(self._written)
            if text.strip() and _shows_heading(Block(text.strip(), size=size, bold=bold), body)
        ]
        return pasted_blocks([text for text, _bold, _size in self._written], shown, self._found)

    def _blocks(self, paragraph: _Paragraph) -> list[Block]:
        lines = _lines(paragraph.pieces)
        shape = paragraph.shape
        blocks: list[Block] = []
        for text, bold, size in lines:
            level, words = cleaning.without_bullet(cleaning.characters(text))
            words = cleaning.undoubled(cleaning.words(cleaning.spaced(words)))
            if not words:
                continue
            last = blocks[-1] if blocks else None
            if last and not level and unfinished(last.text) and words[0].islower():
                blocks[-1] = replace(last, text=f"{last.text} {words}", bold=last.bold and bold)
                continue
            nature, deep = shape.nature, shape.level
            if nature == Nature.PARAGRAPH and level:
                nature, deep = Nature.ITEM, level
            if nature == Nature.ITEM and shape.number and not blocks:
                words = f"{shape.number} {words}"
            blocks.append(Block(words, nature, deep, self.page, size=size, bold=bold))
        return blocks

    def _place(self, block: Block) -> _Placed:
        if len(self._placed) >= MAX_BLOCKS:
            raise ImportRefused(TOO_LONG)
        self._found.check_time()
        table = self._tables[-1] if self._tables else None
        if table is None:
            return _Placed(block, 0)
        nature = Nature.CELL if block.nature == Nature.PARAGRAPH else block.nature
        block = replace(block, nature=nature, row=table.row, cell=table.cell)
        return _Placed(block, table.number)

    def _unboxed(self, placed: _Placed) -> Block:
        """A table of one cell is a frame around paragraphs."""
        block = placed.block
        if not placed.table or self._cells[placed.table] > 1:
            return block
        nature = Nature.PARAGRAPH if block.nature == Nature.CELL else block.nature
        return replace(block, nature=nature, row=0, cell=0)


def _lines(pieces: list[tuple[str, bool, float]]) -> list[tuple[str, bool, float]]:
    """The lines that an author ended by hand in one paragraph, each with its look."""
    lines: list[list[tuple[str, bool, float]]] = [[]]
    for text, bold, size in pieces:
        first, *others = text.split("\n")
        lines[-1].append((first, bold, size))
        lines.extend([[(other, bold, size)] for other in others])
    return [_look(line) for line in lines]


def _look(line: list[tuple[str, bool, float]]) -> tuple[str, bool, float]:
    full = [piece for piece in line if piece[0].strip()]
    sizes: Counter[float] = Counter()
    for text, _bold, size in full:
        sizes[size] += len(text)
    size = sizes.most_common(1)[0][0] if sizes else 0
    bold = bool(full) and all(bold for _text, bold, _size in full)
    return "".join(text for text, _bold, _size in line), bold, size


def _with_headings(blocks: list[Block]) -> list[Block]:
    """Short paragraphs in bold, in capitals or in bigger letters are headings."""
    body = _body_size(blocks)
    return [
        replace(block, nature=Nature.HEADING)
        if block.nature == Nature.PARAGRAPH and _shows_heading(block, body)
        else block
        for block in blocks
    ]


def _body_size(blocks: list[Block]) -> float:
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[block.size] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _shows_heading(block: Block, body: float) -> bool:
    words = len(block.text.split())
    if in_capitals(block.text):
        return True
    if words > _HEADING_WORDS or block.text.endswith((".", ",", ";")):
        return False
    return block.bold or bool(body) and block.size > body * 1.15
