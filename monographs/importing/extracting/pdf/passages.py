"""From runs of a zone to passages: lines, then headings, items, paragraphs, notes."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median

from catalogue.filetext.hyphens import rejoin
from monographs.importing.document import Block, Nature
from monographs.importing.extracting import cleaning
from monographs.importing.extracting.lines import calls_for_more, in_capitals, unfinished
from monographs.importing.extracting.pdf.letters import Run
from monographs.importing.extracting.pdf.rows import Line

_HEADING_WORDS = 26
# A title in bold that says it all.
_TITLE_WORDS = 30
_NOTE = re.compile(r"(?:\[?\d{1,2}\]?|\*)[ .]?\s*\S")


@dataclass(frozen=True)
class Look:
    """The size of the letters of the text, and the usual step between its lines."""

    body: float
    step: float
    known: frozenset[str] = frozenset()


def look_of(runs: list[Run]) -> Look:
    """The look of the main text of a document."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size * 2) / 2] += len(run.text)
    body = sizes.most_common(1)[0][0]
    return Look(body, body * 1.2)


def blocks_of(lines: list[Line], look: Look, page: int, column: int) -> list[Block]:
    """Passages of one zone."""
    right = _right(lines)
    groups: list[list[Line]] = []
    for line in lines:
        group = groups[-1] if groups else []
        if group and _goes_on(group, line, right, look):
            group.append(line)
        else:
            groups.append([line])
    outer = min((group[0].x0 for group in groups if group[0].level), default=0)
    return [block for group in groups if (block := _block(group, look, outer, page, column))]


def _right(lines: list[Line]) -> float:
    ends = sorted(line.x1 for line in lines)
    return ends[int((len(ends) - 1) * 0.95)] if ends else 0


def _goes_on(group: list[Line], line: Line, right: float, look: Look) -> bool:
    """Whether a line belongs to the passage before it."""
    before = group[-1]
    a, b = before.text, line.text
    if line.level or not b:
        return False
    mid = unfinished(a) and (b[0].islower() or calls_for_more(a))
    if not 0.88 < line.size / before.size < 1.14:
        return False
    step = line.y - before.y
    if step < 1:
        # A label, then its text.
        return False
    wide = 1.42 if unfinished(a) else 1.16
    if step > look.step * max(1.0, line.size / look.body) * wide:
        return mid and step < line.size * 3 and not in_capitals(a)
    if line.bold != before.bold and not (mid and not _whole_bold(group)):
        return False
    # « l’association LES JARDINS », cut before « DU CANAL »: a name goes on in capitals.
    named = unfinished(a) and a.split()[-1].isupper() and step <= look.step * 1.16
    if in_capitals(a) != in_capitals(b) and not (mid or named):
        return False
    if before.size > look.body * 1.14:
        return True
    if group[0].level and line.x0 < group[0].begin - 4 and not mid:
        return False
    if mid:
        return True
    return not _ended(group, line, right)


def _whole_bold(group: list[Line]) -> bool:
    return all(line.bold for line in group) and len(group) < 3 and not group[0].level


def _ended(group: list[Line], line: Line, right: float) -> bool:
    """Whether the last line was ended by hand: the next word would have stood on it."""
    before = group[-1]
    letters = max(len(before.text), 1)
    word = len(line.text.split(" ")[0]) + 1
    room = right - before.x1 - word * (before.x1 - before.x0) / letters
    if room > before.size * 0.5:
        return True
    indented = line.x0 > min(one.x0 for one in group) + before.size * 0.8
    return not unfinished(before.text) and indented and not group[0].level


def _block(group: list[Line], look: Look, outer: float, page: int, column: int) -> Block | None:
    first = group[0]
    text = rejoin("\n".join(line.text for line in group), look.known).replace("\n", " ")
    text = cleaning.undoubled(cleaning.words(text))
    if not any(char.isalnum() for char in text):
        return None
    size = round(median(line.size for line in group), 1)
    bold = all(line.bold for line in group)
    nature, level = _nature(text, first, size, bold, look), 0
    if nature == Nature.ITEM:
        level = max(first.level, 2 if first.x0 > outer + look.body * 0.8 else 1)
    return Block(text, nature, level, page, column, size, bold)


def _nature(text: str, first: Line, size: float, bold: bool, look: Look) -> Nature:
    short = len(text.split()) <= _HEADING_WORDS
    big = size > look.body * 1.1
    if short and (big or in_capitals(text)) and not (first.level and not big):
        return Nature.HEADING
    titled = len(text.split()) <= _TITLE_WORDS and not text.endswith((".", ",", ";"))
    if bold and titled:
        if not first.level or text[0].isdigit():
            return Nature.HEADING
    if size < look.body * 0.88 and _NOTE.match(text) and (first.level or text[0] in "[*0123456789"):
        return Nature.NOTE
    return Nature.ITEM if first.level else Nature.PARAGRAPH


def levelled(blocks: list[Block], body: float) -> list[Block]:
    """Headings with their levels: the biggest letters first, then capitals and bold ones."""
    sizes = sorted(
        {
            round(block.size)
            for block in blocks
            if block.nature == Nature.HEADING and block.size > body * 1.1
        },
        reverse=True,
    )
    titles = any(
        block.nature == Nature.HEADING and block.size <= body * 1.1 and in_capitals(block.text)
        for block in blocks
    )
    return [
        replace(block, level=_level(block, sizes, body, titles))
        if block.nature == Nature.HEADING
        else block
        for block in blocks
    ]


def _level(block: Block, sizes: list[int], body: float, titles: bool) -> int:
    if block.size > body * 1.1:
        return min(sizes.index(round(block.size)) + 1, 6)
    return min(len(sizes) + 1 + (titles and not in_capitals(block.text)), 6)
