"""Write a text document as the HTML page that becomes the PDF.

The page holds no script, no link to a file, and every text is escaped by the template
engine; the look is in ``print.css``.
"""

import re

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from exports.checks import PageRun
from exports.filling import add_fields
from exports.layout import (
    SHORT_TABLE,
    figures_per_row,
    fit_widths,
    in_rows,
    level_bars,
    levels_per_row,
    signatures_per_row,
    text_width,
)
from exports.qr import qr_svg

BOX_SIGNS = re.compile("([\u2610\u25a1])")
LINE_BREAK = mark_safe("<br>")
DRAWN_BOX = mark_safe('<span class="box"></span>')
# Two labels of this length fit side by side and leave a hand's width to write.
SHORT_LABEL = 26
# After a longer label too little of the line is left.
LONG_LABEL = 62
MAX_RUNNING_TITLE = 70


def document_html(document, meta, setting="", fillable=False):
    """Return the whole page as a string; ``setting``: classes, see ``exports.pdf``.

    When it is ``fillable``, every place to write is a field of a form.
    """
    views = [view_of(block, text_width(document)) for block in document.blocks]
    if fillable:
        add_fields(document.blocks, views)
    context = {
        "document": document,
        "meta": meta,
        "setting": setting,
        "running_title": shorten(meta.title, MAX_RUNNING_TITLE),
        "blocks": views,
    }
    return render_to_string("exports/document.html", context)


def view_of(block, width):
    """Return what the template needs of a block."""
    if block.kind == "table":
        return _table(block, width)
    return BLOCK_VIEWS[block.kind](block)


def shorten(text, limit):
    """Cut a text at a word end so that it holds on one line."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:") + "…"


def rich(text):
    """Escape a text, keep its bold and line ends, and draw the boxes to tick."""
    return format_html_join("", "{}", ((_rich_run(run),) for run in text.runs))


def _rich_run(run):
    """Escape one run; a page number is a link that the sheet of the book fills."""
    if isinstance(run, PageRun):
        return format_html('<a class="page" href="#{}"></a>', run.page)
    lines = ((_with_drawn_boxes(line),) for line in run.text.split("\n"))
    inner = format_html_join(LINE_BREAK, "{}", lines)
    return format_html("<strong>{}</strong>", inner) if run.bold else inner


def _with_drawn_boxes(line):
    """Draw the box characters: the embedded font does not have them."""
    parts = ((DRAWN_BOX if BOX_SIGNS.match(part) else part,) for part in BOX_SIGNS.split(line))
    return format_html_join("", "{}", parts)


def _heading(block):
    return {"kind": "heading", "level": block.level, "text": rich(block.text)}


def _plain(block):
    return {"kind": block.kind, "text": rich(block.text)}


def _facts(block):
    facts = [{"name": rich(name), "value": rich(value)} for name, value in block.facts]
    return {"kind": "facts", "facts": facts}


def _figures(block):
    figures = [{"value": rich(f.value), "label": rich(f.label)} for f in block.figures]
    return {"kind": "figures", "rows": in_rows(figures, figures_per_row(len(figures)))}


def _quote(block):
    return {"kind": "quote", "text": rich(block.text), "source": rich(block.source)}


def _box(block):
    parts = [BLOCK_VIEWS[part.kind](part) for part in block.parts]
    return {"kind": "part", "title": rich(block.title), "parts": parts}


def _pair(block):
    sides = [[BLOCK_VIEWS[part.kind](part) for part in side] for side in (block.left, block.right)]
    return {"kind": "pair", "sides": sides}


def _seal(block):
    """A code is drawn in the page: nothing is fetched."""
    drawing = qr_svg(block.url)
    return {
        "kind": "seal", "title": rich(block.title), "text": rich(block.text),
        "url": block.url, "drawing": drawing,
    }  # fmt: skip


def _items(block):
    items = [rich(item) for item in block.items]
    if block.style == "check":
        items = [{"text": item, "field": ""} for item in items]
    return {"kind": f"{block.style}-list", "items": items}


def _picture(block):
    """A picture is fetched by the name of its bytes, which stand in the document."""
    drawing = format_html(
        '<img src="{}" alt="{}" style="width: {}mm; height: {}mm">',
        picture_url(block), block.words, f"{block.width:.1f}", f"{block.height:.1f}",
    )  # fmt: skip
    return {"kind": "picture", "drawing": drawing}


def picture_url(block):
    """The address by which the page maker asks for a picture of the document."""
    return f"exports-picture:{block.mark}"


def _table(block, width):
    """Mark the rows that have a blank cell: they get the height of handwriting."""
    rows = [
        {
            "cells": [rich(cell) for cell in row],
            "to_fill": not all(row),
            "heads": block.row_header and bool(row[0]),
        }
        for row in block.rows
    ]
    return {
        "kind": "table",
        "caption": "" if block.is_quiet else rich(block.caption),
        "headers": [rich(header) for header in block.headers],
        "widths": [f"{share:.2f}" for share in fit_widths(block, width)],
        "rows": rows,
        "is_short": len(rows) <= SHORT_TABLE,
    }


def _fields(block):
    """Put neighbouring short labels two by two; give a very long one a line of its own."""
    rows = []
    for label in block.labels:
        size = len(label.plain)
        field = {"text": rich(label), "field": ""}
        field |= {"is_short": size <= SHORT_LABEL, "is_long": size > LONG_LABEL}
        pairs = rows and len(rows[-1]) == 1 and rows[-1][0]["is_short"] and field["is_short"]
        if pairs:
            rows[-1].append(field)
        else:
            rows.append([field])
    return {"kind": "fields", "rows": rows}


def _lines(block):
    # The first two lines stay with their label.
    rest = range(max(block.count - 2, 0))
    return {
        "kind": "lines",
        "label": rich(block.label),
        "first": range(min(block.count, 2)),
        "rest": rest,
        "field": "",
    }


def _scale(block):
    """Draw each degree with as many filled bars as its rank."""
    levels = [
        {
            "code": rich(level.code),
            "label": rich(level.label),
            "text": rich(level.text),
            "bars": [bar < filled for bar in range(total)],
        }
        for level, (filled, total) in zip(block.levels, level_bars(block), strict=True)
    ]
    return {"kind": "scale", "rows": in_rows(levels, levels_per_row(len(levels)))}


def _steps(block):
    steps = [{"title": rich(step.title), "text": rich(step.text)} for step in block.steps]
    return {"kind": "steps", "steps": steps}


def _signatures(block):
    labels = [rich(label) for label in block.labels]
    return {"kind": "signatures", "rows": in_rows(labels, signatures_per_row(len(labels)))}


BLOCK_VIEWS = {
    "heading": _heading,
    "paragraph": _plain,
    "note": _plain,
    "lead": _plain,
    "facts": _facts,
    "figures": _figures,
    "quote": _quote,
    "box": _box,
    "seal": _seal,
    "pair": _pair,
    "picture": _picture,
    "items": _items,
    "fields": _fields,
    "lines": _lines,
    "scale": _scale,
    "steps": _steps,
    "signatures": _signatures,
    "page": lambda _block: {"kind": "page"},
}
