"""Whatever takes a record away leaves an address that answers 410 and proposes another."""

import pytest

from catalogue.models import RemovedRecord
from editorial.tests.records import good_resource
from portal.models import ContentPage
from resources.models import ResourceIndexPage
from tests.builders import make_page, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def follower():
    return good_resource(live=True, title="La suivante", slug="suivante")


def proposes(client, path: str) -> bool:
    """Whether the former address answers 410 and proposes the next record."""
    answer = client.get(path)
    assert answer.status_code == 410
    return "À lire à la place" in answer.content.decode()


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_the_record_to_read_instead_is_asked_on_the_screen(editor, follower, way):
    record = good_resource(live=True, slug="ancienne", replaced_by=follower)
    address = f"/admin/pages/{record.pk}/{way}/"
    shown = editor.get(address).content.decode()
    assert "Fiche à lire à la place" in shown
    # What the record itself names is proposed first.
    assert f'value="{follower.pk}"' in shown
    editor.post(address, {"replacement": follower.pk, "next": "/admin/"})
    assert proposes(editor, "/ressources/ancienne/")


@pytest.mark.parametrize("way", ["unpublish", "delete"])
@pytest.mark.parametrize("answer", ["", "999999", "abc"])
def test_no_answer_or_a_wrong_one_withdraws_all_the_same(editor, follower, way, answer):
    record = good_resource(live=True, slug="ancienne")
    editor.post(f"/admin/pages/{record.pk}/{way}/", {"replacement": answer, "next": "/admin/"})
    assert not proposes(editor, "/ressources/ancienne/")


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_several_at_once_propose_the_same_record(editor, follower, way):
    records = [good_resource(live=True, slug=f"ancienne-{number}") for number in (1, 2)]
    ids = "&".join(f"id={record.pk}" for record in records)
    address = f"/admin/bulk/wagtailcore/page/{way}/?{ids}&next=/admin/"
    assert "Fiche à lire à la place" in editor.get(address).content.decode()
    editor.post(address, {"replacement": follower.pk})
    assert proposes(editor, "/ressources/ancienne-1/")
    assert proposes(editor, "/ressources/ancienne-2/")


def test_a_list_deleted_with_its_records_leaves_each_address(administrator, follower):
    record = good_resource(live=True, slug="ancienne")
    home = follower.get_parent().get_parent()
    other = publish(home.add_child(instance=ResourceIndexPage(title="Autres", slug="autres")))
    record.move(other, pos="last-child")
    address = f"/admin/pages/{other.pk}/delete/"
    assert "La page rangée dessous" in administrator.get(address).content.decode()
    administrator.post(address, {"replacement": follower.pk, "next": "/admin/"})
    assert proposes(administrator, "/autres/ancienne/")


def test_a_page_that_is_no_record_is_withdrawn_without_a_question(editor):
    page = make_page(ContentPage)
    for way in ("unpublish", "delete"):
        shown = editor.get(f"/admin/pages/{page.pk}/{way}/").content.decode()
        assert "à lire à la place" not in shown
    editor.post(f"/admin/pages/{page.pk}/delete/", {"next": "/admin/"})
    assert not RemovedRecord.objects.exists()


def test_published_again_it_takes_its_address_back(editor, follower):
    record = good_resource(live=True, slug="ancienne")
    editor.post(f"/admin/pages/{record.pk}/unpublish/", {"replacement": follower.pk})
    publish(record)
    assert editor.get("/ressources/ancienne/").status_code == 200
