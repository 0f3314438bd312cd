"""Fields of a form in the places to write of a printed page: what makes a PDF fillable.

Each field has a name of its own (no dot: it would part a PDF name into levels) and a label
that a screen reader says: what is asked, and where it stands.
"""

import itertools

from django.utils.html import format_html

from exports.blocks import ByHand

# A longer label would be read aloud for too long.
MAX_LABEL = 180
# Height of a line of handwriting, and lines that one field holds on a page. Millimetres.
LINE_HEIGHT, MOST_LINES = 9, 20
# Height of a cell to fill in, and of a line of the text of a table. Millimetres.
CELL_HEIGHT, TEXT_HEIGHT = 6.5, 4.4


def add_fields(blocks, views):
    """Put fields in the views of these blocks, in their order."""
    _fill(blocks, views, itertools.count(1))


def _fill(blocks, views, ranks):
    for block, view in zip(blocks, views, strict=True):
        if block.kind == "pair":
            _fill((*block.left, *block.right), sum(view["sides"], []), ranks)
        elif block.kind == "box":
            _fill(block.parts, view["parts"], ranks)
        elif block.kind in FILLERS:
            FILLERS[block.kind](block, view, f"c{next(ranks)}")


def _table(block, view, name):
    """One field for each empty cell, named after its row and its column."""
    place = block.caption.plain
    for number, (row, shown) in enumerate(zip(block.rows, view["rows"], strict=True), start=1):
        head = next((cell.plain for cell in row if cell), f"ligne {number}")
        # A field fills its row, as far as the line ends of the other cells tell its height.
        height = max(CELL_HEIGHT, TEXT_HEIGHT * max(c.plain.count("\n") + 1 for c in row))
        for rank, cell in enumerate(row):
            if not cell and not isinstance(cell, ByHand):
                label = ", ".join(filter(None, (block.headers[rank].plain, head, place)))
                field = _cell(f"{name}-{number}-{rank + 1}", label, cell, height)
                shown["cells"][rank] = field


def _cell(name, label, cell, height):
    """A short field when the cell asks for a mark, named in its label; a free text otherwise.

    A mark is typed faster than it is chosen in a list, and a list would cost much more to lay out.
    """
    options = getattr(cell, "options", ())
    if not options:
        return _textarea(name, label, "cell", f"height: {height:.1f}mm")
    words = f"{label[:MAX_LABEL]} (à choisir\u00a0: {', '.join(options)})"
    return format_html(
        '<input type="text" class="cell" name="{}" title="{}" maxlength="{}">',
        name, words, max(map(len, options)),
    )  # fmt: skip


def _fields(block, view, name):
    for rank, field in enumerate((each for row in view["rows"] for each in row), start=1):
        label = block.labels[rank - 1].plain
        field["field"] = format_html(
            '<input type="text" name="{}" title="{}">', f"{name}-{rank}", label[:MAX_LABEL]
        )


def _lines(block, view, name):
    height = LINE_HEIGHT * min(block.count, MOST_LINES)
    view["field"] = _textarea(name, block.label.plain, "lines-field", f"height: {height}mm")


def _items(block, view, name):
    if block.style != "check":
        return
    for rank, item in enumerate(view["items"], start=1):
        label = block.items[rank - 1].plain
        item["field"] = format_html(
            '<input type="checkbox" name="{}" title="{}">', f"{name}-{rank}", label[:MAX_LABEL]
        )


def _textarea(name, label, kind, style):
    return format_html(
        '<textarea class="{}" name="{}" title="{}" style="{}"></textarea>',
        kind, name, label[:MAX_LABEL], style,
    )  # fmt: skip


FILLERS = {"table": _table, "fields": _fields, "lines": _lines, "items": _items}
