"""What is printed on every page: running titles, footers, numbers of pages."""

import re
from collections import Counter

from monographs.importing.extracting.cleaning import is_furniture
from monographs.importing.extracting.pdf.letters import Page, Run

# Share of the height, at the top and at the foot, where furniture stands.
_MARGIN = 0.1
_NUMBER = re.compile(r"[-–—|• ]*\d{1,4}[-–—|• ]*(?:\d{1,4})?")


def without_furniture(pages: list[Page], body: float) -> int:
    """Take away what repeats in the margins of the pages; how many lines went.

    A line bigger than the text stays once: it may be the only title.
    """
    shared = _shared(pages)
    seen: set[str] = set()
    dropped = 0
    for page in pages:
        for row in _margin_rows(page):
            key = _key(row)
            title = max(run.size for run in row) > body * 1.3 and key not in seen
            seen.add(key)
            text = " ".join(run.text for run in row).strip()
            number = bool(_NUMBER.fullmatch(text)) and not _inside(page, row)
            if number or is_furniture(text) or key in shared and not title:
                gone = {id(run) for run in row}
                page.runs = [run for run in page.runs if id(run) not in gone]
                dropped += 1
    return dropped


def _shared(pages: list[Page]) -> set[str]:
    """Lines that stand in the margins of at least two pages out of five."""
    counts = Counter(key for page in pages for key in {_key(row) for row in _margin_rows(page)})
    enough = max(2, len(pages) * 0.4)
    return {key for key, count in counts.items() if count >= enough and key.strip("#| ")}


def _key(row: list[Run]) -> str:
    """A line without its numbers, and where it stands."""
    text = re.sub(r"\d+", "#", " ".join(run.text for run in row)).casefold()
    return f"{text}|{round(row[0].y / 8)}"


def _margin_rows(page: Page) -> list[list[Run]]:
    rows: dict[int, list[Run]] = {}
    for run in page.runs:
        if run.y < page.height * _MARGIN or run.y > page.height * (1 - _MARGIN):
            rows.setdefault(round(run.y), []).append(run)
    return [sorted(row, key=lambda run: run.x0) for _y, row in sorted(rows.items())]


def _inside(page: Page, row: list[Run]) -> bool:
    """Whether text goes on beyond the line: a number of page is the first or the last thing."""
    y = row[0].y
    beyond = (run.y > y + 2 for run in page.runs) if y > page.height / 2 else None
    return any(beyond) if beyond else any(run.y < y - 2 for run in page.runs)
