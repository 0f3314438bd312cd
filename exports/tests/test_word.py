"""The DOCX opens with real styles, real headings and tables, and French properties."""

import io
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn

from exports.word import render_docx


@pytest.fixture
def word(make_text, meta):
    """The sample document, reopened."""
    return docx.Document(io.BytesIO(render_docx(make_text(), meta)))


def styled(word, name):
    """Return the texts of the paragraphs of one style."""
    return [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == name]


def test_title_and_headings_wear_the_styles_that_programs_know(word, meta):
    assert styled(word, "Title") == [meta.title]
    assert styled(word, "Subtitle") == ["Modèle proposé · Livret à imprimer"]
    assert styled(word, "Heading 1") == ["Comment noter", "Avant de tailler", "Bilan"]
    assert styled(word, "Heading 2") == ["Les gestes"]
    assert styled(word, "List Bullet") == ["Un déchet au sol", "Un outil rangé"]
    assert styled(word, "List Number") == ["Affûter", "Désinfecter"]
    assert styled(word, "Caption") == ["Ce que l’on observe"]
    assert styled(word, "Encadré") == ["Pas de taille au printemps sans avoir cherché les nids."]


def test_the_table_repeats_its_header_and_keeps_its_rows_whole(word):
    table = next(table for table in word.tables if table.cell(0, 1).text == "Éval. 1")
    assert [cell.text for cell in table.rows[1].cells] == ["Côtés d’aplomb", "2", "Propre"]
    assert len(table.rows) == 5
    assert table.style.name == "Table Grid"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Ce que l’on observe"


def test_rows_to_fill_in_leave_room_to_write(word):
    table = next(table for table in word.tables if table.cell(0, 1).text == "Éval. 1")
    assert table.rows[1].height is None
    assert all(row.height.mm >= 9 for row in table.rows[2:])


def test_boxes_to_tick_can_be_clicked(make_text, meta):
    data = render_docx(make_text([{"check": ["Gants portés"]}]), meta)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "w14:checkbox" in xml
    assert "☐" in xml
    assert "Gants portés" in xml


def test_writing_lines_are_nine_millimetres_apart(word):
    lines = [each for each in word.paragraphs if each.style.name == "Ligne à écrire"]
    assert len(lines) == 3
    assert lines[0].style.paragraph_format.line_spacing.mm == pytest.approx(9, abs=0.1)


def test_the_language_title_and_publisher_are_declared(word, meta):
    core = word.core_properties
    assert (core.language, core.title, core.author) == ("fr-FR", meta.title, meta.publisher)
    language = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")[0]
    assert language.get(qn("w:val")) == "fr-FR"


def test_header_and_footer_bear_publisher_status_and_page_number(word, meta):
    section = word.sections[0]
    assert meta.publisher in section.header.paragraphs[0].text
    assert meta.imprint in section.footer.paragraphs[0].text
    assert meta.url in section.footer.paragraphs[1].text
    codes = section.footer._element.xpath("//w:instrText")
    assert [code.text for code in codes] == ["PAGE", "NUMPAGES"]


def test_each_numbered_list_starts_again_at_one(make_text, meta):
    data = render_docx(make_text([{"ol": ["a", "b"]}, {"p": "puis"}, {"ol": ["c"]}]), meta)
    word = docx.Document(io.BytesIO(data))
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in word.paragraphs
        if paragraph.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_scale_shows_its_degrees_side_by_side_with_filling_bars(word):
    scale = next(table for table in word.tables if "Imitation" in table.cell(0, 0).text)
    assert [cell.text.split("\n")[0] for cell in scale.rows[0].cells] == [
        "1\u00a0\u00a0■□□",
        "2\u00a0\u00a0■■□",
        "3\u00a0\u00a0■■■",
    ]


def test_a_page_break_goes_on_the_paragraph_that_follows(word):
    breaking = [each for each in word.paragraphs if each.paragraph_format.page_break_before]
    assert [paragraph.text for paragraph in breaking] == ["Bilan"]


def test_a_page_break_before_a_drawing_is_kept(make_text, meta):
    blocks = [{"p": "a"}, {"page": True}, {"signatures": ["La personne"]}]
    word = docx.Document(io.BytesIO(render_docx(make_text(blocks), meta)))
    assert any(each.paragraph_format.page_break_before for each in word.paragraphs)


def test_landscape_pages_lie_on_their_long_side(make_text, meta):
    data = render_docx(make_text(orientation="landscape"), meta)
    section = docx.Document(io.BytesIO(data)).sections[0]
    assert section.page_width > section.page_height


def test_two_drawn_tables_never_touch(make_text, meta):
    blocks = [{"signatures": ["a", "b"]}, {"signatures": ["c", "d", "e"]}, {"fields": ["f"]}]
    word = docx.Document(io.BytesIO(render_docx(make_text(blocks), meta)))
    tags = [element.tag for element in word.element.body]
    assert all({one, two} != {qn("w:tbl")} for one, two in pairwise(tags))
    assert len(word.tables) == 3
