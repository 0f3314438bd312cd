"""The weekly mail: what is new, for this person, as its rights are at that moment."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from members.following import digest
from members.mailing.delivering import deliver_due
from members.models import OutgoingMail, SavedSearch
from members.tests.following import (
    LAST_MONDAY,
    MONDAY,
    make_follower,
    make_news,
    send,
    told,
)
from tests.builders import expire, make_support
from tests.reading import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


# When


def test_mail_says_what_is_new_and_what_was_updated():
    user = make_follower()
    make_news(title="Neuve", summary="Un résumé court.")
    make_news(title="Reprise", first=LAST_MONDAY - timedelta(days=300))
    make_news(LAST_MONDAY - timedelta(days=1), title="Ancienne")
    assert "Récapitulatifs : 1 (écrits). Fiches annoncées : 2." in send()
    words = plain(told(user))
    assert "Neuve (ressource, nouveau) Un résumé court. http" in words
    assert "Reprise (ressource, mis à jour)" in words
    assert "Ancienne" not in words
    assert plain(OutgoingMail.objects.get().subject) == "Cette semaine : 2 fiches pour vous"


def test_link_of_a_record_is_the_one_for_life():
    user = make_follower()
    record = make_news(title="Neuve")
    send()
    assert record.full_permalink in told(user)
    assert record.full_permalink in OutgoingMail.objects.get().html


def test_nothing_new_sends_nothing():
    user = make_follower(query="support=maraichage")
    make_news(supports=[make_support("Cuisine")])
    assert "Récapitulatifs : 0" in send()
    assert told(user) == ""


def test_news_are_told_once_whatever_the_number_of_runs(clock):
    user = make_follower()
    make_news(title="Neuve")
    for _ in range(3):
        send()
        clock.shift(timedelta(hours=5))
    assert "Neuve" in told(user)
    clock.move_to(MONDAY + timedelta(days=7))
    send()
    assert "Neuve" in told(user)


def test_digest_waits_for_monday_and_a_site_that_was_down_catches_up(clock):
    user = make_follower(since=MONDAY + timedelta(hours=1))
    make_news(MONDAY + timedelta(days=1), title="Neuve")
    for day in range(1, 7):
        clock.move_to(MONDAY + timedelta(days=day))
        assert "Récapitulatifs : 0" in send()
    clock.move_to(MONDAY + timedelta(days=8))
    send()
    assert "Neuve" in told(user)


def test_digest_is_due_at_seven_in_paris_summer_and_winter():
    for moment in ("2026-03-30", "2026-10-26", "2026-11-23"):
        due = MONDAY.fromisoformat(f"{moment}T07:00:00").replace(tzinfo=MONDAY.tzinfo)
        assert digest.last_monday(due) == due
        assert digest.last_monday(due - timedelta(minutes=1)) < due - timedelta(days=6)
        assert digest.last_monday(due + timedelta(days=6, hours=20)) == due


def test_one_may_ask_not_to_wait(clock):
    user = make_follower(since=MONDAY + timedelta(hours=1))
    make_news(MONDAY + timedelta(hours=2), title="Neuve")
    clock.shift(timedelta(hours=3))
    assert "Récapitulatifs : 0" in send()
    send(now=True)
    assert "Neuve" in told(user)


def test_dry_run_counts_and_writes_nothing():
    user = make_follower()
    make_news(title="Neuve")
    assert "Récapitulatifs : 1 (seraient écrits). Fiches annoncées : 1." in send(dry_run=True)
    assert told(user) == ""
    send()
    assert "Neuve" in told(user)


# For whom


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"pk": None},
    ],
    ids=["inactive", "deleted"],
)
def test_account_closed_receives_nothing(change):
    user = make_follower()
    make_news()
    if "pk" in change:
        user.delete()
    else:
        type(user).objects.filter(pk=user.pk).update(**change)
    assert "Récapitulatifs : 0" in send()
    assert not OutgoingMail.objects.exists()


def test_search_kept_without_being_followed_sends_nothing():
    user = make_follower(followed=False)
    make_news()
    send()
    assert told(user) == ""


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ("without_rights", {"public", "members", "accredited", "editors"}),
        ("member", {"public", "members", "accredited", "editors", "hidden members"}),
        (
            "accredited",
            {"public", "members", "accredited", "editors", "hidden members", "hidden accredited"},
        ),
    ],
)
def test_each_reader_is_told_of_what_it_may_know_with_the_lock(reader, expected):
    user = make_follower(reader)
    for level in ("public", "members", "accredited", "editors"):
        make_news(title=f"fiche {level} x", access_level=level)
        make_news(
            title=f"fiche hidden {level} x",
            summary=f"sommaire secret {level}",
            access_level=level,
            hide_notice=level != "public",
        )
    make_news(title="fiche brouillon x", live=False)
    expire(make_news(title="fiche expirée x"))
    send()
    words = told(user)
    titles = set(re.findall(r"fiche ([\w ]+) x", words))
    assert titles == expected | {"hidden public"}
    assert ("Réservé aux éditeurs" in words) and ("Ouvert à tous" not in words)


def test_body_of_a_record_is_never_told(clock):
    user = make_follower("editor")
    make_news(title="Neuve", purpose="corpssecretx", access_level="members")
    send()
    written = OutgoingMail.objects.get()
    assert "corpssecretx" not in written.text + written.html
    assert "Neuve" in told(user)


def test_rights_are_those_of_the_moment():
    user = make_follower("member")
    make_news(title="Secrète", access_level="members", hide_notice=True)
    user.memberships.all().delete()
    send()
    assert told(user) == ""


def test_mail_written_before_a_right_was_lost_does_not_leave():
    user = make_follower("member")
    make_news(title="Secrète", access_level="members", hide_notice=True)
    send()
    user.memberships.all().delete()
    assert deliver_due() == 0
    assert mail.outbox == []


@pytest.mark.parametrize("change", ["stopped", "inactive", "deleted", "withdrawn"])
def test_mail_that_has_lost_its_reason_does_not_leave(change):
    user = make_follower()
    record = make_news()
    send()
    match change:
        case "stopped":
            SavedSearch.objects.update(followed=False)
        case "inactive":
            type(user).objects.filter(pk=user.pk).update(is_active=False)
        case "deleted":
            user.delete()
        case "withdrawn":
            record.unpublish()
    assert deliver_due() == 0
