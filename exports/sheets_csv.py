"""Tables as CSV, as a spreadsheet opens them in French; no cell is ever computed."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet would compute (OWASP, « CSV injection »), full-width signs included.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Tells spreadsheets that the text is UTF-8.
MARK = "\ufeff"


def harmless(cell):
    """The cell with an apostrophe before what would be a formula; numbers are left alone."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULAS) else cell


def csv_text(headers: Sequence[str], rows: Iterable[Sequence]) -> str:
    """The whole file: semicolons, as spreadsheets in French expect."""
    text = io.StringIO(MARK)
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=";")
    writer.writerow([harmless(cell) for cell in headers])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()
