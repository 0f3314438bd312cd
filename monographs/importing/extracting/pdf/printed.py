"""Pages printed from pasted text: each paragraph is a line of another page, cut again or not.

Two signs tell it. The steps between lines are of two heights, the small one inside of a
paragraph; or the next word would have stood at the end of the line, and did not.
"""

from collections import Counter
from dataclasses import dataclass

from catalogue.filetext.hyphens import rejoin
from monographs.importing.document import Block
from monographs.importing.extracting.collecting import Collected
from monographs.importing.extracting.lines import unfinished
from monographs.importing.extracting.pasted import pasted_blocks
from monographs.importing.extracting.pdf.letters import Page
from monographs.importing.extracting.pdf.order import zones
from monographs.importing.extracting.pdf.passages import Look
from monographs.importing.extracting.pdf.rows import rows_of

# Share of the letters that have the one look of the text.
_ONE_LOOK = 0.98
# Lines that make a height of step a habit.
_HABIT = 3
_SHORT = 0.15


@dataclass(frozen=True)
class _Line:
    text: str
    x0: float
    x1: float
    y: float
    zone: int
    page: int


def printed_blocks(pages: list[Page], look: Look, found: Collected) -> list[Block] | None:
    """The passages of pages printed from pasted text; None when the pages are laid out."""
    if not _one_look(pages, look.body):
        return None
    lines = _lines(pages)
    tight, loose = _steps(lines, look.body)
    if not loose and not _end_early(lines, look.body):
        return None
    return pasted_blocks(_paragraphs(lines, tight, loose, look), found)


def _one_look(pages: list[Page], body: float) -> bool:
    """Whether one size and one weight are all that is seen, without any table."""
    plain = total = 0
    for run in (run for page in pages for run in page.runs):
        total += len(run.text)
        plain += len(run.text) * (abs(run.size - body) < body * 0.05 and not run.bold)
    return plain >= total * _ONE_LOOK and not any(page.rules for page in pages)


def _lines(pages: list[Page]) -> list[_Line]:
    found: list[_Line] = []
    for page in pages:
        for number, zone in enumerate(zones(page.runs)):
            for row in rows_of(zone.runs):
                text = " ".join(run.text for run in row)
                found.append(_Line(text, row[0].x0, row[-1].x1, row[0].y, number, page.number))
    return found


def _near(before: _Line, after: _Line) -> bool:
    return (before.page, before.zone) == (after.page, after.zone)


def _steps(lines: list[_Line], body: float) -> tuple[float, float]:
    """The height of a step inside of a paragraph, and between two; the second 0 without one."""
    steps = Counter(
        round((after.y - before.y) * 2) / 2
        for before, after in zip(lines, lines[1:], strict=False)
        if _near(before, after) and body * 0.9 < after.y - before.y < body * 2.2
    )
    usual = sorted(step for step, count in steps.items() if count >= _HABIT)
    if not usual:
        return 0, 0
    bigger = [step for step in usual if step > usual[0] * 1.1]
    loose = max(bigger, key=lambda step: steps[step], default=0)
    return usual[0], loose


def _end_early(lines: list[_Line], body: float) -> bool:
    """Whether lines often end in the middle of a sentence, with room for the next word."""
    right = max((line.x1 for line in lines), default=0)
    pairs = [pair for pair in zip(lines, lines[1:], strict=False) if _near(*pair)]
    early = 0
    for before, after in pairs:
        letter = (before.x1 - before.x0) / max(len(before.text), 1)
        room = right - before.x1 - letter * (len(after.text.split(" ")[0]) + 1)
        cut = unfinished(before.text) and after.text[:1].islower()
        early += cut and room > body * 0.5
    return early > max(_HABIT, len(pairs) * _SHORT)


def _paragraphs(lines: list[_Line], tight: float, loose: float, look: Look) -> list[str]:
    """The text of each paragraph; a form feed opens a page, an empty one is a wide white."""
    texts: list[str] = []
    for rank, line in enumerate(lines):
        before = lines[rank - 1] if rank else line
        step = line.y - before.y
        if rank and loose and _near(before, line) and step < (tight + loose) / 2:
            texts[-1] = rejoin(f"{texts[-1]}\n{line.text}", look.known).replace("\n", " ")
            continue
        if rank and _near(before, line) and step > (loose or tight) * 1.5:
            texts.append("")
        texts.append("\f" * (line.page - before.page) + line.text)
    return texts
