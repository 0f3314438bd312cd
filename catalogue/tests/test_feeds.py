"""Feeds: the newest notices, as a stranger sees them."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from catalogue import feeds
from catalogue.models import Record
from tests.builders import make_monograph, make_resource, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ATOM = "{http://www.w3.org/2005/Atom}"


def items(client, address: str = "/ressources/flux.rss") -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    tree = ElementTree.fromstring(response.content)  # noqa: S314 (our own answer)
    return [{part.tag: part.text for part in item} for item in tree.iter("item")]


def test_feed_tells_title_summary_address_and_a_stable_identifier(client):
    page = make_resource(title="Livret & suivi", summary="Pas à pas.")
    (item,) = items(client)
    assert (item["title"], item["description"]) == ("Livret & suivi", "Pas à pas.")
    assert item["link"].endswith(page.url)
    assert item["link"].startswith("http")
    assert item["guid"] == f"urn:uuid:{page.identifier}"
    assert item["pubDate"]


def test_newest_come_first_and_old_ones_leave(client, monkeypatch):
    monkeypatch.setattr(feeds, "LENGTH", 2)
    pages = [make_resource(title=name) for name in ("Un", "Deux", "Trois")]
    for age, page in enumerate(reversed(pages)):
        moment = timezone.now() - timedelta(days=age)
        Record.objects.filter(pk=page.pk).update(first_published_at=moment)
    assert [item["title"] for item in items(client)] == ["Trois", "Deux"]


def test_feed_of_a_kind_holds_this_kind_only(client):
    make_resource(title="Livret")
    make_monograph(title="Récit")
    assert [item["title"] for item in items(client, "/monographies/flux.rss")] == ["Récit"]


def test_feed_shows_the_public_view_even_to_an_editor(client):
    make_resource(title="Réservée", access_level="members", how_to_use=["Secret"])
    make_resource(title="Cachée", access_level="members", hide_notice=True)
    make_resource(title="Brouillon", live=False)
    client.force_login(make_user("editor"))
    assert [item["title"] for item in items(client)] == ["Réservée"]
    assert b"Secret" not in client.get("/ressources/flux.rss").content


def test_atom_says_the_same_thing(client):
    page = make_resource(title="Livret")
    response = client.get("/ressources/flux.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    entry = ElementTree.fromstring(response.content).find(f"{ATOM}entry")  # noqa: S314
    assert entry.find(f"{ATOM}title").text == "Livret"
    assert entry.find(f"{ATOM}id").text == f"urn:uuid:{page.identifier}"
    assert entry.find(f"{ATOM}updated").text


def test_empty_feed_is_still_a_feed(client):
    assert items(client) == []


def test_list_announces_its_feeds(client):
    page = client.get("/ressources/").content.decode()
    for kind in ("rss", "atom"):
        assert f'type="application/{kind}+xml"' in page
        assert client.get(f"/ressources/flux.{kind}").status_code == 200


def test_title_with_markup_stays_text(client):
    make_resource(title="Livret <script>")
    assert items(client)[0]["title"] == "Livret <script>"
