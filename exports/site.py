"""« Mode chantier »: a document for hands that work. Black and white, large type, one task a
page, a drawing, boxes to tick and room to write."""

from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string

from exports.checks import Text
from exports.html import rich, shorten
from exports.pdf import render_counted
from exports.pictograms import pictogram_for, pictogram_svg
from exports.qr import qr_svg

STYLE = Path(__file__).parent / "print-site.css"
# Signs on a line of text, and lines of text that a page of tasks holds.
LINE_SIGNS, PAGE_LINES = 46, 23
# What one writes on: at least, at most, in lines of 13 mm each worth two of text.
FEWEST, MOST = 4, 9
MAX_RUNNING_TITLE = 48


@dataclass(frozen=True)
class Task:
    """One thing to do: its title, what it asks, and points to tick."""

    title: Text
    text: Text = Text()
    points: tuple[Text, ...] = ()
    # Under the points: what the person, or the instructor, writes.
    prompt: str = "Ce que je note"


@dataclass(frozen=True)
class SiteSheet:
    """The tasks of a record, with the code that says whether they still hold."""

    label: str
    lead: Text
    tasks: tuple[Task, ...]
    url: str


def render_site(sheet: SiteSheet, meta) -> tuple[bytes, int]:
    """The PDF and its number of pages; nothing is fetched from anywhere."""
    page = site_html(sheet, meta)
    return render_counted(page, STYLE, meta.date)


def site_html(sheet: SiteSheet, meta) -> str:
    """The page that becomes the PDF."""
    tasks = [_view(number, task) for number, task in enumerate(sheet.tasks, start=1)]
    return render_to_string(
        "exports/site.html",
        {
            "meta": meta,
            "label": sheet.label,
            "running_title": shorten(meta.title, MAX_RUNNING_TITLE),
            "lead": rich(sheet.lead),
            "tasks": tasks,
            "count": len(tasks),
            "url": sheet.url,
            "drawing": qr_svg(sheet.url),
        },
    )


def _view(number: int, task: Task) -> dict:
    drawing = pictogram_for(task.title.plain, task.text.plain)
    return {
        "number": number,
        "title": rich(task.title),
        "text": rich(task.text),
        "points": [rich(point) for point in task.points],
        "drawing": pictogram_svg(drawing),
        "prompt": task.prompt,
        "lines": range(_lines_left(task)),
    }


def _lines_left(task: Task) -> int:
    """How many lines to write on are left under the text of a task."""
    texts = (task.title, task.text, *task.points)
    used = sum(1 + len(text.plain) // LINE_SIGNS for text in texts if text)
    return min(max((PAGE_LINES - used) // 2, FEWEST), MOST)
