"""The identifier of a record: the same for life, and never the same for two."""

import json
import uuid

import pytest

from catalogue.models import Record
from tests.builders import expire, make_page, make_resource, make_user, publish
from tests.reading import soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_permanent_address_leads_to_the_record(client):
    page = make_resource()
    response = client.get(f"/id/{page.identifier}/")
    assert response.status_code == 302
    assert response["Location"] == page.url


def test_permanent_address_survives_a_rename(client):
    page = make_resource()
    address = page.permalink
    page.slug = "autre-adresse"
    page = publish(page)
    assert client.get(address)["Location"] == page.url == "/ressources/autre-adresse/"


def test_identifier_survives_unpublishing_and_publishing_again():
    page = make_resource()
    page.unpublish()
    assert publish(Record.objects.get(pk=page.pk).specific).identifier == page.identifier


def test_permanent_address_of_what_one_may_not_know_is_a_404(client):
    hidden = make_resource(access_level="members", hide_notice=True)
    draft, past = make_resource(live=False), make_resource()
    expire(past)
    for page in (hidden, draft, past):
        assert client.get(page.permalink).status_code == 404
    client.force_login(make_user("member"))
    assert client.get(hidden.permalink).status_code == 302


def test_permanent_address_of_a_reserved_record_leads_to_its_notice(client):
    page = make_resource(access_level="members")
    assert client.get(page.permalink, follow=True).status_code == 200


def test_unknown_identifier_is_a_404(client):
    make_resource()
    assert client.get(f"/id/{uuid.uuid4()}/").status_code == 404
    assert client.get("/id/pas-un-identifiant/").status_code == 404


def test_page_that_is_not_a_record_has_no_permanent_address(client):
    from portal.models import ContentPage

    make_page(ContentPage)
    assert not Record.objects.exists()


def test_copy_made_by_an_editor_is_another_record_with_its_own_identifier(client):
    page = make_resource()
    parent = page.get_parent()
    client.force_login(make_user("editor"))
    fields = {
        "new_title": "Copie",
        "new_slug": "copie",
        "new_parent_page": parent.pk,
    }
    assert client.post(f"/admin/pages/{page.pk}/copy/", fields).status_code == 302
    copy = Record.objects.get(slug="copie")
    assert copy.identifier != page.identifier
    publish(copy.specific.get_latest_revision_as_object())
    assert Record.objects.filter(identifier=page.identifier).count() == 1


def test_draft_of_a_copy_publishes_under_its_own_identifier(client):
    page = make_resource()
    page.title = "Brouillon"
    page.save_revision()
    client.force_login(make_user("editor"))
    fields = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": page.get_parent().pk}
    assert client.post(f"/admin/pages/{page.pk}/copy/", fields).status_code == 302
    copy = Record.objects.get(slug="copie").specific
    assert publish(copy.get_latest_revision_as_object()).identifier not in (None, page.identifier)


def test_page_says_how_to_cite_it_with_the_permanent_address(client):
    page = make_resource(title="Livret")
    cited = text(client.get(page.url))
    assert f"Livret. En ligne : {page.full_permalink}" in cited
    assert page.full_permalink.startswith("http")


def test_structured_data_name_the_record_and_cannot_close_their_element(client):
    page = make_resource(title="Livret </script><b> & suivi", access_level="members")
    response = client.get(page.url)
    data = json.loads(soup(response).select_one("script[type='application/ld+json']").string)
    assert data["name"] == "Livret </script><b> & suivi"
    assert data["identifier"] == f"urn:uuid:{page.identifier}"
    assert data["@id"] == page.full_permalink
    assert data["isAccessibleForFree"] is False
