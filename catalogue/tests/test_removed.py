"""Addresses removed on purpose: a 410 page that says where to go."""

import pytest
from django.core.management import call_command

from catalogue.models import RemovedRecord
from tests.builders import expire, make_referential, make_resource, make_user, publish
from tests.reading import links, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_unpublished_record_answers_410_and_proposes_its_replacement(client):
    follower = make_resource(title="Nouveau livret")
    page = make_resource(title="Ancien livret", replaced_by=follower)
    page.unpublish()
    response = client.get(page.url)
    assert response.status_code == 410
    assert "Ancien livret" in text(response)
    assert links(response)["À lire à la place : Nouveau livret"] == follower.url


def test_deleted_record_answers_410_too(client):
    page = make_resource(title="Ancien livret")
    address = page.url
    page.delete()
    response = client.get(address)
    assert response.status_code == 410
    assert "Ancien livret" in text(response)
    assert RemovedRecord.objects.count() == 1


def test_record_deleted_in_the_admin_answers_410(client):
    page = make_resource()
    address = page.url
    client.force_login(make_user("editor"))
    client.post(f"/admin/pages/{page.pk}/delete/")
    assert client.get(address).status_code == 410


def test_expired_record_answers_410_once_the_scheduled_job_has_run(client):
    page = make_resource()
    expire(page)
    call_command("publish_scheduled")
    assert client.get(page.url).status_code == 410


def test_record_published_again_is_no_longer_removed(client):
    page = make_resource()
    page.unpublish()
    assert client.get(page.url).status_code == 410
    publish(page)
    assert client.get(page.url).status_code == 200
    assert not RemovedRecord.objects.exists()


def test_hidden_notice_leaves_no_trace(client):
    page = make_resource(title="Très secret", access_level="members", hide_notice=True)
    address = page.url
    page.unpublish()
    assert client.get(address).status_code == 404
    page.delete()
    assert client.get(address).status_code == 404
    assert not RemovedRecord.objects.exists()


def test_record_hidden_while_it_is_offline_leaves_no_trace_either(client):
    page = make_resource(title="Très secret")
    page.unpublish()
    page.refresh_from_db()
    page.access_level, page.hide_notice = "members", True
    publish(page)
    page = type(page).objects.get(pk=page.pk)
    page.unpublish()
    response = client.get(page.url)
    assert response.status_code == 404
    assert "Très secret" not in response.content.decode()


def test_draft_deleted_before_any_publication_is_a_plain_404(client):
    page = make_resource(live=False)
    address = page.get_url()
    page.delete()
    assert client.get(address).status_code == 404


def test_replacement_that_the_reader_may_not_know_is_not_named(client):
    follower = make_resource(title="Très secret", access_level="members", hide_notice=True)
    page = make_resource(replaced_by=follower)
    page.unpublish()
    assert "Très secret" not in client.get(page.url).content.decode()
    client.force_login(make_user("member"))
    assert "Très secret" in client.get(page.url).content.decode()


def test_replacement_removed_in_its_turn_is_not_proposed(client):
    follower = make_resource(title="Nouveau livret")
    page = make_resource(replaced_by=follower)
    page.unpublish()
    follower.unpublish()
    assert "Nouveau livret" not in text(client.get(page.url))
    follower.delete()
    assert client.get(page.url).status_code == 410


def test_editor_may_choose_a_replacement_afterwards(client):
    page, follower = make_resource(), make_referential(title="Référentiel à jour")
    page.unpublish()
    RemovedRecord.objects.update(replacement=follower)
    assert links(client.get(page.url))["À lire à la place : Référentiel à jour"] == follower.url


def test_renamed_record_leads_from_its_former_address(client, django_capture_on_commit_callbacks):
    page = make_resource(slug="ancien")
    former = page.url
    page.slug = "nouveau"
    with django_capture_on_commit_callbacks(execute=True):
        page = publish(page)
    response = client.get(former)
    assert response.status_code == 301
    assert response["Location"].endswith(page.url)
