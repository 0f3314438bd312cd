"""The PDF is tagged, in French, titled, bookmarked, and loads nothing from anywhere."""

import re
import zlib

import pypdfium2
import pytest

from exports.html import document_html, shorten
from exports.pdf import FontsOnly, render_pdf


def opened(data):
    """Open a PDF and return it with the text of each page."""
    pdf = pypdfium2.PdfDocument(data)
    return pdf, [page.get_textpage().get_text_range() for page in pdf]


def unpacked(data):
    """Return the PDF with its compressed parts readable."""
    parts = [data]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(found.group(1)))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_the_pdf_is_tagged_titled_and_says_its_language(make_text, meta):
    data = render_pdf(make_text(), meta)
    raw = unpacked(data)
    for mark in (b"/StructTreeRoot", b"/DisplayDocTitle true", b"/Marked true", b"pdfuaid"):
        assert mark in raw
    assert re.search(rb"/Lang ?\(fr\)", raw)
    pdf, _ = opened(data)
    assert pdf.get_metadata_dict()["Title"] == meta.title
    assert pdf.get_metadata_dict()["Author"] == meta.publisher


def test_headings_tables_and_lists_have_their_tags(make_text, meta):
    raw = unpacked(render_pdf(make_text(), meta))
    for tag in ("H1", "H2", "H3", "P", "L", "LI", "Table", "Caption", "THead", "TH", "TD"):
        assert re.search(rb"/S ?/" + tag.encode() + rb"\b", raw), tag
    assert b"/Headers" in raw


def test_the_bookmarks_follow_the_headings(make_text, meta):
    pdf, _ = opened(render_pdf(make_text(), meta))
    assert [(mark.level, mark.get_title()) for mark in pdf.get_toc()] == [
        (0, meta.title),
        (1, "Comment noter"),
        (1, "Avant de tailler"),
        (2, "Les gestes"),
        (1, "Bilan"),
    ]


def test_every_page_bears_status_licence_version_and_number(make_text, meta):
    _, texts = opened(render_pdf(make_text(), meta))
    for number, text in enumerate(texts, start=1):
        flat = text.replace("\u00a0", " ")
        assert "Modèle proposé · CC BY-SA 4.0 · version 1.2, 1er septembre 2026" in flat
        assert f"page {number} / {len(texts)}" in flat
        assert meta.url in flat
    assert meta.publisher in texts[0]


def test_all_the_content_is_printed(make_text, meta):
    _, texts = opened(render_pdf(make_text(), meta))
    whole = " ".join(texts)
    for words in (
        "une tâche",
        "Prénom et nom",
        "Transposition",
        "La zone est balisée",
        "Nid, câble, fil de fer.",
        "Ce que l’on observe",
        "Côtés d’aplomb",
        "Désinfecter",
        "cherché les nids",
        "Ce que j’ai appris",
        "L’encadrant technique",
    ):
        assert words in whole


def test_a_page_break_starts_a_page(make_text, meta):
    _, texts = opened(render_pdf(make_text(), meta))
    assert "Bilan" in texts[-1]
    assert "Les gestes" not in texts[-1]


def test_landscape_lies_on_its_long_side(make_text, meta):
    pdf, _ = opened(render_pdf(make_text(orientation="landscape"), meta))
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (842, 595)


def test_markup_in_a_text_is_printed_as_it_stands(make_text, meta):
    attack = '<img src="file:///etc/hostname"> & <script>1</script> {{ 7 }} \' "'
    document = make_text([{"p": attack}, {"check": [attack]}, {"h": attack}])
    page = document_html(document, meta)
    assert "<img" not in page
    assert "<script" not in page
    _, texts = opened(render_pdf(document, meta))
    assert texts[0].count("<script>1</script> {{ 7 }}") == 3
    assert "&amp;" not in texts[0]


def test_boxes_in_a_text_are_drawn_without_any_font(make_text, meta):
    page = document_html(make_text([{"p": "☐ Oui □ Non"}]), meta)
    assert page.count('<span class="box"></span>') == 2


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.png",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "data:text/plain,x",
        "exports-font:../../document.py",
    ],
)
def test_nothing_but_the_two_fonts_can_be_loaded(url):
    with pytest.raises(ValueError, match="bundled fonts"):
        FontsOnly().fetch(url)


def test_the_two_fonts_can_be_loaded_and_are_embedded(make_text, meta):
    assert FontsOnly().fetch("exports-font:normal").read(4) == b"wOF2"
    assert FontsOnly().fetch("exports-font:italic").read(4) == b"wOF2"
    assert b"Atkinson-Hyperlegible-Next" in unpacked(render_pdf(make_text(), meta))


def test_a_heading_and_a_caption_stay_with_their_table(make_text, meta):
    table = {"caption": "Légende Z", "headers": ["Tête"], "rows": [["Première"]], "blank_rows": 9}
    for count in (14, 17, 20, 22):
        filler = {"lines": {"label": "Lignes", "count": count}}
        document = make_text([filler, {"h": "Titre Z"}, {"table": table}])
        _, texts = opened(render_pdf(document, meta))
        pages = [
            next(number for number, text in enumerate(texts) if words in text)
            for words in ("Titre Z", "Légende Z", "Première")
        ]
        assert len(set(pages)) == 1


def test_the_header_row_is_printed_again_on_each_page(make_text, meta):
    rows = [[f"Tâche {number}", ""] for number in range(60)]
    table = {"caption": "Longue", "headers": ["Geste observé", "Note"], "rows": rows}
    _, texts = opened(render_pdf(make_text([{"table": table}]), meta))
    assert len(texts) > 1
    assert all("Geste observé" in text for text in texts)


def test_a_short_overflow_is_tightened_onto_one_page(make_text, meta):
    steps = {"steps": [{"title": f"Étape {i}", "text": "Un geste."} for i in range(13)]}
    _, texts = opened(render_pdf(make_text([{"p": "Méthode."}, steps]), meta))
    assert len(texts) == 1


def test_a_long_title_is_cut_at_a_word_in_the_running_head():
    assert shorten("Livret de suivi", 40) == "Livret de suivi"
    assert shorten("Livret de suivi des compétences", 22) == "Livret de suivi des…"
    assert len(shorten("x" * 300, 70)) == 70
