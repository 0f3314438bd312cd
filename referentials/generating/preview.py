"""What the page shows of a document before it is made: its beginning, its parts, its length."""

from dataclasses import dataclass

from exports.blocks import one_by_one
from exports.document import Document
from exports.layout import WRITING_HEIGHT, text_width

# The page shows the first tables whole, then names the parts.
TABLES, BLOCKS, ROWS = 3, 22, 8
# Millimetres of text on a sheet, lying or upright; of a line of text; signs on a millimetre.
ROOM = {"landscape": 171, "portrait": 240}
LINE, SIGNS_PER_MM = 4.6, 0.56
HEIGHTS = {
    "heading": 12,
    "note": 16,
    "scale": 34,
    "signatures": 31,
    "lead": 9,
    "picture": 28,
    "facts": 10,
    "box": 32,
}


@dataclass(frozen=True)
class Preview:
    """The first blocks, the titles of all the parts, and about how many pages."""

    shown: list
    parts: list[str]
    pages: int
    is_whole: bool


def preview_of(document: Document) -> Preview:
    """A preview costs no layout: it is made again at each change."""
    blocks = list(one_by_one(document.blocks))
    shown: list = []
    for block in blocks:
        tables = sum(each.kind == "table" for each in shown)
        if len(shown) >= BLOCKS or (tables == TABLES and block.kind in ("table", "heading")):
            break
        shown.append(block)
    parts = [b.text.plain for b in blocks if b.kind == "heading" and b.level == 1]
    return Preview(shown, parts, pages_of(document), len(shown) == len(blocks))


def pages_of(document: Document) -> int:
    """About how many pages it takes, from what its blocks hold."""
    room, width = ROOM[document.orientation], text_width(document)
    pages, used = 1, 30.0
    for block in one_by_one(document.blocks):
        if block.kind == "page":
            pages, used = pages + 1, 0.0
            continue
        pieces = _heights(block, width)
        if block.kind == "table" and used + sum(pieces) > room and len(pieces) <= ROWS:
            pages, used = pages + 1, 0.0
        for height in pieces:
            if used + height > room:
                pages, used = pages + 1, 0.0
            used += height
    return pages


def _heights(block, width: float) -> list[float]:
    """The heights of what may be parted, in millimetres."""
    if block.kind == "table":
        rows = (block.headers, *block.rows)
        return [8.0, *(_row_height(row, block.widths, width) for row in rows)]
    if block.kind == "fields":
        return [9.0] * -(-len(block.labels) // 2)
    if block.kind == "lines":
        return [6.0 + WRITING_HEIGHT * block.count]
    if block.kind == "items":
        return [6.2] * len(block.items)
    if block.kind == "paragraph":
        return [LINE * (1 + len(block.text.plain) / (width * SIGNS_PER_MM))]
    return [float(HEIGHTS.get(block.kind, 10))]


def _row_height(row, widths, width: float) -> float:
    lines = [
        sum(
            1 + int(len(line) / max(1, width * share / 100 * SIGNS_PER_MM))
            for line in text.plain.split("\n")
        )
        for text, share in zip(row, widths, strict=True)
    ]
    return max(4.6 * max(lines) + 2.6, 9.6 if not all(row) else 0)
