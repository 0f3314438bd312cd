"""A monograph on paper: every part that is filled, none that is empty, steps one a page."""

import pytest

from catalogue.sheets.content import content_of, document_of, edition_of, meta_of
from catalogue.sheets.making import WRITERS
from exports.blocks import one_by_one
from exports.structure import faults_of
from tests.builders import make_monograph, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
FULL = {
    "audience_text": "Des salariés. " * 30,
    "context": "Un besoin.\n\nUne occasion.",
    "objectives": ["Former"],
    "partners": [("partner", {"name": "La mairie", "partner_type": None, "role": "Finance"})],
    "implementation": [
        ("step", {"title": "Préparer", "when": "mars", "text": "On prévoit."}),
        ("step", {"title": "Faire", "when": "", "text": ""}),
    ],
    "results": ["Dix embauches"],
    "key_figures": [
        (
            "figure",
            {"value": 12, "unit": "salariés", "label": "formés", "period": "2024", "approx": True},
        ),
        ("figure", {"value": 90, "unit": "%", "label": "contents", "period": "", "approx": False}),
    ],
    "value_structure": ["Un savoir-faire"],
    "levers": ["Un chef présent"],
    "vigilance": ["Le temps"],
    "funding": [
        ("line", {"year": "2024", "amount": 12000, "funders": "Région", "purpose": ""}),
    ],
    "perspectives": ["Recommencer"],
    "quotes": [("quote", {"text": "C’est utile.", "role": "Encadrante"})],
    "insets": [("inset", {"title": "Zoom", "text": "<p>Une <b>idée</b></p>"})],
}


@pytest.fixture
def full():
    page = make_monograph(source_year=2024, **FULL)
    page.tools.create(label="La grille", availability="au réseau")
    return publish(page)


def headings(content) -> list[str]:
    blocks = one_by_one(content.blocks)
    return [block.text.plain for block in blocks if block.kind == "heading"]


def test_every_part_that_is_filled_has_its_title_in_order(full):
    assert headings(content_of(full)) == [
        "Les chiffres",
        "Pourquoi cette action",
        "Les objectifs",
        "Pour qui",
        "Les partenaires",
        "Les étapes",
        "Ce qui aide\u00a0: je coche",
        "Ce qui demande attention",
        "Les résultats",
        "Et après",
        "Ce que chacun y gagne",
        "Le financement",
        "Les outils utilisés",
    ]


def test_an_empty_part_says_nothing():
    content = content_of(make_monograph())
    assert headings(content) == []
    assert content.tasks == ()


def test_words_of_every_part_are_on_the_sheet(full):
    said = repr(content_of(full))
    for words in ("environ 12", "salariés formés, 2024", "90\\xa0%", "12\\u202f000\\xa0€"):
        assert words in said
    for words in ("La mairie", "Préparer (mars)", "C’est utile.", "idée", "La grille (au réseau)"):
        assert words in said


def test_steps_are_the_pages_of_the_site_mode(full):
    tasks = content_of(full).tasks
    assert [(task.title.plain, task.text.plain) for task in tasks] == [
        ("Préparer (mars)", "On prévoit."),
        ("Faire", ""),
    ]


def test_the_sheet_and_the_site_mode_have_no_fault_of_structure(full):
    content = content_of(full)
    edition = edition_of(full, content)
    assert document_of(content, edition).goal == 2
    for form, title in (("pdf", content.title), ("chantier", f"{content.title}, mode chantier")):
        data, pages = WRITERS[form](content, edition)
        assert faults_of(data, title) == []
        assert pages == (2 if form == "pdf" else 3)
    assert meta_of(content, edition).url.endswith(f"/{edition.code}/")
