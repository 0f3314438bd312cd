"""CSV as spreadsheets write it: any separator, UTF-8 or the encoding of Windows."""

import codecs
import csv
import io
from pathlib import Path

from editorial.sheets.reading.found import MAX_CELL, Found, Refused, text_cell
from exports.tables_csv import unescaped

SEPARATORS = ";\t,|"
NOT_TEXT = (
    "Ce fichier n’est pas un tableur. Envoyez un fichier Excel (.xlsx), OpenDocument (.ods) ou CSV."
)
# A control sign that no text holds: the file is something else.
_CONTROLS = frozenset(map(chr, range(9))) | {"\x0e", "\x0f", "\x1b"}


def read(path: Path) -> Found:
    """Every row. Raises `Refused` when it is no text."""
    text = decoded(path.read_bytes())
    if _CONTROLS.intersection(text[:200_000]) or text.lstrip()[:1] == "<":
        raise Refused(NOT_TEXT)
    separator, text = separator_of(text)
    csv.field_size_limit(MAX_CELL * 4)
    found = Found()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    # A line is what a spreadsheet shows as one: a text may hold line ends.
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            found.add(number, [text_cell(unescaped(cell)) for cell in row])
    except csv.Error as error:
        raise Refused(
            f"Ce fichier CSV est mal formé vers la ligne {number + 1} : un guillemet n’est pas "
            "refermé, ou un texte est trop long."
        ) from error
    return found


def decoded(data: bytes) -> str:
    """The text of the file: its mark is believed, then UTF-8, then Windows."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def separator_of(text: str) -> tuple[str, str]:
    """What separates the cells, and the text without the line by which Excel says it."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    # Outside quotes, in the first rows: titles hold commas more often than semicolons.
    outside = "".join(text[:20_000].split('"')[::2])
    head = "\n".join(outside.splitlines()[:5])
    counts = {sign: head.count(sign) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: (counts[sign], -SEPARATORS.index(sign)))
    return (best if counts[best] else ";"), text
