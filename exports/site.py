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
# Signs on a line of text; height of such a line, and of a line to write on; what a page has
# for both, its head taken off. Millimetres.
LINE_SIGNS, TEXT_HEIGHT, WRITING_HEIGHT, ROOM = 44, 9.5, 13, 185
FEWEST, MOST = 4, 13
# Beyond this, the list of the first page is set tighter.
MANY = 8
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
    data, count = render_counted(site_html(sheet, meta), STYLE, meta.date)
    if count > 1 + len(sheet.tasks) and len(sheet.tasks) <= MANY:
        # The first page runs over: its list is set tighter when that brings it back.
        tighter = render_counted(site_html(sheet, meta, are_many=True), STYLE, meta.date)
        return min((data, count), tighter, key=lambda each: each[1])
    return data, count


def site_html(sheet: SiteSheet, meta, are_many: bool = False) -> str:
    """The page that becomes the PDF; ``are_many``: the list of the first page set tighter."""
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
            "are_many": are_many or len(tasks) > MANY,
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
    return min(max(int((ROOM - used * TEXT_HEIGHT) // WRITING_HEIGHT), FEWEST), MOST)
