"""Mails leave once, and again when the server did not take them; nothing else is blocked."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError
from django.utils import timezone

from members.mailing import delivering, health, kinds
from members.mailing.delivering import CLAIM, WAITS, deliver_due
from members.models import MailState, OutgoingMail
from members.tests.mailing import Server, make_mail, with_server
from tests.reading import plain

pytestmark = pytest.mark.django_db
REFUSED = smtplib.SMTPRecipientsRefused({"claude@example.org": (550, b"no such user")})
BUSY = smtplib.SMTPRecipientsRefused({"claude@example.org": (450, b"try later")})


@pytest.fixture(autouse=True)
def clock():
    """A clock moved by hand."""
    with time_machine.travel("2026-11-23 07:00:00+01:00", tick=False) as moved:
        yield moved


@pytest.fixture
def server():
    with with_server():
        yield Server


def test_mail_leaves_once_whole_with_its_headers():
    make_mail(html="<p>Texte</p>", headers={"Reply-To": "equipe@example.org", "X-Essai": "1"})
    assert (deliver_due(), deliver_due()) == (1, 0)
    (sent,) = mail.outbox
    assert (sent.body, sent.alternatives[0].content) == ("Texte", "<p>Texte</p>")
    assert sent.reply_to == ["equipe@example.org"]
    assert sent.message()["X-Essai"] == "1"
    row = OutgoingMail.objects.get()
    assert (row.state, row.sent_at) == (MailState.SENT, timezone.now())


def test_mail_refused_for_now_is_tried_again_later_and_later_then_given_up(server, clock):
    make_mail()
    server.answers = [ConnectionRefusedError("non")] * 20
    for wait in WAITS:
        deliver_due()
        row = OutgoingMail.objects.get()
        assert (row.state, row.next_try - timezone.now()) == (MailState.WAITING, wait)
        assert "ne répond pas" in row.last_error
        clock.shift(wait - timedelta(seconds=1))
        assert len(server.answers) == 20 - row.tries
        deliver_due()
        assert OutgoingMail.objects.get().tries == row.tries
        clock.shift(timedelta(seconds=1))
    deliver_due()
    assert OutgoingMail.objects.get().state == MailState.GIVEN_UP
    clock.shift(timedelta(days=10))
    assert deliver_due() == 0
    assert server.taken == []


def test_mail_leaves_when_the_server_is_back(server, clock):
    make_mail()
    server.answers = [TimeoutError(), smtplib.SMTPServerDisconnected("parti"), BUSY]
    for wait in WAITS[:3]:
        assert deliver_due() == 0
        clock.shift(wait)
    assert deliver_due() == 1
    row = OutgoingMail.objects.get()
    assert (row.state, row.last_error, row.tries) == (MailState.SENT, "", 4)


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (REFUSED, MailState.GIVEN_UP, "refuse cette adresse"),
        (BUSY, MailState.WAITING, "refuse cette adresse"),
        (smtplib.SMTPDataError(554, b"spam"), MailState.GIVEN_UP, "refuse ce message"),
        (smtplib.SMTPDataError(451, b"later"), MailState.WAITING, "refuse ce message"),
        (
            smtplib.SMTPAuthenticationError(535, b"bad"),
            MailState.WAITING,
            "refuse notre mot de passe",
        ),
        (OSError("réseau"), MailState.WAITING, "ne répond pas"),
        (ValueError("en-tête"), MailState.GIVEN_UP, "ne peut pas être écrit"),
        (RuntimeError("panne"), MailState.WAITING, "ne peut pas être écrit"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_refusal_is_said_and_stops_only_what_it_must(server, error, state, words):
    make_mail()
    make_mail("autre@example.org")
    server.answers = [error]
    assert deliver_due() == 1
    first = OutgoingMail.objects.get(to="claude@example.org")
    assert (first.state, words in first.last_error) == (state, True)
    assert OutgoingMail.objects.get(to="autre@example.org").state == MailState.SENT


def test_mail_claimed_by_a_process_that_died_is_taken_up_again(server, clock):
    make_mail()
    assert delivering._claim()
    assert deliver_due() == 0
    clock.shift(CLAIM + timedelta(seconds=1))
    assert deliver_due() == 1


def test_two_processes_never_take_the_same_mail():
    make_mail()
    assert delivering._claim()
    assert delivering._claim() is None


def test_mail_that_left_is_marked_even_if_the_database_is_busy(server, monkeypatch):
    make_mail()
    note, failures = delivering._note, [DatabaseError("locked")] * 2

    def busy(mail, **changes):
        if failures:
            raise failures.pop()
        note(mail, **changes)

    monkeypatch.setattr(delivering, "_note", busy)
    monkeypatch.setattr(delivering.time, "sleep", lambda seconds: None)
    assert deliver_due() == 1
    assert deliver_due() == 0
    assert len(server.taken) == 1


def test_mail_stopped_while_it_leaves_is_told_as_it_was(server):
    row = make_mail()
    server.answers = [lambda: OutgoingMail.objects.update(state=MailState.GIVEN_UP)]
    deliver_due()
    row.refresh_from_db()
    assert row.state == MailState.SENT


def test_every_try_carries_the_same_identifier(server, clock):
    make_mail()
    identifier = OutgoingMail.objects.get().headers["Message-ID"]
    server.answers = [OSError()]
    deliver_due()
    clock.shift(WAITS[0])
    deliver_due()
    assert server.taken[0].message()["Message-ID"] == identifier


def test_mail_that_has_no_more_reason_does_not_leave(monkeypatch):
    useless = kinds.Kind("autre", "Autre", still_wanted=lambda mail: False)
    monkeypatch.setitem(kinds._kinds, "autre", useless)
    make_mail()
    assert deliver_due() == 0
    assert plain(OutgoingMail.objects.get().last_error) == "Il n’avait plus lieu d’être."


# Health


def test_health_tells_mails_that_wait_too_long(client, clock, server):
    make_mail()
    server.answers = [OSError()] * 9
    deliver_due()
    assert client.get("/sante/").json()["courriels"] == "ok"
    clock.shift(timedelta(minutes=61))
    response = client.get("/sante/")
    assert (response.status_code, response.json()["courriels"]) == (200, "en retard")
    server.answers = []
    deliver_due()
    assert client.get("/sante/").json()["courriels"] == "ok"


def test_health_tells_a_queue_that_nobody_empties(clock):
    make_mail()
    clock.shift(timedelta(minutes=9))
    assert health.level() == "ok"
    clock.shift(timedelta(minutes=2))
    assert health.level() == "en retard"
