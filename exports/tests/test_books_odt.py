"""A book as ODT: real styles, a contents table, references that lead somewhere."""

import io
from dataclasses import replace

import odfdo
import pytest
from lxml import etree

from exports.books.odt import render_book_odt
from exports.tests.books import COVER, TITLES, make_article, make_book


@pytest.fixture(scope="module")
def text():
    numbers = {"fiche-1": 7, "fiche-2": 9, "fiche-3": 12}
    return odfdo.Document(io.BytesIO(render_book_odt(make_book(), numbers)))


def root_of(text, part="content.xml"):
    return etree.fromstring(text.get_part(part).serialize())


def found(text, path, part="content.xml"):
    root = root_of(text, part)
    return root.xpath(path, namespaces=root.nsmap)


def test_headings_have_their_levels(text):
    titles = [(each.level, str(each).strip()) for each in text.body.headers]
    assert titles[0] == ("1", "Avant-propos")
    assert ("1", "Jardiner") in titles
    assert ("2", TITLES[0]) in titles
    assert ("3", "Les étapes") in titles
    assert ("4", "Les objectifs") in titles
    assert ("4", "Un encadré") in titles


def test_the_contents_table_is_real_and_already_filled(text):
    table = "//text:table-of-content"
    said = ["".join(line.itertext()) for line in found(text, f"{table}/text:index-body/text:p")]
    styles = found(text, f"{table}//text:index-source-style/@text:style-name")
    titles = [each for each in text.body.headers if each.style in styles]
    assert len(said) == len(titles) == 10
    assert any(TITLES[0] in line and line.endswith("7") for line in said)
    assert found(text, f"{table}/text:table-of-content-source/@text:outline-level") == ["2"]


def test_every_reference_leads_to_a_bookmark(text):
    targets = set(found(text, "//text:bookmark/@text:name"))
    asked = set(found(text, "//text:bookmark-ref/@text:ref-name"))
    assert asked
    assert asked <= targets
    assert set(found(text, "//text:bookmark-ref/@text:reference-format")) == {"page"}


def test_every_style_that_is_worn_is_defined(text):
    parts = ("content.xml", "styles.xml")
    worn = {n for p in parts for n in found(text, "//@text:style-name | //@table:style-name", p)}
    paths = "//style:style/@style:name | //text:list-style/@style:name"
    assert worn <= {name for part in parts for name in found(text, paths, part)}


def test_the_head_of_pages_names_the_part_and_pages_are_recto_and_verso(text):
    levels = "//style:header/text:p/text:chapter/@text:outline-level"
    assert found(text, levels, "styles.xml") == ["1"]
    assert found(text, "//style:page-layout/@style:page-usage", "styles.xml") == ["mirrored"]
    assert found(text, "//style:header-left", "styles.xml")


def test_drawings_are_pictures_with_words(text):
    words = found(text, "//draw:frame/svg:title/text()")
    assert words == ["En heures\u00a0: 2 barres, de 40 heures à 8 heures."]
    paths = found(text, "//draw:image/@xlink:href")
    assert len(paths) == 2
    for path in paths:
        assert text.get_part(path)[:8] == b"\x89PNG\r\n\x1a\n"


def test_hostile_texts_stay_texts():
    article = make_article(1, "<text:p>&amp; {{ 7*7 }} \U0001f600", url="")
    chapter = replace(make_book().chapters[1], articles=(article,), title="]]> <b>")
    data = render_book_odt(make_book(cover=COVER, chapters=(chapter,), annexes=(), front=()))
    found = [str(each).strip() for each in odfdo.Document(io.BytesIO(data)).body.headers]
    assert "<text:p>&amp; {{ 7*7 }} \U0001f600" in found
    assert "]]> <b>" in found
