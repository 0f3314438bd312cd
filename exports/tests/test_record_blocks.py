"""What a record adds to a document (facts, figures, words heard, boxes, a code to scan)."""

import io
import zipfile

import docx
import pypdfium2
import pytest
from lxml import etree

from exports import composing as write
from exports.document import Document
from exports.from_html import blocks_of_html
from exports.odt import render_odt
from exports.pdf import render_document, render_pdf
from exports.structure import faults_of, tags_of
from exports.word import render_docx

URL = "https://portail.example.org/en-vigueur/ABCDEFGHJK/"
HOSTILE = (
    '<img src="file:///etc/hostname"> {{ 7 }} {% x %} ]]> **gras** 👩🏽‍🔧 مرحبا \x00\u202e '
    + "anticonstitutionnellement" * 12
)


def blocks(text: str = "Un texte.") -> tuple:
    return (
        *write.lead(text),
        *write.facts([("Lieu", text), ("Année", "")]),
        *write.heading("Les chiffres"),
        *write.figures([("12", text), ("90\u00a0%", "des cas")]),
        *write.heading("Les étapes"),
        *write.steps([("Préparer", text), ("Faire", "")]),
        *write.quote(text, "Un chef d’équipe"),
        *write.box("Zoom", [*write.paragraphs(text), *write.items([text])]),
        *write.table("Qui", ("Nom", "Rôle"), [(text, "Aide")], row_header=True),
        *write.pair(
            [*write.heading("À gauche"), *write.items(["un"], "check")],
            [*write.heading("À droite"), *write.items(["deux"])],
        ),
        *write.seal("En vigueur\u00a0?", "Scannez.", URL),
    )


def sheet(*parts, goal: int = 0) -> Document:
    return Document("Fiche", ("pdf", "docx", "odt"), blocks=parts or blocks(), goal=goal)


def words_of(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def test_emoji_that_answer_are_said_by_a_sign_and_the_others_left_out():
    assert write.said("✅ oui, ❌ non, 👩🏽‍🔧 là, ✋ stop").plain == "✔ oui, ✘ non, là, stop"


def test_every_part_is_printed_and_tagged(meta):
    data = render_pdf(sheet(), meta)
    whole = " ".join(words_of(data))
    for words in ("Lieu", "90", "Préparer", "chef d’équipe", "Zoom", "Aide", "À droite", "Scannez"):
        assert words in whole
    assert "Année" not in whole
    assert faults_of(data, meta.title) == []


def test_the_code_to_scan_says_where_it_leads(meta):
    pages = tags_of(render_pdf(sheet(), meta))
    alts = [tag.alt for tags in pages for top in tags for tag in top.walk() if tag.alt]
    assert alts == [f"Code à scanner\u00a0: il ouvre {URL}"]


def test_word_has_the_same_parts_with_real_styles_and_the_code(meta):
    document = docx.Document(io.BytesIO(render_docx(sheet(), meta)))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Un texte."] in ("Chapeau", "Encadré", "List Bullet")
    assert styles["«\u00a0Un texte.\u00a0»"] == "Quote"
    assert styles["Zoom"] == "Heading 2"
    assert styles["À gauche"] == styles["À droite"] == "Heading 1"
    pictures = document.element.body.xpath(".//wp:docPr/@descr")
    assert pictures == [f"Code à scanner\u00a0: il ouvre {URL}"]
    links = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert links == [URL]


def test_odt_has_the_same_parts_and_carries_the_picture_of_the_code(meta):
    archive = zipfile.ZipFile(io.BytesIO(render_odt(sheet(), meta)))
    body = archive.read("content.xml").decode()
    for words in ("Chapeau", "Quotations", "Encadre", "À droite", URL):
        assert words in body
    tree = etree.fromstring(body.encode())
    places = tree.xpath("//*[local-name()='image']/@*[local-name()='href']")
    assert len(places) == 1
    assert archive.read(places[0]).startswith(b"\x89PNG")
    assert places[0] in archive.read("META-INF/manifest.xml").decode()


@pytest.mark.parametrize("writer", [render_pdf, render_docx, render_odt])
def test_no_text_breaks_a_file_nor_becomes_markup(meta, writer):
    data = writer(sheet(*blocks(HOSTILE)), meta)
    if writer is render_pdf:
        whole = " ".join(words_of(data)).replace("\r\n", "")
        assert "{{ 7 }} {% x %}" in whole
        assert faults_of(data, meta.title) == []
    else:
        parts = zipfile.ZipFile(io.BytesIO(data))
        assert parts.testzip() is None


def test_rich_text_becomes_paragraphs_lists_and_bold():
    html = "<p>Un <b>mot</b></p><ul><li>a</li><li>b &amp; c</li></ul><p> </p><script>x</script>"
    paragraph, points, *rest = blocks_of_html(html)
    assert [(run.text, run.bold) for run in paragraph.text.runs] == [("Un ", False), ("mot", True)]
    assert [item.plain for item in points.items] == ["a", "b & c"]
    assert [block.text.plain for block in rest] == ["x"]


def test_a_list_left_open_loses_nothing():
    (points,) = blocks_of_html("<ol><li>un<li>deux")
    assert [item.plain for item in points.items] == ["un", "deux"]


def test_a_sheet_is_set_smaller_only_when_that_saves_a_page(meta):
    def pages(lines: int, goal: int) -> int:
        points = write.items(f"Point {number}" for number in range(lines))
        return render_document(sheet(*points, goal=goal), meta)[1]

    assert pages(84, goal=0) == 3
    assert pages(84, goal=2) == 2
    assert pages(300, goal=2) > 2
