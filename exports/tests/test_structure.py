"""The reader of tags sees what a screen reader would miss, and nothing else."""

import datetime
from pathlib import Path

import pytest

from exports.pdf import render_page, render_pdf
from exports.structure import faults_of, tags_of
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
    ],
)
def test_a_fault_is_named(body, fault):
    assert any(fault in found for found in faults_of(pdf_of(body), "Titre"))


def test_a_drawing_that_says_what_it_shows_is_no_fault():
    data = pdf_of("<h1>T</h1>" + DRAWING.format("<title>Une ligne</title>"))
    assert faults_of(data, "Titre") == []
    assert "Une ligne" in [tag.alt for top in tags_of(data)[0] for tag in top.walk()]


def test_language_and_title_are_asked_for():
    faults = faults_of(pdf_of("<h1>T</h1>", lang="en"), "Autre")
    assert "la langue n’est pas dite" in faults
    assert "le titre n’est pas celui de la fiche" in faults


def test_what_is_no_tagged_pdf_is_said():
    assert "le document n’est pas balisé" in faults_of(PDF, "Titre")
