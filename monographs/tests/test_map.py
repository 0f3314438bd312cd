"""The map of the monographs, and the list that says the same thing."""

import pytest

from catalogue.models import Department, Region
from tests.builders import make_monograph, make_resource, make_user
from tests.reading import cards, links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def north() -> Region:
    return Region.objects.create(label="Hauts-de-France", code="32")


@pytest.fixture
def aisne(north) -> Department:
    return Department.objects.create(label="Aisne", code="02", region=north)


def map_of(client):
    response = client.get("/monographies/carte/")
    assert response.status_code == 200
    return response


def shapes(response) -> dict[str, str]:
    """Words of the drawn places → class of their shade."""
    return {
        " ".join(place.title.get_text().split()): place["class"][-1].rpartition("--")[2]
        for place in soup(response).select("svg .map__place")
        if place.title
    }


def listed(response) -> dict[str, str]:
    return links(response, "[aria-labelledby=liste]")


def test_map_without_any_data_is_still_a_page(client):
    response = map_of(client)
    assert shapes(response) == listed(response) == {}


def test_departments_without_monograph_are_drawn_without_link(client, aisne):
    response = map_of(client)
    assert len(soup(response).select("svg path.map__place")) == 1
    assert listed(response) == {}


def test_list_says_the_same_as_the_drawing(client, aisne, north):
    somme = Department.objects.create(label="Somme", code="80", region=north)
    make_monograph(departments=[aisne])
    make_monograph(departments=[aisne, somme])
    response = map_of(client)
    assert shapes(response) == {
        "Aisne : 2 monographies": "some",
        "Somme : 1 monographie": "one",
    }
    assert set(listed(response)) == {"Aisne (02) : 2 monographies", "Somme (80) : 1 monographie"}
    assert "Hauts-de-France" in text(response)


def test_each_place_leads_to_its_monographs(client, aisne):
    make_monograph(title="Ici", departments=[aisne])
    make_monograph(title="Ailleurs")
    response = map_of(client)
    address = listed(response)["Aisne (02) : 1 monographie"]
    assert cards(client.get(address)) == ["Ici"]
    assert address in links(response, "svg").values()


def test_only_what_the_reader_may_know_is_counted(client, aisne):
    make_monograph(departments=[aisne])
    make_monograph(departments=[aisne], access_level="members", hide_notice=True)
    make_monograph(departments=[aisne], live=False)
    make_resource(departments=[aisne])
    assert set(shapes(map_of(client))) == {"Aisne : 1 monographie"}
    client.force_login(make_user("member"))
    assert set(shapes(map_of(client))) == {"Aisne : 2 monographies"}


def test_monograph_of_a_whole_region_is_in_the_list(client, north, aisne):
    make_monograph(title="Régionale", regions=[north])
    make_monograph(title="Locale", departments=[aisne])
    make_resource(regions=[north])
    whole = {label: url for label, url in listed(map_of(client)).items() if "Aisne" not in label}
    (label,) = whole
    assert label.startswith("Hauts-de-France : 1")
    assert "Régionale" in cards(client.get(whole[label]))


def test_overseas_departments_are_drawn_apart_with_their_name(client):
    region = Region.objects.create(label="La Réunion", code="04")
    island = Department.objects.create(label="La Réunion", code="974", region=region)
    make_monograph(departments=[island])
    response = map_of(client)
    assert len(soup(response).select("svg rect.map__place")) == 1
    assert "La Réunion" in text(response, "svg")


def test_list_of_monographs_leads_to_the_map(client):
    assert "/monographies/carte/" in links(client.get("/monographies/")).values()
