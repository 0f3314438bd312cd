"""Cells and drawn tables of an ODT, as its templates read them."""

from exports.layout import SHORT_TABLE

BODY, HEAD = "Table_20_Contents", "Table_20_Heading"


def cell(style, *paragraphs):
    """Return the view of a cell; a paragraph is (style, text)."""
    return {"style": style, "paragraphs": paragraphs}


def drawn(sizes, rows):
    """Return the view of a table without caption nor header."""
    return {"table": {"sizes": sizes, "rows": rows, "is_short": len(rows) <= SHORT_TABLE}}
