"""Owner, date, warning; « toujours exacte » from the mail, once, for whoever may."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import signing
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from editorial.freshness import keeping, links
from editorial.freshness.models import Verification
from editorial.freshness.receivers import Receivers
from editorial.tests.chain import away, make_staff
from members.agreement.machine import months_later
from members.privacy.forgetting import anonymise, delete_account
from tests.builders import make_monograph, make_referential, make_resource, publish
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def make_late(keeper=None, **fields):
    values = {"title": "Vieille fiche", "review_by": days(-3), "keeper": keeper} | fields
    return make_resource(**values)


def path(record, user, name: str = "still_right") -> str:
    return links.url(links.make(record, user), name).removeprefix("http://127.0.0.1:8000")


def again(record):
    return type(record).objects.get(pk=record.pk)


# What readers see


@pytest.mark.parametrize("make", [make_resource, make_monograph, make_referential])
@pytest.mark.parametrize(("left", "warned"), [(-31, True), (-30, False), (5, False)])
def test_readers_are_warned_a_month_after_the_day(client, make, left, warned):
    record = make(review_by=days(left))
    shown = f"Cette fiche n’a pas été vérifiée depuis le {days(left):%d/%m/%Y}"
    assert (shown in text(client.get(record.url))) is warned


def test_warning_shows_on_its_day_though_the_page_was_kept(client, settings):
    settings.PAGE_CACHE_SECONDS = 10 * 24 * 3600
    record = make_resource(review_by=days(-30))
    assert "n’a pas été vérifiée" not in text(client.get(record.url))
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "n’a pas été vérifiée" in text(client.get(record.url))
    caches["pages"].clear()


def test_warning_keeps_saying_what_the_state_says(client):
    record = make_resource(review_by=days(-40), state="experimental", period_note="Règle de 2013.")
    page = text(client.get(record.url))
    assert "n’a pas été vérifiée" in page
    assert "Période expérimentale. Règle de 2013." in page


def test_replaced_record_says_only_that(client):
    record = make_resource(review_by=days(-40), state="replaced", replaced_by=make_resource())
    assert "n’a pas été vérifiée" not in text(client.get(record.url))


def test_list_says_that_a_record_is_to_be_checked(client):
    make_resource(review_by=days(-40))
    assert "À vérifier" in text(client.get("/ressources/"))


# Who is reminded


def test_keeper_then_deputy_then_whoever_stands_in_then_the_editors():
    editor = make_staff("editor", "reseau")
    keeper, deputy = make_staff("contributor", "tient"), make_staff("contributor", "second")
    stands_in = make_staff("contributor", "remplace")
    record = make_late(keeper, keeper_deputy=deputy)
    assert Receivers().of(record) == [keeper.pk]
    away(keeper, stands_in)
    assert Receivers().of(record) == [deputy.pk]
    away(deputy)
    assert Receivers().of(record) == [stands_in.pk]
    stands_in.groups.clear()
    assert Receivers().of(record) == [editor.pk]


@pytest.mark.parametrize("leave", [delete_account, anonymise])
def test_when_the_keeper_leaves_the_deputy_receives(leave):
    editor = make_staff("editor", "reseau")
    keeper, deputy = make_staff("contributor", "tient"), make_staff("contributor", "second")
    record = make_late(keeper, keeper_deputy=deputy)
    leave(keeper)
    assert Receivers().of(again(record)) == [deputy.pk]
    assert again(record).keeper == deputy
    leave(deputy)
    assert Receivers().of(again(record)) == [editor.pk]
    # The page is still saved and published without a word about who left.
    assert publish(again(record)).live


def test_who_may_not_know_of_a_record_is_not_reminded_of_it():
    editor = make_staff("editor", "reseau")
    keeper = make_staff("contributor", "tient")
    record = make_late(keeper, access_level="editors", hide_notice=True)
    assert Receivers().of(record) == [editor.pk]


# The link


def test_link_asks_then_puts_the_day_off_and_the_journal_says_who():
    keeper = make_staff("contributor")
    record = make_late(keeper)
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(path(record, keeper))
    assert "« Vieille fiche », à vérifier avant le" in text(page)
    assert page["Referrer-Policy"] == "no-referrer"
    assert again(record).review_by == days(-3)
    answer = text(stranger.post(path(record, keeper)))
    expected = months_later(timezone.localdate(), 24)
    assert "Merci, c’est noté" in answer
    assert again(record).review_by == expected
    row = Verification.objects.get()
    assert (row.by, row.former, row.review_by) == (keeper, days(-3), expected)


def test_correcting_is_offered_to_whoever_may_edit():
    keeper, editor = make_staff("contributor"), make_staff("editor")
    record = make_late(keeper)
    assert "Dites-le à l’équipe du réseau" in text(Client().get(path(record, keeper)))
    assert "Non, je la corrige" in text(Client().get(path(record, editor)))


def test_link_serves_once():
    keeper = make_staff("contributor")
    record = make_late(keeper)
    address = path(record, keeper)
    Client().post(address)
    assert "C’est déjà fait" in text(Client().post(address))
    assert "C’est déjà fait" in text(Client().get(address))
    assert Verification.objects.count() == 1


def test_link_used_once_does_not_serve_when_the_former_date_comes_back():
    keeper = make_staff("contributor")
    record = make_late(keeper)
    address = path(record, keeper)
    Client().post(address)
    keeping.put_off([again(record)], keeper, days(-3), "erreur")
    assert "C’est déjà fait" in text(Client().post(address))
    assert again(record).review_by == days(-3)


def test_two_clicks_at_once_put_it_off_once():
    keeper = make_staff("contributor")
    record = make_late(keeper)
    same = again(record)
    assert keeping.still_right(record, keeper, keeping.How.LINK)
    assert not keeping.still_right(same, keeper, keeping.How.LINK)
    assert Verification.objects.count() == 1


def useless(address: str) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)(address)
        assert answer.status_code == 404
        assert "Ce lien ne sert plus" in text(answer)
        assert "Vieille fiche" not in text(answer)


def test_link_too_old_opens_nothing():
    keeper = make_staff("contributor")
    record = make_late(keeper)
    with time_machine.travel(timezone.now() - timedelta(days=61)):
        address = path(record, keeper)
    useless(address)


@pytest.mark.parametrize("said", ["[]", [1, 2], [1, 2, "hier"], ["a", "b", "2026-01-01"], None])
def test_link_signed_for_something_else_opens_nothing(said):
    useless(f"/toujours-exact/{signing.dumps(said, salt=links.SALT)}/")


def test_made_up_link_opens_nothing():
    keeper = make_staff("contributor")
    address = path(make_late(keeper), keeper)
    useless(address.replace("toujours-exact/", "toujours-exact/x"))
    useless("/toujours-exact/n-importe-quoi/")


@pytest.mark.parametrize("loss", ["closed", "turned_out", "another_keeper", "hidden", "offline"])
def test_who_lost_the_right_reads_not_even_a_title(loss):
    keeper = make_staff("contributor")
    record = make_late(keeper)
    address = path(record, keeper)
    if loss == "closed":
        keeper.is_active = False
        keeper.save()
    elif loss == "turned_out":
        keeper.groups.clear()
    elif loss == "another_keeper":
        type(record).objects.filter(pk=record.pk).update(keeper=make_staff("editor"))
    elif loss == "hidden":
        fields = {"access_level": "editors", "hide_notice": True}
        type(record).objects.filter(pk=record.pk).update(**fields)
    else:
        record.unpublish()
    useless(address)


def test_no_longer_me_gives_the_record_to_the_deputy():
    keeper, deputy = make_staff("contributor", "tient"), make_staff("contributor", "second")
    record = make_late(keeper, keeper_deputy=deputy)
    address = path(record, keeper, "not_me")
    assert "Ne plus suivre cette fiche" in text(Client().get(address))
    assert again(record).keeper == keeper
    assert "Vous ne recevrez plus de rappel" in text(Client().post(address))
    assert again(record).keeper == deputy
    assert again(record).keeper_deputy is None
    useless(address)


# Drafts


def test_draft_published_later_does_not_bring_the_former_date_back():
    keeper, other = make_staff("editor"), make_staff("editor", "autre")
    record = make_late(keeper)
    record.title = "Titre retouché"
    draft = record.save_revision(user=keeper)
    keeping.still_right(again(record), keeper, keeping.How.BOARD)
    keeping.give([again(record)], keeper, other)
    draft.refresh_from_db()
    draft.publish()
    record = again(record)
    assert record.title == "Titre retouché"
    assert record.review_by > days(300)
    assert record.keeper == other


def test_page_scheduled_for_later_keeps_the_new_date_too():
    editor = make_staff("editor")
    record = make_late(editor)
    record.go_live_at = timezone.now() + timedelta(days=1)
    record.save_revision(user=editor).publish()
    planned = again(record).scheduled_revision
    record.go_live_at = None
    record.save_revision(user=editor)
    keeping.put_off([again(record)], editor, days(90), "vu")
    assert planned.__class__.objects.get(pk=planned.pk).content["review_by"] == f"{days(90)}"
