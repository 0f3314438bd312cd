"""The members' first page: what is reserved for this person, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.models import Record
from members.home import views
from tests.builders import make_resource, make_user
from tests.reading import links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

ADDRESS = "/espace-membres/"


def shown(client) -> list[str]:
    return [
        card.get_text(" ", strip=True) for card in soup(client.get(ADDRESS)).select(".card__title")
    ]


def make_one_of_each() -> None:
    for level in ("public", "members", "accredited", "editors"):
        make_resource(title=level, access_level=level)
    make_resource(title="caché", access_level="members", hide_notice=True)
    make_resource(title="brouillon", access_level="members", live=False)


def test_visitor_is_asked_to_sign_in_and_comes_back(client):
    assert client.get(ADDRESS)["Location"] == f"/compte/connexion/?next={ADDRESS}"


@pytest.mark.parametrize(
    ("reader", "titles"),
    [
        ("without_rights", set()),
        ("member", {"members", "caché"}),
        ("accredited", {"members", "accredited", "caché"}),
        ("editor", {"members", "accredited", "editors", "caché"}),
    ],
)
def test_each_reader_sees_what_is_reserved_for_it(client, reader, titles):
    make_one_of_each()
    client.force_login(make_user(reader))
    assert set(shown(client)) == titles


def test_nothing_on_the_page_is_locked(client):
    make_one_of_each()
    client.force_login(make_user("accredited"))
    assert not soup(client.get(ADDRESS)).select(".card__lock")


def test_newest_come_first_and_the_total_is_said(client, monkeypatch):
    monkeypatch.setattr(views, "NEW", 2)
    for age, title in enumerate(("Neuve", "Récente", "Ancienne")):
        page = make_resource(title=title, access_level="members")
        moment = timezone.now() - timedelta(days=age)
        Record.objects.filter(pk=page.pk).update(first_published_at=moment)
    client.force_login(make_user("member"))
    assert shown(client) == ["Neuve", "Récente"]
    assert "Réservé pour vous (3)" in text(client.get(ADDRESS))


def test_account_that_opens_nothing_is_told_whom_to_write_to(client):
    make_one_of_each()
    client.force_login(make_user("without_rights"))
    response = client.get(ADDRESS)
    assert "n’ouvre pas encore de fiche réservée" in text(response)
    assert links(response)["Écrivez à l’équipe"].startswith("/contact/")


def test_page_says_which_levels_the_account_opens(client):
    client.force_login(make_user("accredited"))
    said = text(client.get(ADDRESS)).lower()
    assert "réservé aux membres" in said
    assert "réservé aux structures agréées" in said
    assert "éditeurs" not in said


def test_page_of_a_person_is_kept_by_no_cache(client):
    client.force_login(make_user("member"))
    assert "no-store" in client.get(ADDRESS)["Cache-Control"]


def test_header_leads_to_the_space_and_to_the_editors_interface_for_those_who_may(client):
    assert "Mon espace" not in links(client.get("/"), "header")
    client.force_login(make_user("member"))
    menu = links(client.get("/"), "header")
    assert menu["Mon espace"] == ADDRESS
    assert "Administration" not in menu
    client.force_login(make_user("editor"))
    assert links(client.get("/"), "header")["Administration"] == "/admin/"
