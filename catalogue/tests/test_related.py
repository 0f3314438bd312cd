"""What stands near a record: both ways, with the reason, and never what is hidden."""

import pytest
from django.contrib.auth.models import AnonymousUser

from catalogue.models import Device, Organisation, Theme
from catalogue.related import TOTAL, related_to
from tests.builders import (
    expire,
    make_monograph,
    make_resource,
    make_support,
    make_term,
    make_user,
)
from tests.reading import plain, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def groups(record, user=None) -> dict[str, list[str]]:
    found = related_to(record, user or AnonymousUser())
    return {plain(group.reason): [card.title for card in group.cards] for group in found}


@pytest.fixture
def garden():
    return make_support("Maraîchage")


def test_two_records_that_share_a_term_lead_to_each_other(garden):
    tool, story = make_resource(supports=[garden]), make_monograph(supports=[garden])
    assert groups(tool) == {"Même support : Maraîchage": [story.title]}
    assert groups(story) == {"Même support : Maraîchage": [tool.title]}


def test_each_reason_is_said_in_words(client):
    bearer = Organisation.objects.create(name="Jardin modèle", slug="jardin-modele")
    device, theme = make_term(Device, "AFEST"), make_term(Theme, "Mobilité")
    page = make_resource(publisher=bearer, devices=[device], themes=[theme])
    for field, value in (("publisher", bearer), ("devices", [device]), ("themes", [theme])):
        make_monograph(**{field: value})
    headings = soup(client.get(page.url)).select(".related__reason")
    said = [plain(heading.get_text()) for heading in headings]
    assert said == [
        "Même structure : Jardin modèle",
        "Même dispositif : AFEST",
        "Même thématique : Mobilité",
    ]


def test_network_that_publishes_everything_brings_nothing_near():
    network = Organisation.objects.create(name="Réseau", slug="r", kind=Organisation.Kind.NETWORK)
    page = make_resource(publisher=network)
    make_resource(publisher=network)
    assert groups(page) == {}


def test_record_is_never_near_itself_nor_twice(garden):
    kitchen, theme = make_support("Restauration"), make_term(Theme, "Mobilité")
    shared = {"supports": [garden, kitchen], "themes": [theme]}
    page, other = make_resource(**shared), make_resource(**shared)
    assert [title for titles in groups(page).values() for title in titles] == [other.title]


def test_those_that_share_the_most_come_first_and_only_a_few(garden):
    theme = make_term(Theme, "Mobilité")
    page = make_resource(supports=[garden], themes=[theme])
    nearest = make_resource(title="Le plus proche", supports=[garden], themes=[theme])
    for _ in range(TOTAL):
        make_resource(supports=[garden])
    found = groups(page)["Même support : Maraîchage"]
    assert len(found) == TOTAL
    assert found[0] == nearest.title


def test_hidden_draft_and_expired_records_are_never_near(garden):
    page = make_resource(supports=[garden])
    make_resource(supports=[garden], access_level="members", hide_notice=True)
    make_resource(supports=[garden], live=False)
    expire(make_resource(supports=[garden]))
    assert groups(page) == {}


def test_reader_who_may_open_a_hidden_record_finds_it_near(garden):
    page = make_resource(supports=[garden])
    hidden = make_resource(supports=[garden], access_level="members", hide_notice=True)
    assert groups(page, make_user("member")) == {"Même support : Maraîchage": [hidden.title]}


def test_reserved_record_is_near_with_its_lock(garden):
    page = make_resource(supports=[garden])
    make_resource(supports=[garden], access_level="members")
    (group,) = related_to(page, AnonymousUser())
    assert group.cards[0].lock == "Réservé aux membres"


def test_record_that_shares_nothing_has_nothing_near(client, garden):
    page = make_resource()
    make_resource(supports=[garden])
    assert groups(page) == {}
    assert "À lire aussi" not in client.get(page.url).content.decode()
