"""Write a book as ODT: real styles, a contents table and page numbers that are fields.

The program that opens the file counts pages its own way: numbers written here are those of
the PDF when they are known, and every one of them is a reference that it brings up to date.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.html import format_html

from exports.blocks import Heading, Paragraph, one_by_one
from exports.books.drawings import PICTURE_HEIGHT, cover_png, drawing_png
from exports.books.html import LONG_TITLE, SHIFT, WIDTH
from exports.books.model import (
    CONTENTS_TITLE,
    FOREWORD,
    FOREWORD_TITLE,
    Article,
    Book,
    at,
    listed,
)
from exports.checks import PageRun, Text
from exports.composing import said
from exports.document import french_date
from exports.odf import pack, rich
from exports.odt import ROW_HEIGHTS, views_of
from exports.odt_parts import box_parts, pictures_of

PARTS = {
    "styles.xml": "exports/odf/book_styles.xml",
    "content.xml": "exports/odf/book_content.xml",
}
LIVE = "La fiche à jour est sur le portail"
GROUND = "Pictures/couverture.png"
# Higher than this, a drawing leaves no room for its note on the page.
MAX_HEIGHT = 215


@dataclass(frozen=True)
class _Label:
    """What the properties of the file say it is."""

    label: str = "Recueil"


@dataclass(frozen=True)
class _Meta:
    """What the properties of the file say around it."""

    title: str
    publisher: str
    imprint: str
    date: object


def render_book_odt(book: Book, numbers: Mapping[str, int] | None = None) -> bytes:
    """The ODT; `numbers`: page of each part, as the PDF has them."""
    writer = _Writer(numbers or {})
    cover = book.cover
    parts = [writer.part(*each) for each in _parts(book)]
    imprint = " · ".join(filter(None, (cover.network, cover.notice)))
    context = {
        "document": _Label(),
        "meta": _Meta(cover.title, cover.network, imprint, cover.date),
        "cover": cover,
        "day": french_date(cover.date),
        "title_size": 25 if len(cover.title) > LONG_TITLE else 34,
        "imprint": imprint,
        # Under the picture when there is one.
        "cover_top": PICTURE_HEIGHT - 16 if cover.picture else 0,
        "width": str(WIDTH),
        "inner_tab": str(WIDTH - 5),
        "contents_title": CONTENTS_TITLE,
        "row_heights": ROW_HEIGHTS,
        "columns": writer.columns,
        "parts": parts,
        "ground": GROUND,
    }
    return pack("text", PARTS, context, writer.pictures | {GROUND: cover_png(cover)})


def _parts(book: Book) -> Iterator[tuple]:
    """Each title with its level and its blocks, in the order of reading."""
    if book.foreword:
        yield FOREWORD, FOREWORD_TITLE, 1, book.foreword, 1
    for annex in book.front:
        yield annex.key, annex.title, 1, annex.blocks, 1
    for chapter in book.chapters:
        lines = listed(at(article.title, [article.key]) for article in chapter.articles)
        yield chapter.key, chapter.title, 1, (*chapter.blocks, *lines), 1
        for article in chapter.articles:
            yield article.key, article.title, 2, (*_head(article), *_foot(article)), SHIFT
    for annex in book.annexes:
        yield annex.key, annex.title, 1, annex.blocks, 1


def _head(article: Article) -> tuple:
    """Its kind, then its text."""
    return (Paragraph(said(article.label, bold=True)), *article.blocks)


def _foot(article: Article) -> tuple:
    """Its source and its address."""
    address = [Paragraph(said(f"{LIVE}\u00a0: {article.url}"))] if article.url else []
    return (*([Paragraph(article.source)] if article.source else []), *address)


class _Writer:
    """Gathers the views of the parts, with the column styles and the pictures they need."""

    def __init__(self, numbers: Mapping[str, int]):
        self.numbers = numbers
        self.columns: list[tuple[str, str]] = []
        self.pictures: dict[str, bytes] = {}
        self.tables = 0

    def part(self, key: str, title: str, level: int, blocks: tuple, shift: int) -> dict:
        views = []
        for block in _deeper(blocks, shift):
            views += self._views(block)
        page = str(self.numbers.get(key, ""))
        return {"key": key, "title": title, "level": level, "page": page, "blocks": views}

    def _views(self, block) -> list[dict]:
        if block.kind == "drawing":
            return [self._drawing(block)]
        if block.kind == "references":
            entries = [rich(self._counted(entry)) for entry in block.entries]
            return [{"kind": block.kind, "style": "LigneIndex", "entries": entries}]
        if block.kind == "definitions":
            entries = [_defined(word, self._counted(text)) for word, text in block.entries]
            return [{"kind": block.kind, "style": "Definition", "entries": entries}]
        self.pictures |= pictures_of(_Blocks((block,)))
        views, columns = views_of((self._known(block),), WIDTH, self.tables + 1)
        self.columns += columns
        self.tables += sum(1 for view in views if view.get("table"))
        return views

    def _drawing(self, block) -> dict:
        path = f"Pictures/dessin-{len(self.pictures) + 1}.png"
        self.pictures[path] = drawing_png(block.svg, block.ratio)
        width = min(WIDTH, MAX_HEIGHT / block.ratio)
        return {
            "kind": "drawing", "name": path[9:-4], "picture": path, "words": block.words,
            "width": f"{width:.1f}", "height": f"{width * block.ratio:.1f}",
            "note": rich(block.note),
        }  # fmt: skip

    def _known(self, block):
        """The block, its page numbers filled with those that are known."""
        if block.kind == "table":
            rows = tuple(tuple(map(self._counted, row)) for row in block.rows)
            return replace(block, rows=rows)
        if block.kind == "items":
            return replace(block, items=tuple(map(self._counted, block.items)))
        if block.kind == "paragraph":
            return replace(block, text=self._counted(block.text))
        return block

    def _counted(self, text: Text) -> Text:
        runs = tuple(
            replace(run, text=str(self.numbers.get(run.page, "")))
            if isinstance(run, PageRun)
            else run
            for run in text.runs
        )
        return Text(runs)


@dataclass(frozen=True)
class _Blocks:
    """What `pictures_of` reads."""

    blocks: tuple


def _deeper(blocks: tuple, shift: int) -> Iterator:
    """The blocks one by one, their headings under the title of their part."""
    for block in one_by_one(blocks):
        for each in box_parts(block) if block.kind == "box" else (block,):
            yield replace(each, level=each.level + shift) if isinstance(each, Heading) else each


def _defined(word: Text, text: Text):
    bold = '<text:span text:style-name="Strong_20_Emphasis">{}</text:span> {}'
    return format_html(bold, rich(word), rich(text))
