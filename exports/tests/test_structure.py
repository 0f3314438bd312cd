"""The reader of tags sees what a screen reader would miss, and nothing else."""

import datetime
from pathlib import Path

import pytest

from exports import composing as write
from exports import pdf
from exports.document import Document
from exports.html import document_html
from exports.pdf import render_page, render_pdf
from exports.structure import faults_of, page_faults, pages_of
from exports.tags import PageTags, Tag
from tests.builders import PDF

STYLE = Path(__file__).parents[1] / "print-site.css"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}<path d="M1 1h7"/></svg>'


def pdf_of(body: str, lang: str = "fr", title: str = "Titre") -> bytes:
    page = f'<html lang="{lang}"><head><title>{title}</title></head><body>{body}</body></html>'
    return render_page(page, STYLE, datetime.date(2026, 9, 1))


def test_a_sound_document_has_no_fault(make_text, meta):
    assert faults_of(render_pdf(make_text(), meta), meta.title) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>Titre</h1><h3>Trop bas</h3>", "un titre de niveau 3 suit un titre de niveau 1"),
        ("<h2>Titre</h2>", "niveau 1"),
        ("<h1>Un</h1><h1>Deux</h1>", "niveau 1"),
        ("<p>Rien</p>", "signet"),
        ("<h1>T</h1><table><tr><td>1</td></tr></table>", "un tableau sans en-tête"),
        (
            "<h1>T</h1><table><tr><th>Tête</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "une case de tableau sans en-tête",
        ),
        ("<h1>T</h1>" + DRAWING.format(""), "un dessin sans texte de remplacement"),
        ("<h1>T</h1><ul><p>Seul</p></ul>", "une liste qui contient autre chose que des points"),
        ("<h1 style=\"bookmark-label: 'Autre'\">T</h1>", "les signets ne disent pas les titres"),
    ],
)
def test_a_fault_is_named(body, fault):
    assert any(fault in found for found in faults_of(pdf_of(body), "Titre"))


def test_a_drawing_that_says_what_it_shows_is_no_fault():
    data = pdf_of("<h1>T</h1>" + DRAWING.format("<title>Une ligne</title>"))
    assert faults_of(data, "Titre") == []
    assert "Une ligne" in [tag.alt for tag in pages_of(data)[0].all_tags()]


def test_language_and_title_are_asked_for():
    faults = faults_of(pdf_of("<h1>T</h1>", lang="en"), "Autre")
    assert "la langue n’est pas dite" in faults
    assert "le titre n’est pas celui de la fiche" in faults


def test_what_is_no_tagged_pdf_is_said():
    faults = faults_of(PDF, "Titre")
    assert "le document n’est pas balisé" in faults
    assert "le titre ne s’affiche pas dans la fenêtre" in faults
    assert "le fichier ne se dit pas PDF/UA-1" in faults


def test_words_outside_the_tags_are_told_from_the_head_and_the_foot(make_text, meta):
    [page] = pages_of(render_pdf(make_text([{"p": "Un texte."}]), meta))
    heads_and_feet = " ".join(piece.words for piece in page.untagged)
    assert meta.publisher in heads_and_feet
    assert "Un texte" not in heads_and_feet
    page.untagged[0].top = page.untagged[0].bottom = page.height / 2
    assert any("hors des balises" in fault for fault in page_faults(page))


@pytest.mark.parametrize(
    ("tag", "fault"),
    [
        (Tag("Link"), "un lien qui ne dit rien"),
        (Tag("H2", text=" "), "un titre vide"),
        (Tag("LI", tags=[Tag("P", text="mot")]), "sans corps"),
        (Tag("LI", tags=[Tag("LBody"), Tag("LBody")]), "qui en a plusieurs"),
        (Tag("TR", tags=[Tag("P")]), "autre chose que des cases"),
    ],
)
def test_a_tag_that_says_nothing_or_holds_something_else_is_a_fault(tag, fault):
    assert any(fault in found for found in page_faults(PageTags(842, [tag])))


def test_a_font_outside_the_file_is_a_fault():
    [page] = pages_of(pdf_of("<h1>T</h1>"))
    assert not page.fonts_outside
    page.fonts_outside = True
    assert "une police n’est pas dans le fichier" in list(page_faults(page))


def test_a_cell_that_names_the_head_of_another_table_is_a_fault():
    table = "<table><tr><th>Tête</th></tr><tr><td>1</td></tr></table>"
    [page] = pages_of(pdf_of(f"<h1>T</h1>{table}"))
    assert list(page_faults(page)) == []
    [cell] = [tag for tag in page.all_tags() if tag.kind == "TD"]
    cell.headers = ["ailleurs"]
    assert any("n’est pas dans le tableau" in fault for fault in page_faults(page))


@pytest.mark.parametrize("setting", ["", "tight", "tight dense", "tight dense compact"])
def test_an_item_of_a_list_is_one_item_in_every_setting(meta, setting):
    facts = [(f"Nom {i}", "des mots qui vont à la ligne " * 4) for i in range(5)]
    found = [(str(i), "ce que dit ce chiffre, longuement") for i in range(6)]
    steps = [(f"Étape {i}", "un geste, puis un autre " * 6) for i in range(5)]
    blocks = (*write.facts(facts), *write.figures(found), *write.steps(steps))
    data = _written_in(Document("Fiche", ("pdf",), blocks=blocks), meta, setting)
    pages = pages_of(data)
    items = [tag for page in pages for tag in page.all_tags() if tag.kind == "LI"]
    assert len(items) == 5 + 6 + 5
    assert [tag.words()[:5] for tag in items[:5]] == [f"Nom {i}" for i in range(5)]
    assert [fault for page in pages for fault in page_faults(page)] == []


def _written_in(document, meta, setting: str) -> bytes:
    page = document_html(document, meta, setting)
    return pdf.written(pdf.lay_out(page, *pdf.SHEETS), page, meta.date)
