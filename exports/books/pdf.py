"""Write a book as a tagged PDF (PDF/UA-1), page numbers and cross-references included."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from weasyprint.urls import URLFetcherResponse

from exports.books.covers import cover_svg
from exports.books.html import book_html
from exports.books.model import Book
from exports.pdf import FOLDER, LOCK, FontsOnly, lay_out, written

SHEETS = (
    *(FOLDER / name for name in ("print.css", "print-parts.css", "print-record.css")),
    Path(__file__).parent / "print-book.css",
    Path(__file__).parent / "print-book-parts.css",
)
# WeasyPrint says here which page it lays out.
PROGRESS = "weasyprint.progress"

# Told which pass the layout is at (the first is 1), and which page; page 0: the file is written.
Report = Callable[[int, int], None]


class BookFetcher(FontsOnly):
    """Knows the bundled fonts and the pictures of one book, given as bytes; nothing else."""

    def __init__(self, book: Book):
        super().__init__()
        cover = book.cover
        self.known = {
            "exports-picture:art": ("image/svg+xml", cover_svg(cover.colour, cover.shape))
        }
        for name, picture in (("photo", cover.picture), ("logo", cover.logo)):
            if picture:
                self.known[f"exports-picture:{name}"] = (picture.mime, picture.data)

    def fetch(self, url, headers=None):
        """Return a picture of the book or a font, or refuse."""
        if url in self.known:
            mime, data = self.known[url]
            return URLFetcherResponse(url, data, {"Content-Type": mime})
        return super().fetch(url, headers)


@dataclass(frozen=True)
class Laid:
    """A book laid out: its file, how many pages, and on which page each part begins."""

    data: bytes
    pages: int
    numbers: dict[str, int]


def render_book(book: Book, report: Report = lambda turn, page: None) -> Laid:
    """The PDF of a book.

    `report` is told where the layout stands, page by page; what it raises stops the work. Page
    numbers are known after a first pass: the others lay out again the pages that give them.
    """
    page = book_html(book)
    with LOCK, _told(report):
        layout = lay_out(page, *SHEETS, fetcher=BookFetcher(book))
        report(0, 0)
        data = written(layout, page, book.cover.date)
    return Laid(data, len(layout.pages), _numbers(layout))


def _numbers(layout) -> dict[str, int]:
    """The page where each part begins, the cover being the first."""
    found: dict[str, int] = {}
    for number, page in enumerate(layout.pages, start=1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


class _Teller(logging.Handler):
    """Passes on the progress of the layout; lets what the report raises go through."""

    def __init__(self, report: Report):
        super().__init__(logging.INFO)
        self.report, self.turn = report, 1

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith("Step 5") and record.args:
            if "Repagination" in record.msg:
                self.turn += 1
            else:
                self.report(self.turn, record.args[0])


@contextmanager
def _told(report: Report) -> Iterator[None]:
    logger, teller = logging.getLogger(PROGRESS), _Teller(report)
    level, propagates = logger.level, logger.propagate
    logger.addHandler(teller)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(teller)
        logger.setLevel(level)
        logger.propagate = propagates
