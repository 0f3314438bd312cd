"""Read the ``content`` of a document description into blocks, checking every value."""

import datetime
from functools import partial

from exports.blocks import (
    Fields,
    Heading,
    Items,
    Level,
    Lines,
    Note,
    PageBreak,
    Paragraph,
    Scale,
    Signatures,
    Step,
    Steps,
    Table,
)
from exports.checks import (
    Text,
    fail,
    gather,
    read_bool,
    read_int,
    read_list,
    read_map,
    read_string,
    read_text,
    read_texts,
)
from exports.layout import PORTRAIT_WIDTH, SIGN_WIDTH

MAX_BLOCKS = 300
MAX_ROWS = 500
MAX_COLUMNS = 12
MAX_CELL = 900
MAX_LABEL = 200
MAX_LINES = 28


def read_blocks(value, path="content"):
    """Return the checked blocks of a ``content`` list, or raise every problem found."""
    items = read_list(value, path, maximum=MAX_BLOCKS)
    blocks = gather(partial(_read_block, item, f"{path}[{i}]") for i, item in enumerate(items))
    rows = sum(len(block.rows) for block in blocks if isinstance(block, Table))
    if rows > MAX_ROWS:
        fail(path, f"{rows} lignes de tableau en tout, {MAX_ROWS} au plus.")
    blocks = _without_stray_breaks(blocks)
    if not blocks:
        fail(path, "le document est vide.")
    return tuple(blocks)


def _read_block(item, path):
    """Read one block: a mapping with a single known key."""
    if not isinstance(item, dict) or len(item) != 1:
        fail(path, "un bloc a une clé et une seule, par exemple «\u00a0p: …\u00a0».")
    key, value = next(iter(item.items()))
    if key not in READERS:
        fail(
            path, f"bloc inconnu «\u00a0{key}\u00a0». Blocs possibles\u00a0: {', '.join(READERS)}."
        )
    return READERS[key](value, f"{path}.{key}")


def _without_stray_breaks(blocks):
    """Drop page breaks that would print an empty page."""
    kept = []
    for block in blocks:
        if isinstance(block, PageBreak) and (not kept or isinstance(kept[-1], PageBreak)):
            continue
        kept.append(block)
    if kept and isinstance(kept[-1], PageBreak):
        kept.pop()
    return kept


def _read_table(value, path):
    """Read a table."""
    read_map(value, path, ("caption", "headers"), ("rows", "widths", "blank_rows", "row_header"))
    row_header = read_bool(value.get("row_header", False), f"{path}.row_header")
    headers = _read_headers(value["headers"], f"{path}.headers", row_header)
    blank = read_int(value.get("blank_rows", 0), f"{path}.blank_rows", 0, 60)
    listed = read_list(value.get("rows") or [], f"{path}.rows", 0, MAX_ROWS)
    rows = [_read_row(row, f"{path}.rows[{i}]", len(headers)) for i, row in enumerate(listed)]
    if not rows and not blank:
        fail(
            path,
            "tableau sans ligne\u00a0: remplissez «\u00a0rows\u00a0» ou «\u00a0blank_rows\u00a0».",
        )
    rows += [(Text(),) * len(headers)] * blank
    widths = _read_widths(value.get("widths"), f"{path}.widths", headers, rows)
    _check_heights(headers, rows, widths, path)
    return Table(
        caption=read_text(value["caption"], f"{path}.caption", limit=MAX_LABEL),
        headers=headers,
        rows=tuple(rows),
        widths=widths,
        row_header=row_header,
    )


def _read_headers(value, path, row_header):
    """Read column headers; the corner of a double-entry table may stay empty."""
    items = read_list(value, path, 1, MAX_COLUMNS)
    return tuple(
        read_text(item, f"{path}[{i}]", not (row_header and i == 0), MAX_LABEL)
        for i, item in enumerate(items)
    )


def _read_row(row, path, size):
    """Read one row; numbers and dates are written the French way."""
    cells = read_list(row, path, 0, MAX_COLUMNS + 1)
    if len(cells) != size:
        fail(path, f"la ligne a {len(cells)} cases, il en faut {size}.")
    return tuple(
        read_text(_as_written(cell), f"{path}[{i}]", required=False, limit=MAX_CELL)
        for i, cell in enumerate(cells)
    )


def _as_written(cell):
    """Write a number or a date as one writes it by hand; leave the rest to the checks."""
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(cell).replace(".", ",")
    return cell


def _read_widths(value, path, headers, rows):
    """Return column widths in percent: the given ones, or a share drawn from the texts."""
    if value is None:
        weights = [_weight(column) for column in zip(headers, *rows, strict=True)]
        return tuple(round(100 * weight / sum(weights), 2) for weight in weights)
    widths = read_list(value, path, 1, MAX_COLUMNS)
    if len(widths) != len(headers):
        fail(path, f"{len(widths)} largeurs pour {len(headers)} colonnes.")
    for i, width in enumerate(widths):
        if isinstance(width, bool) or not isinstance(width, int | float) or not 3 <= width <= 100:
            fail(f"{path}[{i}]", "il faut un nombre de 3 à 100 (en %).")
    if not 95 <= sum(widths) <= 105:
        fail(path, f"les largeurs font {sum(widths)}\u00a0%, il faut 100\u00a0%.")
    return tuple(round(100 * width / sum(widths), 2) for width in widths)


def _check_heights(headers, rows, widths, path):
    """Refuse a cell so tall that its row, which is never cut, would fill a page."""
    for i, row in enumerate([headers, *rows]):
        for j, text in enumerate(row):
            lines = len(text.plain) / (PORTRAIT_WIDTH * widths[j] / 100 / SIGN_WIDTH)
            if lines + text.plain.count("\n") > MAX_LINES:
                where = f"{path}.rows[{i - 1}][{j}]" if i else f"{path}.headers[{j}]"
                fail(where, "texte trop long pour sa colonne\u00a0: élargissez-la ou coupez-le.")


def _weight(column):
    """Weigh a column by its longest text, within limits that keep the others usable."""
    header, *cells = (len(text.plain) for text in column)
    # A column left blank is there to be written in: it needs room.
    longest = max(cells) or 18
    return min(max(longest, header, 8), 48)


def _read_lines(value, path):
    """Read writing lines."""
    read_map(value, path, ("label", "count"))
    label = read_text(value["label"], f"{path}.label", limit=MAX_LABEL)
    return Lines(label, read_int(value["count"], f"{path}.count", 1, 40))


def _read_scale(value, path):
    """Read a mastery scale."""
    levels = []
    for i, item in enumerate(read_list(value, path, 2, 8)):
        here = f"{path}[{i}]"
        read_map(item, here, ("code", "label"), ("text",))
        code = read_string(str(item["code"]), f"{here}.code", limit=6)
        levels.append(
            Level(
                read_text(code, f"{here}.code"),
                read_text(item["label"], f"{here}.label", limit=60),
                read_text(item.get("text"), f"{here}.text", required=False, limit=300),
            )
        )
    return Scale(tuple(levels))


def _read_steps(value, path):
    """Read method steps."""
    steps = []
    for i, item in enumerate(read_list(value, path, 1, 30)):
        here = f"{path}[{i}]"
        read_map(item, here, ("title",), ("text",))
        title = read_text(item["title"], f"{here}.title", limit=MAX_LABEL)
        text = read_text(item.get("text"), f"{here}.text", required=False, limit=1500)
        steps.append(Step(title, text))
    return Steps(tuple(steps))


def _read_page(value, path):
    """Read a page break."""
    if value is not True:
        fail(path, "écrivez «\u00a0page: true\u00a0».")
    return PageBreak()


READERS = {
    "h": lambda value, path: Heading(read_text(value, path, limit=MAX_LABEL), 1),
    "h3": lambda value, path: Heading(read_text(value, path, limit=MAX_LABEL), 2),
    "p": lambda value, path: Paragraph(read_text(value, path)),
    "ul": lambda value, path: Items(read_texts(value, path), "bullet"),
    "ol": lambda value, path: Items(read_texts(value, path), "number"),
    "check": lambda value, path: Items(read_texts(value, path), "check"),
    "table": _read_table,
    "fields": lambda value, path: Fields(read_texts(value, path, 1, 30, MAX_LABEL)),
    "lines": _read_lines,
    "scale": _read_scale,
    "steps": _read_steps,
    "note": lambda value, path: Note(read_text(value, path, limit=1500)),
    "signatures": lambda value, path: Signatures(read_texts(value, path, 1, 4, 80)),
    "page": _read_page,
}
