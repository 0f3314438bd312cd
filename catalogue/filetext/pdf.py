"""Text of a PDF, page by page."""

from pathlib import Path

import pypdfium2

from catalogue.filetext.hyphens import rejoin
from catalogue.filetext.keeping import Kept, Unreadable

MAX_PAGES = 2_000


def read(path: Path, kept: Kept) -> None:
    """Give every line to `kept`; a page that cannot be read is passed over."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(str(error)) from error
    failures = 0
    pages = min(len(document), MAX_PAGES)
    for number in range(pages):
        kept.check_time()
        try:
            text = document[number].get_textpage().get_text_range(errors="replace")
        except pypdfium2.PdfiumError:
            failures += 1
            continue
        for line in rejoin(text).splitlines():
            kept.add(line)
    if failures == pages:
        raise Unreadable("no page can be read")
