"""Narrowing the directory: filters, words, pages, the map and the spreadsheet alike."""

import pytest

from catalogue.models import Department, Region, StructureType, Support
from members.models import Structure
from members.tests.directory import LIST, MAP, make_listed, rows
from tests.builders import make_term
from tests.reading import cards, chips, counts, links, soup, text, ticked
from tests.structures import make_agreement, make_department

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def network() -> dict[str, Structure]:
    """Four structures that differ in everything."""
    west = Region.objects.create(label="Bretagne", code="53", slug="bretagne")
    brest = Department.objects.create(label="Finistère", code="29", region=west)
    company = StructureType.objects.create(label="Entreprise d’insertion", acronym="EI", slug="ei")
    garden, wood = make_term(Support, "Maraîchage"), make_term(Support, "Bois")
    made = {
        "agreed": make_listed(name="L’Atelier agréé"),
        "both": make_listed(name="Les Deux", is_adherent=True, department=brest, city="Brest"),
        "adherent": make_listed(name="Adhérente", is_adherent=True, structure_type=company),
        "none": make_listed(name="Œuvre nouvelle"),
    }
    for name in ("agreed", "both"):
        make_agreement(made[name])
    made["agreed"].supports.set([garden, wood])
    made["both"].supports.set([wood])
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?statut=agreee", ["L’Atelier agréé", "Les Deux"]),
        ("?statut=adherente", ["Adhérente", "Les Deux"]),
        ("?region=bretagne", ["Les Deux"]),
        ("?departement=finistere", ["Les Deux"]),
        ("?type=ei", ["Adhérente"]),
        ("?support=maraichage", ["L’Atelier agréé"]),
        ("?support=maraichage&support=bois", ["L’Atelier agréé", "Les Deux"]),
        ("?support=bois&region=bretagne", ["Les Deux"]),
        ("?q=oeuvre", ["Œuvre nouvelle"]),
        ("?q=ATELIER+agree", ["L’Atelier agréé"]),
        ("?q=brest", ["Les Deux"]),
        ("?q=deux&statut=agreee", ["Les Deux"]),
    ],
)
def test_an_address_narrows_the_list_and_the_spreadsheet_alike(client, network, query, found):
    assert cards(client.get(f"{LIST}{query}")) == found
    assert [row["Structure"] for row in rows(client, query)] == found


@pytest.mark.parametrize(
    "query",
    ["?statut=suspendue", "?region=atlantide", "?inconnu=1", "?page=abc", "?page=-1", "?statut="],
)
def test_what_is_unknown_is_ignored(client, network, query):
    response = client.get(f"{LIST}{query}")
    assert len(cards(response)) == 4
    assert chips(response) == {}


def test_choices_are_counted_and_a_facet_ignores_its_own_choice(client, network):
    response = client.get(f"{LIST}?statut=agreee")
    assert counts(response, "statut") == {"Agréée aujourd’hui": 2, "Adhérente au réseau": 2}
    assert counts(response, "support") == {"Bois": 2, "Maraîchage": 1}
    assert ticked(response, "statut") == ["agreee"]
    assert chips(response) == {"Agréée aujourd’hui": LIST}
    assert "2 structures" in text(response, "#resultats-compte")


def test_nothing_found_says_what_to_loosen(client, network):
    response = client.get(f"{LIST}?type=ei&support=maraichage")
    assert "Aucune structure" in text(response)
    assert links(response, ".empty")["Voir tout l’annuaire"] == LIST


def test_the_map_keeps_the_filters_and_says_the_same_as_its_list(client, network):
    response = client.get(f"{MAP}?statut=agreee")
    listed = links(response, "[aria-labelledby=liste]")
    assert listed == {
        "Aisne (02) : 1 structure": f"{LIST}?statut=agreee&departement=aisne",
        "Finistère (29) : 1 structure": f"{LIST}?statut=agreee&departement=finistere",
    }
    drawn = [
        place.title.get_text() for place in soup(response).select("svg .map__place") if place.title
    ]
    assert len(drawn) == 2
    assert f"{LIST}?statut=agreee" in links(response).values()


def test_pages_of_the_list_keep_the_filters(client):
    for number in range(14):
        make_listed(name=f"Structure {number:02d}", is_adherent=True)
    first, second = (client.get(f"{LIST}?statut=adherente&page={page}") for page in (1, 2))
    assert (len(cards(first)), len(cards(second))) == (12, 2)
    assert f"{LIST}?statut=adherente&page=2" in links(first).values()


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-2", "@x", "\t=1", "＝1", " =1"])
def test_no_cell_of_the_spreadsheet_is_computed(client, cell):
    make_listed(name=f"{cell}A", presentation=cell, published=["presentation"])
    (row,) = rows(client)
    for name in ("Structure", "Présentation"):
        assert row[name].startswith("'") and row[name].lstrip("'").startswith(cell)


def test_department_of_a_structure_is_on_the_map_even_overseas(client):
    island = Region.objects.create(label="La Réunion", code="04")
    make_listed(department=Department.objects.create(label="La Réunion", code="974", region=island))
    make_listed(department=make_department())
    assert len(soup(client.get(MAP)).select("svg rect.map__place--one")) == 1
