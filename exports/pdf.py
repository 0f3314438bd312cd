"""Write a text document as a tagged PDF (PDF/UA-1), with WeasyPrint.

Nothing but the bundled fonts and the given pictures can be loaded: no address, no file of
the server.
"""

import datetime
import hashlib
import os
import threading
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from exports.blocks import one_by_one
from exports.html import document_html, picture_url

FOLDER = Path(__file__).parent
COMMON = FOLDER / "print-common.css"
# The sheet, what stands on it, and the tighter setting: later rules win.
SHEETS = tuple(
    FOLDER / name
    for name in (
        "print.css",
        "print-parts.css",
        "print-record.css",
        "print-tight.css",
        "print-dense.css",
        "print-compact.css",
        "print-given.css",
    )
)
FONTS = {
    "exports-font:normal": "atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "exports-font:italic": "atkinson-hyperlegible-next-latin-wght-italic.woff2",
    # Fields embed their font whole: one weight, not a variable font to be set at each making.
    "exports-font:fields": "atkinson-hyperlegible-next-latin-400-fields.woff2",
}
# The variable by which fontTools, like most builders, is told the time.
CLOCK = "SOURCE_DATE_EPOCH"
EPOCH = datetime.date(1970, 1, 1).toordinal()
# The font map behind the shared style sheet is not made for concurrent use.
LOCK = threading.Lock()
TIGHT = "tight"
# Only for a document that has a goal of pages, and does not hold on them.
DENSER = ("tight dense", "tight dense compact")
# A short document is laid out a second time, tighter, and kept so if that saves a page.
MAX_TIGHTENED_PAGES = 9


class FontsOnly(URLFetcher):
    """A fetcher that knows the bundled fonts, the pictures it is given, and nothing else."""

    def __init__(self, pictures=None):
        super().__init__(allowed_protocols=())
        self.pictures = pictures or {}

    def fetch(self, url, headers=None):
        """Return a bundled font or a given picture (PNG bytes by address), or refuse."""
        if url in self.pictures:
            return URLFetcherResponse(url, self.pictures[url], {"Content-Type": "image/png"})
        if url not in FONTS:
            raise ValueError("Only the bundled fonts may be loaded.")
        data = (FOLDER / "fonts" / FONTS[url]).read_bytes()
        return URLFetcherResponse(url, data, {"Content-Type": "font/woff2"})


@cache
def _style(*sheets):
    """Parse the style sheets and load the fonts once per process."""
    fonts = FontConfiguration()
    text = "".join(path.read_text(encoding="utf-8") for path in (COMMON, *sheets))
    sheet = CSS(string=text, font_config=fonts, url_fetcher=FontsOnly(), base_url="exports:")
    return sheet, fonts


def render_pdf(document, meta):
    """Return the PDF as bytes; the same document always gives the same bytes."""
    return render_document(document, meta)[0]


def render_document(document, meta, fillable=False):
    """Return the PDF and its number of pages; tighter when that saves a page.

    When it is ``fillable``, one writes in it on a screen: every place to write is a field.
    """
    fetcher = FontsOnly(pictures_of(document))

    def laid_out(setting=""):
        html = document_html(document, meta, setting, fillable)
        return lay_out(html, *SHEETS, fetcher=fetcher, pdf_forms=fillable), html

    def smaller(layout, setting):
        """The same, or as it was when that saves no page: never smaller for nothing."""
        return min(layout, laid_out(setting)[0], key=lambda each: len(each.pages))

    with LOCK:
        layout, page = laid_out(TIGHT if document.is_tight else "")
        if not document.is_tight and 1 < len(layout.pages) <= MAX_TIGHTENED_PAGES:
            layout = smaller(layout, TIGHT)
            for setting in DENSER:
                if 0 < document.goal < len(layout.pages):
                    layout = smaller(layout, setting)
        return written(layout, page, meta.date, fillable), len(layout.pages)


def pictures_of(document):
    """The pictures that come with a document, by the address its page asks for."""
    pictures = (block for block in one_by_one(document.blocks) if block.kind == "picture")
    return {picture_url(block): block.data for block in pictures}


def render_page(page, sheet, date):
    """Return a page of ours as a tagged PDF: its HTML, the path of its style sheet, its date.

    Nothing is fetched: pictures stand in the page as SVG, fonts are the bundled ones.
    """
    return render_counted(page, sheet, date)[0]


def render_counted(page, sheet, date):
    """The same as ``render_page``, and the number of its pages."""
    with LOCK:
        layout = lay_out(page, sheet)
        return written(layout, page, date), len(layout.pages)


def written(layout, page, date, fillable=False):
    """Write the pages; the same page of the same day always gives the same bytes."""
    digest = hashlib.sha256(page.encode()).digest()[:16]
    with _clock_stopped(date):
        return layout.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=digest, pdf_forms=fillable)


@contextmanager
def _clock_stopped(date):
    """Have the embedded fonts bear the date of the document, not the time of writing."""
    before = os.environ.get(CLOCK)
    os.environ[CLOCK] = str(max(0, date.toordinal() - EPOCH) * 86400)
    try:
        yield
    finally:
        os.environ.pop(CLOCK)
        if before is not None:
            os.environ[CLOCK] = before


def lay_out(page, *sheets, fetcher=None, pdf_forms=False):
    """Cut the HTML page into printed pages; whoever calls holds `LOCK`."""
    sheet, fonts = _style(*sheets)
    html = HTML(string=page, url_fetcher=fetcher or FontsOnly(), base_url="exports:")
    return html.render(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", pdf_forms=pdf_forms
    )
