"""Opens the PDF of a book and says which page numbers are wrong: contents and references.

The page of a part is where its bookmark leads and its title stands, read in the file itself;
every number printed in the contents, in an index, in a table is compared with it.
"""

import re
from collections.abc import Iterator

import pypdfium2

from exports.books.model import CONTENTS_TITLE, FOREWORD, FOREWORD_TITLE, Book
from exports.checks import PageRun, Text

# Signs that the layout adds or moves: blanks, leaders, hyphens at line ends.
NOISE = re.compile("[\\s.\u00ad\ufffe\u2010\u2011-]+")


def page_faults(data: bytes, book: Book) -> list[str]:
    """What is wrong, in words; an empty list when every number is right."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        texts = [_bare(page.get_textpage().get_text_range()) for page in pdf]
        marks = [(_bare(mark.get_title()), mark.get_dest()) for mark in pdf.get_toc()]
        places = [(title, dest.get_index() + 1) for title, dest in marks if dest]
    finally:
        pdf.close()
    pages, faults = _standing(book, places, texts)
    if faults:
        return faults
    return [*_contents_faults(book, pages, "".join(texts)), *_reference_faults(book, pages, texts)]


def titles_of(book: Book) -> Iterator[tuple[str, str]]:
    """(key, title) of every part, in the order of reading."""
    if book.foreword:
        yield FOREWORD, FOREWORD_TITLE
    for annex in book.front:
        yield annex.key, annex.title
    for chapter in book.chapters:
        yield chapter.key, chapter.title
        for article in chapter.articles:
            yield article.key, article.title
    for annex in book.annexes:
        yield annex.key, annex.title


def _bare(text: str) -> str:
    return NOISE.sub("", text)


def _standing(book: Book, places, texts) -> tuple[dict[str, int], list[str]]:
    """The page of each part: the next bookmark of that title, on a page that bears it."""
    pages, faults, start = {}, [], 0
    for key, title in titles_of(book):
        bare = _bare(title)
        found = next((i for i in range(start, len(places)) if places[i][0] == bare), None)
        if found is None:
            faults.append(f"pas de signet pour «\u00a0{title}\u00a0»")
            continue
        start, pages[key] = found + 1, places[found][1]
        if bare not in texts[pages[key] - 1]:
            faults.append(f"«\u00a0{title}\u00a0» n’est pas page {pages[key]}")
    return pages, faults


def _contents_faults(book: Book, pages: dict[str, int], text: str) -> Iterator[str]:
    """Each line of the contents, in order: its title, then its number."""
    place = text.find(_bare(CONTENTS_TITLE))
    for key, title in titles_of(book):
        line = f"{_bare(title)}{pages[key]}"
        found = text.find(line, place)
        if found < 0 or text[found + len(line) : found + len(line) + 1].isdigit():
            yield f"sommaire\u00a0: «\u00a0{title}\u00a0» n’a pas le numéro {pages[key]}"
        else:
            place = found + len(line)


def _reference_faults(book: Book, pages: dict[str, int], texts: list[str]) -> Iterator[str]:
    """Each line that gives page numbers stands in its annex, with the right numbers."""
    annexes = [*book.front, *book.annexes]
    for annex in annexes:
        later = [page for page in pages.values() if page > pages[annex.key]]
        last = min(later, default=len(texts) + 1)
        text = "".join(texts[pages[annex.key] - 1 : last])
        for line in _lines(annex.blocks):
            said = _bare("".join(_said(each, pages) for each in line))
            if said not in text:
                yield f"{annex.title}\u00a0: «\u00a0{said[:90]}\u00a0» ne s’y lit pas"


def _lines(blocks) -> Iterator[tuple[Text, ...]]:
    for block in blocks:
        if block.kind in ("references", "definitions"):
            yield from (each if isinstance(each, tuple) else (each,) for each in block.entries)
        elif block.kind == "table":
            yield from block.rows


def _said(text: Text, pages: dict[str, int]) -> str:
    """The words with their numbers, as they must be printed."""
    return "".join(
        str(pages.get(run.page, "?")) if isinstance(run, PageRun) else run.text for run in text.runs
    )
