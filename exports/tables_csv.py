"""Tables of data as CSV: what a spreadsheet would compute is disarmed, and comes back as it was."""

import csv
import io
import re
from collections.abc import Iterator

from exports.sheets_csv import FORMULAS, MARK
from exports.tables import Book

_SIGNS = "".join(FORMULAS)
# What a spreadsheet would compute, or what would be taken for one of ours when read again.
_DANGEROUS = re.compile(rf"'*[ ]*[{re.escape(_SIGNS)}]")


def escaped(text: str) -> str:
    """The text with an apostrophe before what would be computed; `unescaped` is its inverse."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unescaped(text: str) -> str:
    """The text as it was before `escaped`."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text


def render_csv(book: Book) -> Iterator[bytes]:
    """The lines alone, as a spreadsheet opens them in French; days as 21/11/2026."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    text.write(MARK)
    writer.writerow([escaped(heading.title) for heading in book.headings])
    for row in book.rows:
        writer.writerow([_cell(value) for value in row])
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return escaped(value)
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else str(value)
