"""Write a book as the HTML page that becomes the PDF; every text is escaped by the templates."""

from dataclasses import replace

from django.template.loader import render_to_string

from exports.books.model import (
    COLOURS,
    CONTENTS,
    CONTENTS_TITLE,
    FOREWORD,
    FOREWORD_TITLE,
    Article,
    Book,
)
from exports.document import french_date
from exports.html import BLOCK_VIEWS, rich, shorten, view_of
from exports.qr import qr_svg

# Width of the text, in millimetres: A4 less an inner margin of 24 and an outer one of 17.
WIDTH = 169
# Headings of an article stand under its title, itself under the title of the chapter.
SHIFT = 2
MAX_RUNNING = 70
LONG_TITLE = 60


def book_html(book: Book) -> str:
    """The whole page as a string."""
    cover = book.cover
    context = {
        "cover": cover,
        "colour": COLOURS[cover.colour],
        "day": french_date(cover.date),
        "is_long": len(cover.title) > LONG_TITLE,
        "running_title": shorten(cover.title, MAX_RUNNING),
        "contents": {"key": CONTENTS, "title": CONTENTS_TITLE},
        "foreword": _part(FOREWORD, FOREWORD_TITLE, book.foreword) if book.foreword else None,
        "chapters": [_chapter(chapter) for chapter in book.chapters],
        "front": [_part(annex.key, annex.title, annex.blocks) for annex in book.front],
        "annexes": [_part(annex.key, annex.title, annex.blocks) for annex in book.annexes],
    }
    return render_to_string("exports/books/book.html", context)


def _part(key: str, title: str, blocks: tuple, shift: int = 1) -> dict:
    """A part with its title, and a shorter one for the head of its pages."""
    return {
        "key": key,
        "title": title,
        "running": shorten(title, MAX_RUNNING),
        "blocks": [_view(block, shift) for block in blocks],
    }


def _chapter(chapter) -> dict:
    articles = [_article(article) for article in chapter.articles]
    return _part(chapter.key, chapter.title, chapter.blocks) | {"articles": articles}


def _article(article: Article) -> dict:
    return _part(article.key, article.title, article.blocks, SHIFT) | {
        "label": article.label,
        "source": rich(article.source),
        "url": article.url,
        "drawing": qr_svg(article.url) if article.url else "",
    }


def _view(block, shift: int) -> dict:
    """What the templates need of a block, its headings moved down."""
    if block.kind in BOOK_VIEWS:
        return BOOK_VIEWS[block.kind](block)
    if block.kind == "heading":
        return BLOCK_VIEWS["heading"](replace(block, level=block.level + shift))
    view = view_of(block, WIDTH)
    if block.kind == "pair":
        view["sides"] = [
            [_view(part, shift) for part in side] for side in (block.left, block.right)
        ]
    view["is_deep"] = shift == SHIFT
    return view


def _drawing(block) -> dict:
    return {"kind": "drawing", "svg": block.svg, "note": rich(block.note)}


def _references(block) -> dict:
    return {"kind": "references", "entries": [rich(entry) for entry in block.entries]}


def _definitions(block) -> dict:
    entries = [(rich(word), rich(text)) for word, text in block.entries]
    return {"kind": "definitions", "entries": entries}


BOOK_VIEWS = {"drawing": _drawing, "references": _references, "definitions": _definitions}
