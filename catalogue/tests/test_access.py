"""Who may see what, at the door of each page, at the moment one asks."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import Page

from catalogue import access
from catalogue.models import Record
from members.models import User
from portal.models import HomePage
from resources.models import ResourcePage
from tests.builders import READERS, expire, make_file, make_resource, make_user
from tests.reading import cards, download, links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

# reader → levels it opens
OPENS = {
    "anonymous": {"public"},
    "without_rights": {"public"},
    "member": {"public", "members"},
    "accredited": {"public", "members", "accredited"},
    "editor": {"public", "members", "accredited", "editors"},
}
SECRET = "Mode d’emploi réservé"


def make_reserved(level: str = "members", **fields) -> ResourcePage:
    return make_resource(title="Livret réservé", access_level=level, how_to_use=[SECRET], **fields)


def sign_in(client, reader: str) -> User:
    user = make_user(reader)
    if user.is_authenticated:
        client.force_login(user)
    return user


@pytest.mark.parametrize("reader", READERS)
def test_reader_opens_the_levels_of_its_groups_and_no_other(reader):
    assert access.levels_of(make_user(reader)) == OPENS[reader]


def test_nobody_at_all_opens_the_public_level_only():
    assert access.levels_of(None) == {"public"}


def test_inactive_account_opens_no_more_than_a_visitor():
    user = make_user("editor")
    user.is_active = False
    user.save()
    assert access.levels_of(User.objects.get(pk=user.pk)) == {"public"}


def test_visitor_reads_the_notice_and_the_way_in_but_not_the_body(client):
    page = make_reserved()
    make_file(page, "Livret complet")
    response = client.get(page.url)
    shown = text(response)
    assert response.status_code == 200
    assert "Un résumé." in shown
    assert "Réservé aux membres" in shown
    assert SECRET not in response.content.decode()
    assert "Livret complet" in shown
    assert not soup(response).select("main a[download]")
    assert links(response)["Se connecter"] == f"/compte/connexion/?next={page.url}"


def test_signed_in_reader_without_the_right_is_not_sent_to_the_login_page(client):
    page = make_reserved()
    sign_in(client, "without_rights")
    response = client.get(page.url)
    assert "Réservé aux membres" in text(response)
    assert "connexion" not in str(links(response))


@pytest.mark.parametrize("level", ["members", "accredited", "editors"])
def test_body_opens_for_those_of_the_level_only(client, level):
    page = make_reserved(level)
    for reader, levels in OPENS.items():
        client.logout()
        sign_in(client, reader)
        assert (SECRET in client.get(page.url).content.decode()) == (level in levels), reader


def test_hidden_notice_answers_as_a_page_that_does_not_exist(client):
    page = make_reserved(hide_notice=True)
    hidden, absent = client.get(page.url), client.get("/ressources/absente/")
    assert hidden.status_code == absent.status_code == 404
    assert "Livret réservé" not in hidden.content.decode()
    sign_in(client, "member")
    assert client.get(page.url).status_code == 200


def test_hidden_notice_is_listed_only_for_those_who_may_open_it(client):
    make_reserved(hide_notice=True)
    assert cards(client.get("/ressources/")) == []
    sign_in(client, "member")
    assert cards(client.get("/ressources/")) == ["Livret réservé"]


def test_public_record_is_never_hidden_even_when_the_box_is_ticked():
    page = make_resource(hide_notice=True)
    assert access.can_know(AnonymousUser(), page)
    assert page in access.visible_to(ResourcePage.objects.all(), AnonymousUser())


def test_draft_exists_for_nobody_on_the_site_not_even_its_editor(client):
    page = make_resource(live=False)
    sign_in(client, "editor")
    assert client.get(page.get_url()).status_code == 404
    assert client.get(page.permalink).status_code == 404
    assert cards(client.get("/ressources/")) == []


def test_editor_previews_a_draft_that_was_never_published(client):
    page = make_resource(live=False, how_to_use=["Brouillon du geste"])
    page.save_revision()
    sign_in(client, "editor")
    response = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert "Brouillon du geste" in text(response)


def test_draft_of_a_published_record_does_not_show(client):
    page = make_resource(title="Publié")
    page.title = "Brouillon"
    page.save_revision()
    assert cards(client.get("/ressources/")) == ["Publié"]
    assert "Brouillon" not in client.get(page.get_url()).content.decode()


def test_expired_record_is_closed_before_the_scheduled_job_runs(client):
    page = make_resource()
    item = make_file(page)
    expire(page)
    sign_in(client, "editor")
    assert client.get(page.url).status_code == 404
    assert download(client, item.url).status_code == 404
    assert client.get(page.permalink).status_code == 404
    assert cards(client.get("/ressources/")) == []


def test_record_that_expires_tomorrow_is_still_open(client):
    page = make_resource(expire_at=timezone.now() + timedelta(days=1))
    assert client.get(page.url).status_code == 200


def test_reader_who_leaves_a_structure_is_refused_at_the_next_request(client):
    page = make_reserved()
    item = make_file(page)
    user = sign_in(client, "member")
    assert download(client, item.url).status_code == 200
    user.memberships.all().delete()
    assert SECRET not in client.get(page.url).content.decode()
    assert download(client, item.url).status_code == 403


def test_record_closed_by_an_editor_is_closed_at_the_next_request(client):
    page = make_resource(how_to_use=[SECRET])
    assert SECRET in client.get(page.url).content.decode()
    Record.objects.filter(pk=page.pk).update(access_level="members")
    assert SECRET not in client.get(page.url).content.decode()


def test_plain_pages_hide_the_same_records_as_records_do():
    home = HomePage.objects.get()
    public, reserved = make_resource(), make_reserved()
    make_reserved(hide_notice=True)
    make_resource(live=False)
    shown = access.visible_to(Page.objects.all(), AnonymousUser())
    kept = set(shown.filter(depth__gt=3).values_list("pk", flat=True))
    assert kept == {public.pk, reserved.pk}
    assert shown.filter(pk=home.pk).exists()
    everything = access.visible_to(Page.objects.all(), make_user("member"))
    assert everything.filter(depth__gt=3).count() == 3


def test_question_about_a_file_is_the_question_about_its_record():
    item = make_file(make_reserved())
    assert not access.can_open(make_user("without_rights"), item)
    assert access.can_open(make_user("member"), item)


def test_answer_to_a_signed_in_reader_is_kept_by_no_shared_cache(client):
    page = make_reserved()
    sign_in(client, "member")
    control = client.get(page.url)["Cache-Control"]
    assert "private" in control
    assert "no-store" in control


def test_new_record_is_open_to_all_unless_said_otherwise():
    assert make_resource().access_level == access.Level.PUBLIC
