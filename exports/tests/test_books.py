"""A book as PDF: its page numbers are right, its tags sound, and nothing comes from outside."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from exports.books import checking
from exports.books.checking import page_faults
from exports.books.model import Article, Chapter, Picture, References, at
from exports.books.pdf import BookFetcher, render_book
from exports.structure import faults_of
from exports.tests.books import COVER, make_article, make_book


@pytest.fixture(scope="module")
def laid():
    return render_book(make_book())


def words(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    finally:
        pdf.close()


def test_each_number_of_the_contents_and_of_the_index_is_the_page_of_the_title(laid):
    assert page_faults(laid.data, make_book()) == []


def test_a_wrong_number_is_seen(laid):
    """The same file, compared with a book whose index should say the pages in another order."""
    book = make_book()
    index = book.annexes[1]
    other = References((at("Les Ateliers", ["fiche-2", "fiche-1", "fiche-3"]),))
    annexes = (book.annexes[0], replace(index, blocks=(index.blocks[0], other)), book.annexes[2])
    faults = page_faults(laid.data, replace(book, annexes=annexes))
    assert len(faults) == 1
    assert faults[0].startswith("Index")


def test_a_wrong_number_of_the_contents_is_seen(laid, monkeypatch):
    """As if the layout had put the second record one page further than the contents say."""
    standing = checking._standing

    def later(book, places, texts):
        pages, faults = standing(book, places, texts)
        return pages | {"fiche-2": pages["fiche-2"] + 1}, faults

    monkeypatch.setattr(checking, "_standing", later)
    faults = page_faults(laid.data, make_book())
    assert faults[0].startswith("sommaire\u00a0: «\u00a0Semer en godets\u00a0»")


def test_a_title_that_is_not_there_is_seen(laid):
    book = make_book()
    chapter = replace(book.chapters[1], articles=(make_article(3, "Un autre titre"),))
    faults = page_faults(laid.data, replace(book, chapters=(book.chapters[0], chapter)))
    assert faults == ["pas de signet pour «\u00a0Un autre titre\u00a0»"]


def test_tags_language_title_and_bookmarks_are_sound(laid):
    assert faults_of(laid.data, COVER.title) == []


def test_the_long_record_runs_over_and_the_next_starts_a_page(laid):
    pages = words(laid.data)
    assert laid.numbers["fiche-2"] - laid.numbers["fiche-1"] > 1
    assert "Semer en godets" in pages[laid.numbers["fiche-2"] - 1]
    assert "Tailler une haie" not in pages[laid.numbers["fiche-2"] - 1]


def test_the_head_of_a_page_names_the_book_at_the_left_and_the_part_at_the_right(laid):
    pages = words(laid.data)
    inside = [laid.numbers["fiche-1"], laid.numbers["fiche-1"] + 1]
    heads = {number % 2: pages[number - 1] for number in inside}
    assert COVER.title in heads[0]
    assert "Jardiner" in heads[1]


def test_the_cover_says_for_whom_and_every_page_repeats_it():
    cover = replace(COVER, notice="Usage interne")
    pages = words(render_book(make_book(cover=cover, chapters=(), annexes=())).data)
    assert all("Usage interne" in page for page in pages)


def test_hostile_texts_are_printed_as_they_stand():
    title = "<script>alert(1)</script> {{ 7*7 }} \u202eabc \U0001f600 مرحبا " + "w" * 150
    article = make_article(1, "Un titre", url="")
    article = Article(article.key, title, "<b>", article.blocks)
    chapter = Chapter("partie-1", "&lt;i&gt; {% now %}", (article,))
    data = render_book(make_book(chapters=(chapter,), annexes=())).data
    text = "".join(words(data)).replace(" ", "")
    assert "<script>alert(1)</script>{{7*7}}" in text
    assert "&lt;i&gt;{%now%}" in text


def test_a_picture_of_the_cover_is_given_by_the_book_and_nothing_else_is_fetched():
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "#1e5945").save(target, "JPEG")
    picture = Picture(target.getvalue(), "image/jpeg", "Une haie")
    book = make_book(cover=replace(COVER, picture=picture, logo=picture), chapters=(), annexes=())
    assert faults_of(render_book(book).data, COVER.title) == []
    fetcher = BookFetcher(book)
    for url in ("https://example.org/a.png", "file:///etc/passwd", "exports-picture:autre"):
        with pytest.raises(ValueError, match="bundled fonts"):
            fetcher.fetch(url)


def test_an_unknown_colour_or_key_is_refused():
    with pytest.raises(ValueError, match="colour"):
        replace(COVER, colour="red;}")
    with pytest.raises(ValueError, match="key"):
        make_article(1, key='x" onload="')


def test_what_the_report_raises_stops_the_layout():
    class Stop(Exception):
        pass

    said = []

    def report(turn, page):
        said.append((turn, page))
        if page == 2:
            raise Stop

    with pytest.raises(Stop):
        render_book(make_book(), report)
    assert said == [(1, 1), (1, 2)]


def test_the_same_book_gives_the_same_bytes(laid):
    assert render_book(make_book()).data == laid.data
