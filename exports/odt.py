"""Write a text document as ODT, with the named styles that LibreOffice and Word know.

Scales, steps, fields and signatures are tables too: one template draws them all. The
views below say what stands in each cell and which style it wears.
"""

from django.utils.html import format_html

from exports.blocks import one_by_one
from exports.layout import (
    WRITING_HEIGHT,
    fit_widths,
    in_rows,
    level_bars,
    levels_per_row,
    signatures_per_row,
    text_width,
)
from exports.odf import pack, rich
from exports.odt_cells import BODY, HEAD, cell, drawn
from exports.odt_parts import RECORD_VIEWS, box_parts, pictures_of

PARTS = {
    "styles.xml": "exports/odf/text_styles.xml",
    "content.xml": "exports/odf/text_content.xml",
}
ROW_HEIGHTS = (
    ("Ligne", "6"),
    ("LigneARemplir", str(WRITING_HEIGHT + 1)),
    ("LigneEtape", str(WRITING_HEIGHT + 2)),
    ("LigneSignature", "32"),
)
LIST_STYLES = {"bullet": "List_20_1", "number": "Numbering_20_1"}
FIELD_LABEL_SHARE = 42
STEP_NUMBER_WIDTH = 12


def render_odt(document, meta):
    """Return the ODT file as bytes."""
    width = text_width(document)
    sides = (297, 210) if document.is_landscape else (210, 297)
    blocks, columns = views_of(document.blocks, width)
    context = {
        "document": document,
        "meta": meta,
        "width": str(width),
        "page_width": str(sides[0]),
        "page_height": str(sides[1]),
        "edge": "8" if document.is_landscape else "10",
        "margin": str((sides[0] - width) / 2),
        "row_heights": ROW_HEIGHTS,
        "columns": columns,
        "blocks": blocks,
    }
    return pack("text", PARTS, context, pictures_of(document))


def views_of(blocks, width, first_table=1):
    """Return the views of the blocks, and the column styles their tables need."""
    views, columns = [], []
    for block in one_by_one(blocks):
        if block.kind == "signatures" and views and views[-1].get("kind") == "paragraph":
            views[-1]["leads"] = True
        if block.kind == "page" and views and views[-1].get("table"):
            # On a full page, a gap would fill one more.
            views[-1]["table"]["ends_page"] = True
        if block.kind == "box":
            views += [BLOCK_VIEWS[part.kind](part, width) for part in box_parts(block)]
            continue
        view = BLOCK_VIEWS[block.kind](block, width)
        table = view.get("table")
        if table:
            number = first_table + sum(1 for each in views if each.get("table"))
            table["name"] = f"Tableau{number}"
            names = [f"Tableau{number}.{i}" for i in range(1, len(table["sizes"]) + 1)]
            columns += [(n, f"{size:.2f}") for n, size in zip(names, table["sizes"], strict=True)]
            table["columns"] = names
        views.append(view)
    return views, columns


def _bold(text):
    """Return a text, all bold."""
    return format_html('<text:span text:style-name="Strong_20_Emphasis">{}</text:span>', rich(text))


def _heading(block, _width):
    return {"kind": "heading", "level": str(block.level), "text": rich(block.text)}


def _plain(block, _width):
    return {"kind": block.kind, "text": rich(block.text)}


def _items(block, _width):
    return {
        "kind": f"{block.style}-list",
        "style": LIST_STYLES.get(block.style, ""),
        "items": [rich(item) for item in block.items],
    }


def _lines(block, _width):
    return {"kind": "lines", "label": rich(block.label), "count": range(block.count)}


def _table(block, width):
    """Show a captioned table; a row with a blank cell gets the height of handwriting."""
    rows = []
    for row in block.rows:
        styles = [HEAD if block.row_header and i == 0 else BODY for i in range(len(row))]
        cells = [cell("Case", (s, rich(text))) for s, text in zip(styles, row, strict=True)]
        rows.append({"height": "Ligne" if all(row) else "LigneARemplir", "cells": cells})
    table = drawn([share * width / 100 for share in fit_widths(block, width)], rows)
    table["table"] |= {
        "caption": "" if block.is_quiet else rich(block.caption),
        "caption_text": block.caption.plain,
        "headers": [rich(header) for header in block.headers],
    }
    return table


def _fields(block, width):
    """Show labels at the left, cells to write in at the right."""
    left = FIELD_LABEL_SHARE * width / 100
    rows = [
        {
            "height": "LigneARemplir",
            "cells": [cell("CaseChamp", (HEAD, rich(label))), cell("CaseChamp", (BODY, ""))],
        }
        for label in block.labels
    ]
    return drawn([left, width - left], rows)


def _signatures(block, width):
    """Show boxes to sign, side by side."""
    per_row = signatures_per_row(len(block.labels))
    cells = [
        cell("Case", (HEAD, rich(label)), (BODY, "Date et signature")) for label in block.labels
    ]
    rows = [{"height": "LigneSignature", "cells": row} for row in in_rows(cells, per_row)]
    return drawn([width / per_row] * per_row, rows)


def _scale(block, width):
    """Show the degrees side by side, on two rows beyond five."""
    count = len(block.levels)
    per_row = levels_per_row(count)
    bars = level_bars(block)
    cells = [_degree(level, *pair) for level, pair in zip(block.levels, bars, strict=True)]
    cells += [cell("CaseVide", (BODY, ""))] * (-count % per_row)
    rows = [{"height": "Ligne", "cells": row} for row in in_rows(cells, per_row)]
    return drawn([width / per_row] * per_row, rows)


def _degree(level, filled, total):
    """Show one degree, with as many filled squares as its rank."""
    code = format_html(
        '{}\u00a0\u00a0<text:span text:style-name="Barres">{}{}</text:span>',
        rich(level.code), "■" * filled, "□" * (total - filled),
    )  # fmt: skip
    texts = [(BODY, rich(level.text))] if level.text else []
    return cell("CaseDegre", ("Degre", code), (HEAD, rich(level.label)), *texts)


def _steps(block, width):
    """Show numbered steps, each kept whole."""
    rows = []
    for number, step in enumerate(block.steps, start=1):
        texts = [(BODY, rich(step.text))] if step.text else []
        mark = cell("CaseNumero", ("NumeroEtape", str(number)))
        body = cell("CaseEtape", (BODY, _bold(step.title)), *texts)
        rows.append({"height": "LigneEtape", "cells": [mark, body]})
    return drawn([STEP_NUMBER_WIDTH, width - STEP_NUMBER_WIDTH], rows)


BLOCK_VIEWS = {
    "heading": _heading,
    "paragraph": _plain,
    "note": _plain,
    "items": _items,
    "lines": _lines,
    "table": _table,
    "fields": _fields,
    "signatures": _signatures,
    "scale": _scale,
    "steps": _steps,
    "lead": _plain,
    **RECORD_VIEWS,
    "page": lambda _block, _width: {"kind": "page"},
}
