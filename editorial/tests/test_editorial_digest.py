"""One mail a day about all that waits, for whoever wants it, and nothing when nothing does."""

import re
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from editorial.reviewing import digest, waiting
from editorial.reviewing.models import DigestChoice
from editorial.reviewing.waiting import Waiting
from editorial.tests.chain import away, client_of, make_staff, submit, take
from members.mailing.delivering import deliver_due
from members.models import OutgoingMail, User
from tests.builders import make_resource
from tests.reading import plain, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "nothing_checked")]
PARIS = ZoneInfo("Europe/Paris")
# A Wednesday, half past seven.
NOW = datetime(2026, 12, 2, 7, 30, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def send(*options: str) -> str:
    out = StringIO()
    call_command("send_editorial_digest", *options, stdout=out)
    return plain(out.getvalue())


def told(user) -> str:
    """The words of the last mail written to this person; nothing when there is none."""
    mails = OutgoingMail.objects.filter(to=user.email, kind="editorial_digest")
    last = mails.order_by("-pk").first()
    return plain(last.text) if last else ""


def test_reviewer_is_told_what_to_read_and_its_author_what_came_of_it(clock):
    author, editor = make_staff("contributor"), make_staff("editor")
    record = submit(author, title="Tailler une haie")
    assert "1 (écrits)" in send()
    words = told(editor)
    assert "Bonjour Editor" in words
    assert "Tailler une haie (ressource)" in words
    assert "Relecture d’une ressource, depuis aujourd’hui, envoyée par Contributor." in words
    assert told(author) == ""
    clock.move_to(NOW + timedelta(hours=1))
    take(record, editor)
    clock.move_to(NOW + timedelta(days=1))
    send()
    assert "« Tailler une haie » est approuvée et en ligne." in told(author)


def test_correction_asked_is_told_with_its_reason():
    author = make_staff("contributor")
    take(submit(author, title="La mienne"), make_staff("reviewer"), "reject", "Trop long.")
    send()
    assert "À REPRENDRE * La mienne « Trop long. »" in told(author)


def test_nothing_to_say_no_mail():
    make_staff("editor")
    make_resource()
    assert "Récapitulatifs des éditeurs : 0" in send()
    assert not OutgoingMail.objects.exists()


def test_running_twice_writes_once(clock):
    make_staff("editor")
    submit(make_staff("contributor"))
    send()
    send()
    clock.move_to(NOW + timedelta(hours=8))
    send()
    assert OutgoingMail.objects.count() == 1
    clock.move_to(NOW + timedelta(days=1))
    send()
    assert OutgoingMail.objects.count() == 2


def test_dry_run_writes_nothing():
    make_staff("editor")
    submit(make_staff("contributor"))
    assert "1 (seraient écrits)" in send("--dry-run")
    assert not OutgoingMail.objects.exists()
    assert not DigestChoice.objects.exclude(served_at=None).exists()


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (datetime(2026, 12, 2, 6, 59), datetime(2026, 12, 1, 7)),
        (datetime(2026, 12, 2, 7, 0), datetime(2026, 12, 2, 7)),
        (datetime(2026, 3, 29, 8, 0), datetime(2026, 3, 29, 7)),
        (datetime(2026, 10, 25, 6, 30), datetime(2026, 10, 24, 7)),
    ],
)
def test_seven_is_seven_in_paris_on_the_days_the_hour_changes_too(now, slot):
    found = digest.slot_of("daily", now.replace(tzinfo=PARIS))
    assert found == slot.replace(tzinfo=PARIS)


def test_weekly_waits_for_monday(clock):
    editor = make_staff("editor")
    submit(make_staff("contributor"))
    monday = datetime(2026, 12, 7, 7, tzinfo=PARIS)
    DigestChoice.objects.create(user=editor, rhythm="weekly", served_at=timezone.now())
    for day in range(1, 5):
        clock.move_to(NOW + timedelta(days=day))
        send()
    assert not OutgoingMail.objects.exists()
    clock.move_to(monday)
    send()
    assert told(editor)


def test_who_refused_gets_none():
    editor = make_staff("editor")
    submit(make_staff("contributor"))
    DigestChoice.objects.create(user=editor, rhythm="never")
    send("--now")
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("lost", ["is_active", "groups"])
def test_mail_written_does_not_leave_for_who_is_no_longer_there(lost):
    editor = make_staff("editor")
    submit(make_staff("contributor"))
    send()
    if lost == "groups":
        editor.groups.clear()
    else:
        User.objects.filter(pk=editor.pk).update(is_active=False)
    deliver_due()
    assert mail.outbox == []


def test_whoever_stands_in_is_reminded_in_place_of_the_keeper():
    deputy, absent = make_staff("editor", "remplacant"), make_staff("editor", "absente")
    make_resource(title="Suivie", keeper=absent, review_by=timezone.localdate() + timedelta(days=3))
    away(absent, deputy)
    send()
    assert "Suivie" in told(deputy)
    assert "Suivie" not in told(absent)


def test_who_is_away_gets_nothing_until_they_come_back(clock):
    editor = make_staff("editor")
    submit(make_staff("contributor"), title="À lire")
    away(editor, last=2)
    send()
    assert told(editor) == ""
    clock.move_to(NOW + timedelta(days=3))
    send()
    assert "À lire" in told(editor)


def test_what_waits_too_long_is_told_to_the_editors_who_cannot_read_it_themselves(clock):
    editor = make_staff("editor")
    submit(editor, title="Oubliée")
    make_staff("editor", "autre")
    send()
    assert "CES RELECTURES TRAÎNENT" not in told(editor)
    record = submit(make_staff("contributor"), "referentiel", title="Le long")
    take(record, editor)
    clock.move_to(NOW + timedelta(days=9))
    send()
    assert "CES RELECTURES TRAÎNENT * Le long" in told(editor)
    assert "attend depuis 9 jours" in told(editor)


def test_another_part_is_told_too_and_its_failure_stops_nobody(monkeypatch, caplog):
    monkeypatch.setattr(waiting, "_sources", {})
    first, second = make_staff("editor"), make_staff("editor", "autre")

    def ask(user):
        if user.pk == first.pk:
            raise RuntimeError("en panne")
        return [Waiting("Une idée reçue", "/admin/x/")]

    waiting.register_source("Propositions", ask)
    send()
    assert told(first) == ""
    assert "PROPOSITIONS * Une idée reçue http://127.0.0.1:8000/admin/x/" in told(second)
    assert "n’a pas pu être écrit" in caplog.text


def test_long_list_is_cut_and_leads_to_the_board():
    editor, author = make_staff("editor"), make_staff("contributor")
    for _ in range(digest.SHOWN + 2):
        submit(author)
    send()
    assert "Et 2 de plus : http://127.0.0.1:8000/admin/suivi/" in told(editor)
    html = OutgoingMail.objects.get().html
    assert "Et 2 de plus" in html


# Choosing


def test_one_click_stops_it():
    editor = make_staff("editor")
    submit(make_staff("contributor"))
    send()
    deliver_due()
    header = mail.outbox[0].message()["List-Unsubscribe"]
    path = re.search(r"8000(/[^>]+)", header)[1]
    stranger = Client(enforce_csrf_checks=True)
    assert "Ne plus recevoir" in text(stranger.get(path))
    assert DigestChoice.objects.get(user=editor).rhythm == "daily"
    for _ in range(2):
        assert "C’est fait" in text(stranger.post(path))
    assert DigestChoice.objects.get(user=editor).rhythm == "never"


@pytest.mark.parametrize("token", ["faux", "WzEsMF0:1abc:xyz", "é"])
def test_made_up_link_stops_nothing(token):
    answer = Client().post(f"/recapitulatif/arreter/{token}/")
    assert answer.status_code == 404
    assert "Ce lien n’est pas complet" in text(answer)


def test_rhythm_is_chosen_in_the_administration():
    editor = make_staff("editor")
    client = client_of(editor)
    client.post("/admin/suivi/moi/", {"formulaire": "rythme", "rhythm": "weekly"})
    assert editor.digest_choice.rhythm == "weekly"
    answer = client.post("/admin/suivi/moi/", {"formulaire": "rythme", "rhythm": "parfois"})
    assert answer.status_code == 422
    assert "Mes absences et courriels" in text(client.get("/admin/account/"))


def test_wagtails_choice_of_mails_is_not_offered():
    page = client_of(make_staff("editor")).get("/admin/account/").content.decode()
    assert "submitted_notifications" not in page
