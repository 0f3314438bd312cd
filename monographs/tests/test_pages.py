"""The page of a monograph: only what it holds, told in order."""

from decimal import Decimal

import pytest

from catalogue.models import Organisation, PartnerType
from monographs.models import MonographIndexPage, MonographPage, MonographTool
from monographs.presenting import bar_chart
from tests.builders import (
    make_monograph,
    make_resource,
    make_term,
    make_unsaved,
    make_user,
    preview,
)
from tests.reading import links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

TITLES = (
    "Les chiffres",
    "Pourquoi cette action",
    "Pour qui",
    "Les partenaires",
    "Les étapes",
    "Ce qui aide",
    "Les résultats",
    "Ce que chacun y gagne",
    "Le financement",
    "Et après",
    "Les outils utilisés",
    "Adapter chez moi",
    "En bref",
)


def figure(value, unit="salariés", label="formés", **more) -> tuple:
    return ("figure", {"value": Decimal(str(value)), "unit": unit, "label": label} | more)


def headings(response) -> list[str]:
    return [title.get_text(" ", strip=True) for title in soup(response).select("main h2")]


def test_empty_sections_do_not_show(client):
    response = client.get(make_monograph().url)
    shown = " / ".join(headings(response))
    assert not [title for title in TITLES if title in shown]


TEXTS = {
    "context": "Le besoin est là. La suite.",
    "audience_text": "Des jeunes adultes.",
    "funding_text": "Plusieurs financeurs.",
}
LINES = {
    "objectives": "Former sur place",
    "results": "Douze contrats",
    "levers": "Un tuteur formé",
    "vigilance": "Le temps",
    "perspectives": "Essaimer",
    "value_company": "Des salariés prêts",
}


def test_each_part_that_is_filled_shows(client):
    page = make_monograph(**TEXTS, **{name: [line] for name, line in LINES.items()})
    shown = text(client.get(page.url))
    for words in (*TEXTS.values(), *LINES.values(), "Pour l’entreprise"):
        assert words in shown


def test_partners_words_heard_and_boxes_show(client):
    kind = make_term(PartnerType, "Entreprise")
    partner = {"name": "Menuiserie modèle", "partner_type": kind, "role": "Accueille."}
    page = make_monograph(
        partners=[("partner", partner)],
        quotes=[("quote", {"text": "J’ai repris confiance.", "role": "Salariée"})],
        insets=[("inset", {"title": "Zoom", "text": "<p>Un <b>détail</b></p>"})],
    )
    shown = text(client.get(page.url))
    for words in (
        "Menuiserie modèle (Entreprise)",
        "Accueille.",
        "J’ai repris confiance.",
        "Salariée",
        "Zoom",
        "Un détail",
    ):
        assert words in shown


def test_steps_are_numbered_in_their_order(client):
    steps = [
        ("step", {"title": title, "when": when, "text": f"On {title.lower()}."})
        for title, when in (("Repérer", "Mars"), ("Former", ""), ("Évaluer", ""))
    ]
    response = client.get(make_monograph(implementation=steps).url)
    found = [
        (
            step.select_one(".path__number").get_text(strip=True),
            step.select_one(".path__title").get_text(strip=True),
        )
        for step in soup(response).select(".path__step")
    ]
    assert found == [("1", "Repérer"), ("2", "Former"), ("3", "Évaluer")]
    assert "Mars" in text(response)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("12", "12"),
        ("12.00", "12"),
        ("12.50", "12,5"),
        ("1234567", "1\u202f234\u202f567"),
        ("100", "100"),
        ("0", "0"),
        ("1000.25", "1\u202f000,25"),
        ("-3", "-3"),
    ],
)
def test_figures_are_written_as_in_french(client, value, words):
    page = make_monograph(key_figures=[figure(value)])
    assert soup(client.get(page.url)).select_one(".figure__value").get_text() == words


def test_approximate_figure_says_so_with_its_unit_and_period(client):
    page = make_monograph(key_figures=[figure(30, period="en 2012", approx=True)])
    shown = text(client.get(page.url), ".figure")
    for words in ("environ", "30", "salariés", "formés", "en 2012"):
        assert words in shown


def test_three_figures_of_one_unit_are_drawn_and_also_written(client):
    page = make_monograph(
        key_figures=[figure(number, label=f"année {number}") for number in (10, 20, 40)]
    )
    response = client.get(page.url)
    assert soup(response).select("main svg [role=img], main svg rect, main .chart")
    assert "Les chiffres en salariés" in text(response)


def test_two_figures_or_different_units_are_not_drawn(client):
    page = make_monograph(key_figures=[figure(1), figure(2), figure(3, unit="heures")])
    assert "Les chiffres en" not in text(client.get(page.url))


def test_bars_are_drawn_in_proportion_even_for_zero():
    def widths(*numbers) -> list[float]:
        values = [figure(number, period="", approx=False)[1] for number in numbers]
        return [bar["width"] for bar in bar_chart("Titre", "salariés", values)["bars"]]

    assert widths(0, 50, 100) == [0.5, 50, 100]
    assert widths(0, 0, 0) == [0.5, 0.5, 0.5]


def test_brief_takes_the_first_words_of_each_part(client):
    page = make_monograph(
        context="Le besoin est là. Il y a une suite.",
        objectives=["Former sur place", "Autre"],
        results=["Douze contrats", "Autre"],
        funding=[("line", {"year": "2012", "amount": 12000, "funders": "", "purpose": ""})],
    )
    brief = text(client.get(page.url), ".in-brief, .brief")
    for words in ("Le besoin est là.", "Former sur place", "Douze contrats", "12 000 € 2012"):
        assert words in brief
    assert "Il y a une suite" not in brief


def test_brief_of_a_very_long_sentence_is_cut():
    from monographs.presenting import BRIEF_LENGTH, in_brief

    page = MonographPage(context="mot " * 200)
    (line,) = in_brief(page, [])
    assert len(line["text"]) <= BRIEF_LENGTH
    assert line["text"].endswith("…")


def test_funding_lines_say_year_amount_and_who(client):
    page = make_monograph(
        source_year=2012,
        funding=[
            ("line", {"year": "2011", "amount": 45000, "funders": "Région", "purpose": "Poste"}),
            ("line", {"year": "", "amount": None, "funders": "Fondation", "purpose": ""}),
        ],
    )
    response = client.get(page.url)
    rows = [
        [" ".join(cell.get_text().split()) for cell in row.select("th, td")]
        for row in soup(response).select("table.funding tbody tr")
    ]
    assert rows == [["2011", "45 000 €", "Région", "Poste"], ["non précisée", "", "Fondation", ""]]
    assert "tels que la source de 2012" in text(response)


def test_free_amount_is_written_not_forgotten(client):
    page = make_monograph(funding=[("line", {"amount": 0, "funders": "Bénévolat"})])
    assert "0 €" in text(client.get(page.url), "table.funding")


def test_bearer_is_named_with_its_place(client):
    bearer = Organisation.objects.create(name="Jardin modèle", slug="jardin", city="Laon")
    shown = text(client.get(make_monograph(bearers=[bearer]).url))
    assert "Jardin modèle" in shown
    assert "Laon" in shown


# Tools


def test_tools_lead_only_to_what_the_reader_may_know(client):
    public, hidden = make_resource(), make_resource(access_level="members", hide_notice=True)
    draft = make_resource(live=False)
    page = make_monograph(
        tools=[
            MonographTool(label=label, record=record)
            for label, record in (
                ("Livret public", public),
                ("Livret caché", hidden),
                ("Brouillon", draft),
                ("Sans fiche", None),
            )
        ]
    )
    response = client.get(page.url)
    assert links(response, ".tools") == {"Livret public": public.url}
    assert "Livret caché" in text(response, ".tools")
    client.force_login(make_user("member"))
    assert set(links(client.get(page.url), ".tools")) == {"Livret public", "Livret caché"}


def test_reserved_monograph_shows_its_notice_and_nothing_else(client):
    page = make_monograph(
        access_level="members",
        context="Récit réservé.",
        levers=["Levier réservé"],
        tools=[MonographTool(label="Outil réservé")],
        key_figures=[figure(77)],
    )
    shown = client.get(page.url).content.decode()
    assert "Un résumé." in shown
    for words in ("Récit réservé", "Levier réservé", "Outil réservé", "77"):
        assert words not in text(client.get(page.url)), words


# Preview


def test_preview_of_a_draft_shows_its_tools_and_bearers_in_memory(client):
    page = make_monograph()
    page.tools = [MonographTool(label="Carnet de bord", record=make_resource())]
    page.bearers = [Organisation.objects.create(name="Jardin modèle", slug="jardin")]
    page.save_revision()
    client.force_login(make_user("editor"))
    shown = text(client.get(f"/admin/pages/{page.pk}/view_draft/"))
    assert "Carnet de bord" in shown
    assert "Jardin modèle" in shown


def test_monograph_being_written_can_be_previewed_before_it_is_saved():
    page = MonographPage(title="En cours", slug="en-cours", summary="Un essai.", context="Ici.")
    response = preview(make_unsaved(MonographIndexPage.objects.get(), page))
    assert response.status_code == 200
    assert "Ici." in text(response)
