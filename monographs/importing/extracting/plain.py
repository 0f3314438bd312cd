"""Text files."""

import re
from collections.abc import Collection
from pathlib import Path

from monographs.importing.document import Block
from monographs.importing.extracting import cleaning
from monographs.importing.extracting.collecting import Collected
from monographs.importing.extracting.encodings import decode
from monographs.importing.extracting.lines import Line, mended, passages
from monographs.importing.extracting.repeats import without_repeats

# A private drawing inside of a line: the bullet of a second column (« Mai 2011 … »).
_INLINE_BULLET = re.compile("(?<=[\\w.;:)])[ \t]+(?=[\ue000-\uf8ff][ \t])")


def read(path: Path, found: Collected) -> bool:
    """Passages of a text file. Form feeds are pages; one space in front opens a column."""
    text, remarks = decode(path.read_bytes())
    for sentence in remarks:
        found.remark(sentence)
    for block in blocks_of(text, found):
        found.add(block)
    return False


def blocks_of(text: str, found: Collected, headings: Collection[int] = frozenset()) -> list[Block]:
    """Passages of a text cut in lines; what was left aside is told to `found`.

    `headings` are the numbers, from 0, of the lines that a look says to be headings.
    """
    lines, dropped = without_repeats(lines_of(cleaning.characters(text), found, headings))
    if dropped:
        found.remark(f"Un passage répété a été retiré ({_counted(dropped)}).")
    return mended(passages(lines))


def lines_of(text: str, found: Collected, headings: Collection[int] = frozenset()) -> list[Line]:
    """Lines that say something, without furniture nor shadow."""
    raw = _raw(text, headings)
    spaced = sum(line[:1] == " " and line[1:2].strip() != "" for line, _heading in raw)
    marked = 0 < spaced <= max(3, len(raw) * 0.1)
    paged = "\f" in text
    lines: list[Line] = []
    gap, opens, page, column, footers = False, False, int(paged), int(marked), 0
    for line, heading in raw:
        page += line.count("\f")
        opens = opens or "\f" in line
        line = line.replace("\f", "")
        text = cleaning.undoubled(cleaning.spaced(line))
        if not text:
            gap = True
            continue
        if cleaning.is_furniture(text) or paged and text.isdigit() and len(text) < 4:
            footers += 1
            continue
        if marked and line[0] == " " and line[1:2].strip():
            opens, column = True, column + bool(lines)
        level, text = cleaning.without_bullet(line)
        text = cleaning.undoubled(cleaning.spaced(text))
        if text and not (lines and len(text) > 20 and lines[-1].text == text):
            lines.append(Line(text, level, gap, opens, page, column, heading))
            gap = opens = False
    if footers:
        found.remark(f"Des pieds de page ont été retirés ({_counted(footers)}).")
    return lines


def _raw(text: str, headings: Collection[int]) -> list[tuple[str, bool]]:
    """Lines as they stand, each with whether a look says it is a heading."""
    return [
        (line, number in headings)
        for number, whole in enumerate(text.split("\n"))
        for line in _INLINE_BULLET.sub("\n", whole).split("\n")
    ]


def _counted(lines: int) -> str:
    return f"{lines} ligne{'s' if lines > 1 else ''}"
