"""Pages printed from pasted text: each paragraph is a line of another page, cut again or not.

It shows where a sentence goes on at the next line though its next word had room on this one.
When the steps between lines are of two heights, the small one is inside of a paragraph.
"""

from collections import Counter
from dataclasses import dataclass, replace

from catalogue.filetext.hyphens import rejoin
from monographs.importing.document import Block
from monographs.importing.extracting.collecting import Collected
from monographs.importing.extracting.lines import unfinished
from monographs.importing.extracting.pasted import marked, pasted_blocks
from monographs.importing.extracting.pdf.letters import Page
from monographs.importing.extracting.pdf.order import zones
from monographs.importing.extracting.pdf.passages import Look
from monographs.importing.extracting.pdf.rows import rows_of

_HEADING_WORDS = 16
# Lines that make a height of step a habit.
_HABIT = 3
# Share of the lines cut in a sentence that end too early.
_EARLY = 0.18


@dataclass(frozen=True)
class _Line:
    text: str
    x0: float
    x1: float
    y: float
    zone: int
    page: int
    look: str

    @property
    def shown(self) -> bool:
        """Whether it looks like a heading, or a part of one."""
        few = len(self.text.split()) <= _HEADING_WORDS
        return few and self.look in ("bold", "big") and not self.text.endswith((".", ",", ";"))


def printed_blocks(pages: list[Page], look: Look, found: Collected) -> list[Block] | None:
    """The passages of pages printed from pasted text; None when the pages are laid out.

    The tables drawn on the pages are gathered already: with one of them, nothing is pasted.
    """
    if any(run.table for page in pages for run in page.runs):
        return None
    lines = _lines(pages, look.body)
    paragraphs = _paragraphs(lines, look)
    texts = [paragraph.text for paragraph in paragraphs]
    if not marked(texts) and not _end_early(lines, look.body):
        return None
    shown = [number for number, paragraph in enumerate(paragraphs) if paragraph.shown]
    return pasted_blocks(texts, shown, found)


def _lines(pages: list[Page], body: float) -> list[_Line]:
    found: list[_Line] = []
    for page in pages:
        for number, zone in enumerate(zones(page.runs)):
            for row in rows_of(zone.runs):
                text = " ".join(run.text for run in row)
                letters = sum(len(run.text) for run in row)
                bold = sum(len(run.text) for run in row if run.bold) * 2 > letters
                size = max(row, key=lambda run: len(run.text)).size
                look = _look(bold, size / body)
                found.append(
                    _Line(text, row[0].x0, row[-1].x1, row[0].y, number, page.number, look)
                )
    return found


def _look(bold: bool, size: float) -> str:
    """How a line differs from the text: not at all, « bold », « big », « small »."""
    if size > 1.1 or size < 0.9:
        return "big" if size > 1 else "small"
    return "bold" if bold else ""


def _near(before: _Line, after: _Line) -> bool:
    place = (before.page, before.zone, before.look)
    return place == (after.page, after.zone, after.look)


def _steps(lines: list[_Line], body: float) -> tuple[float, float]:
    """The height of a step inside of a paragraph, and between two; the second 0 without one."""
    steps = Counter(
        round((after.y - before.y) * 2) / 2
        for before, after in zip(lines, lines[1:], strict=False)
        if _near(before, after) and not after.look and body * 0.9 < after.y - before.y < body * 2.2
    )
    usual = sorted(step for step, count in steps.items() if count >= _HABIT)
    if not usual:
        return 0, 0
    bigger = [step for step in usual if step > usual[0] * 1.1]
    loose = max(bigger, key=lambda step: steps[step], default=0)
    return usual[0], loose


def _end_early(lines: list[_Line], body: float) -> bool:
    """Whether lines often end in the middle of a sentence, with room for the next word."""
    right: dict[tuple[int, int], float] = {}
    for line in lines:
        right[line.page, line.zone] = max(right.get((line.page, line.zone), 0), line.x1)
    pairs = [
        pair for pair in zip(lines, lines[1:], strict=False) if _near(*pair) and not pair[0].look
    ]
    cut = early = 0
    for before, after in pairs:
        if not unfinished(before.text) or not after.text[:1].islower():
            continue
        letter = (before.x1 - before.x0) / max(len(before.text), 1)
        word = letter * (len(after.text.split(" ")[0]) + 1)
        cut += 1
        early += right[before.page, before.zone] - before.x1 - word > body * 0.5
    return early > max(_HABIT, cut * _EARLY)


def _paragraphs(lines: list[_Line], look: Look) -> list[_Line]:
    """Lines that the page cut again are whole; a form feed opens a page, « » is a wide white."""
    tight, loose = _steps(lines, look.body)
    whole: list[_Line] = []
    for rank, line in enumerate(lines):
        before = lines[rank - 1] if rank else line
        step = line.y - before.y
        if rank and loose and _near(before, line) and step < (tight + loose) / 2:
            text = rejoin(f"{whole[-1].text}\n{line.text}", look.known).replace("\n", " ")
            whole[-1] = replace(whole[-1], text=text)
            continue
        if rank and _near(before, line) and step > (loose or tight) * 1.5:
            whole.append(replace(line, text=""))
        whole.append(replace(line, text="\f" * (line.page - before.page) + line.text))
    return whole
