"""A former address leads to the record, wherever it has gone; never in a circle."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from catalogue.models import RemovedRecord
from editorial.tests.records import good_resource
from resources.models import ResourceIndexPage, ResourcePage
from tests.builders import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Give a page another address, as publishing it does."""

    def change(page, slug: str, *, live: bool = True):
        page = Page.objects.get(pk=page.pk).specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            if live:
                return publish(page)
            page.save()
        return page

    return change


def leads_to(client, path: str) -> str | int:
    """Where an address leads, or what it answers."""
    answer = client.get(path)
    return answer.headers.get("Location", answer.status_code)


def test_renamed_twice_each_former_address_leads_straight_to_the_last(client, rename):
    record = good_resource(live=True, slug="a")
    rename(record, "b")
    rename(record, "c")
    for former in ("/ressources/a/", "/ressources/b/"):
        assert leads_to(client, former) == "/ressources/c/"
    assert leads_to(client, "/ressources/a") in ("/ressources/c/", "/ressources/a/")
    assert leads_to(client, "/ressources/a/?page=2") == "/ressources/c/"


def test_renamed_and_back_makes_no_circle(client, rename):
    record = good_resource(live=True, slug="a")
    rename(record, "b")
    rename(record, "a")
    assert leads_to(client, "/ressources/a/") == 200
    assert leads_to(client, "/ressources/b/") == "/ressources/a/"
    Page.objects.get(pk=record.pk).specific.unpublish()
    assert leads_to(client, "/ressources/a/") == 410
    assert leads_to(client, "/ressources/b/") == "/ressources/a/"


def test_address_taken_by_another_record_is_its_own(client, rename):
    first = good_resource(live=True, slug="a")
    rename(first, "b")
    second = good_resource(live=True, slug="a")
    assert leads_to(client, "/ressources/a/") == 200
    second.unpublish()
    assert leads_to(client, "/ressources/a/") == 410


def test_what_stands_under_a_renamed_list_follows_it(client, rename):
    record = good_resource(live=True, slug="a")
    rename(record.get_parent(), "outils")
    assert leads_to(client, "/ressources/a/") == "/outils/a/"
    assert leads_to(client, "/ressources/") == "/outils/"


def test_record_moved_leads_to_its_new_place(client, django_capture_on_commit_callbacks):
    record = good_resource(live=True, slug="a")
    home = record.get_parent().get_parent()
    other = publish(home.add_child(instance=ResourceIndexPage(title="Autres", slug="autres")))
    with django_capture_on_commit_callbacks(execute=True):
        record.move(other, pos="last-child")
    assert leads_to(client, "/ressources/a/") == "/autres/a/"
    back = Page.objects.get(slug="ressources")
    with django_capture_on_commit_callbacks(execute=True):
        ResourcePage.objects.get(pk=record.pk).move(back, pos="last-child")
    assert leads_to(client, "/ressources/a/") == 200
    Page.objects.get(pk=record.pk).specific.unpublish()
    assert leads_to(client, "/ressources/a/") == 410


def test_record_renamed_while_it_was_withdrawn_is_found_again(client, rename):
    record = good_resource(live=True, slug="a")
    record.unpublish()
    rename(record, "b", live=False)
    assert leads_to(client, "/ressources/a/") == 410
    rename(record, "b")
    assert leads_to(client, "/ressources/a/") == "/ressources/b/"
    assert not RemovedRecord.objects.exists()


def test_hidden_notice_renamed_leads_nobody_to_it(client, rename):
    record = good_resource(live=True, slug="a", access_level="editors", hide_notice=True)
    rename(record, "b")
    assert leads_to(client, "/ressources/a/") == 404


@pytest.mark.parametrize("path", ["//evil.example/a/", "/\\evil.example/a/", "/ressources/a//"])
def test_no_address_leads_out_of_the_site(client, rename, path):
    record = good_resource(live=True, slug="a")
    rename(record, "b")
    Redirect.objects.create(old_path="/evil.example/a", redirect_page=record)
    onward = leads_to(client, path)
    assert onward == 404 or str(onward).startswith("/ressources/")
