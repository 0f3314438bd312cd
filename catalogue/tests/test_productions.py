"""Long documents: made once, stopped, asked again, given to those who may, swept."""

import os
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Production, ProductionState
from catalogue.productions import kinds, making, ordering, worker
from catalogue.productions.kinds import Cancelled, Kind, Produced, ProductionRefused
from tests.builders import make_user
from tests.productions import make_all
from tests.reading import soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ANYBODY = AnonymousUser()


class Essay:
    """A kind of document whose behaviour each test changes."""

    def __init__(self) -> None:
        self.allowed, self.marked, self.made, self.given = True, "", 0, 0
        self.during = lambda report: None

    def make(self, parameters, user, report) -> Produced:
        self.made += 1
        report(1, 2, "Fiche 1 sur 2")
        self.during(report)
        return Produced("essai.pdf", f"%PDF {parameters} {user}".encode(), 3)

    def opened(self, parameters, user) -> None:
        self.given += 1

    def kind(self) -> Kind:
        return Kind(
            self.make,
            lambda parameters, user: self.allowed,
            "Essai",
            mark=lambda parameters, user: self.marked,
            opened=self.opened,
        )


@pytest.fixture
def essay(monkeypatch) -> Essay:
    essay = Essay()
    monkeypatch.setitem(kinds._kinds, "essay", essay.kind())
    return essay


def ask(user=ANYBODY, **parameters) -> Production:
    return ordering.order("essay", parameters, user, "Mon essai")


def now(production: Production) -> Production:
    production.refresh_from_db()
    return production


# Made, followed, given


def test_it_waits_is_made_and_given(client, essay):
    production = ask(f="abc")
    waiting = client.get(production.get_absolute_url())
    assert waiting["Cache-Control"] == "private, no-store"
    assert "En attente" in text(waiting)
    assert soup(waiting).select_one("noscript meta[http-equiv=refresh]")
    make_all()
    ready = client.get(production.get_absolute_url())
    assert "Votre document est prêt" in text(ready)
    assert "essai.pdf, 3 pages" in text(ready)
    assert not soup(ready).select_one("noscript meta[http-equiv=refresh]")
    given = client.get(soup(ready).select_one("a.button")["href"])
    assert given.getvalue().startswith(b"%PDF")
    assert given["Content-Type"] == "application/pdf"
    assert given["Cache-Control"] == "private, no-store"
    assert 'filename="essai.pdf"' in given["Content-Disposition"]


def test_its_page_says_how_far_it_is(client, essay):
    production, seen = ask(), []
    essay.during = lambda report: seen.append(client.get(production.get_absolute_url()))
    make_all()
    assert "Fiche 1 sur 2" in text(seen[0])
    assert soup(seen[0]).select_one("progress")["value"] == "1"


def test_no_cookie_is_needed_nor_given(client, essay):
    production = ask()
    page = client.get(production.get_absolute_url())
    client.handler.enforce_csrf_checks = True
    client.post(soup(page).select_one("main form")["action"])
    assert now(production).state == ProductionState.CANCELLED
    assert not client.cookies


def test_a_member_s_form_needs_its_token(client, essay):
    user = make_user("editor")
    client.force_login(user)
    production = ask(user)
    stop = reverse("productions:stop", args=[production.identifier])
    client.handler.enforce_csrf_checks = True
    assert client.post(stop).status_code == 403
    page = client.get(production.get_absolute_url())
    token = soup(page).select_one("main [name=csrfmiddlewaretoken]")["value"]
    assert client.post(stop, {"csrfmiddlewaretoken": token}).status_code == 302
    assert now(production).state == ProductionState.CANCELLED


# Once for all


def test_fifty_people_who_ask_the_same_have_it_made_once(essay):
    asked = {ask(f="abc").pk for _ in range(50)}
    make_all()
    assert (len(asked), essay.made) == (1, 1)
    assert ask(f="abc").state == ProductionState.READY


def test_each_account_and_each_choice_has_its_own(essay):
    one, two = make_user("editor"), make_user("editor")
    asked = [ask(), ask(one), ask(two), ask(one, f="abc")]
    assert len({production.pk for production in asked}) == 4


def test_too_many_demands_are_refused_in_words(essay, monkeypatch):
    user = make_user("editor")
    for number in range(ordering.MINE):
        ask(user, f=number)
    with pytest.raises(ordering.TooMany, match="déjà 5 documents"):
        ask(user, f="encore")
    monkeypatch.setattr(ordering, "EVERYBODY", 1)
    ask()
    with pytest.raises(ordering.TooMany, match="quelques minutes"):
        ask(f="autre")


# Stopped, failed


def test_what_is_stopped_before_its_turn_is_never_made(client, essay):
    production = ask()
    client.post(reverse("productions:stop", args=[production.identifier]))
    assert make_all() == []
    assert "a été arrêtée" in text(client.get(production.get_absolute_url()))
    client.post(reverse("productions:retry", args=[production.identifier]))
    make_all()
    assert now(production).state == ProductionState.READY


def test_stopping_ends_the_making_at_its_next_word(essay):
    production, ended = ask(), []

    def stop_then_go_on(report):
        ordering.cancel(production)
        with pytest.raises(Cancelled) as stopped:
            report(2, 2, "Fiche 2 sur 2")
        ended.append(stopped)
        raise stopped.value

    essay.during = stop_then_go_on
    make_all()
    assert ended
    assert now(production).state == ProductionState.CANCELLED
    assert not production.file


def test_a_maker_that_was_left_behind_writes_nothing(essay):
    """It was slow, somebody else took over: only the other one’s work is kept."""
    production = ask()
    slow = making.claim_next()
    Production.objects.update(beat_at=timezone.now() - making.SILENCE * 2)
    other = making.claim_next()
    assert other.token != slow.token
    making.produce(slow)
    assert now(production).state == ProductionState.MAKING
    making.produce(other)
    assert now(production).state == ProductionState.READY


def test_a_trouble_says_so_and_may_be_tried_again(client, essay, caplog):
    production = ask()

    def break_down(report):
        raise ValueError("panne")

    essay.during = break_down
    make_all()
    page = client.get(production.get_absolute_url())
    assert "Un ennui technique" in text(page)
    assert "panne" in caplog.text
    essay.during = lambda report: None
    client.post(soup(page).select_one("main form")["action"])
    make_all()
    assert now(production).state == ProductionState.READY


def test_a_refusal_says_why_and_offers_no_retry(client, essay):
    production = ask()

    def refuse(report):
        raise ProductionRefused("Cette sélection ne contient rien.")

    essay.during = refuse
    make_all()
    page = client.get(production.get_absolute_url())
    assert "Cette sélection ne contient rien." in text(page)
    assert not soup(page).select("main form")
    client.post(reverse("productions:retry", args=[production.identifier]))
    assert now(production).state == ProductionState.FAILED


def test_a_dead_maker_is_replaced_three_times(essay):
    production = ask()
    for _ in range(making.TRIES):
        assert making.claim_next()
        assert making.claim_next() is None
        Production.objects.update(beat_at=timezone.now() - making.SILENCE * 2)
    assert making.claim_next() is None
    assert now(production).state == ProductionState.FAILED
    assert "interrompue plusieurs fois" in production.reason
    assert production.can_retry


# Who may take it


def test_what_an_account_asked_for_exists_for_nobody_else(client, essay):
    production = ask(make_user("editor"))
    make_all()
    addresses = [production.get_absolute_url(), production.file_url]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(make_user("editor"))
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(production.user)
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert essay.given == 1


def test_whoever_lost_the_right_receives_nothing(client, essay):
    production = ask()
    make_all()
    essay.allowed = False
    refused = client.get(production.file_url)
    assert refused.status_code == 403
    assert "plus le droit" in text(refused)


def test_what_changed_since_is_made_again_before_it_is_given(client, essay):
    production = ask()
    make_all()
    essay.marked = "une fiche de moins"
    said = client.get(production.file_url)
    assert "nous refaisons le document" in text(said)
    make_all()
    assert client.get(production.file_url).getvalue().startswith(b"%PDF")
    assert essay.made == 2


def test_what_changes_during_the_making_is_never_mixed(essay):
    production = ask()
    marks = iter("abcdefgh")

    def change(report):
        essay.marked = next(marks)

    essay.during = change
    make_all()
    assert now(production).state == ProductionState.FAILED
    assert not production.file


def test_a_file_that_the_storage_lost_is_made_again(client, essay):
    production = ask()
    make_all()
    now(production).file.storage.delete(production.file.name)
    client.get(production.file_url)
    make_all()
    assert client.get(production.file_url).status_code == 200


# Swept


def test_after_seven_days_it_is_gone_with_its_file(
    client, essay, django_capture_on_commit_callbacks
):
    production = ask()
    make_all()
    stored = now(production).file
    Production.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert client.get(production.get_absolute_url()).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge", verbosity=0)
    assert not Production.objects.exists()
    assert not stored.storage.exists(stored.name)


# In a process of its own


def nothing() -> None:
    """The process dies before it has done anything."""


class Maker:
    """A process that was started for a production, and how it ended."""

    def __init__(self, code, during):
        self.returncode, self.during = code, during

    def wait(self, _limit=None):
        self.during()

    def poll(self):
        return self.returncode


@pytest.mark.parametrize(
    ("code", "state"),
    [(-9, ProductionState.WAITING), (1, ProductionState.WAITING), (0, ProductionState.READY)],
)
def test_worker_has_it_made_by_a_process_and_minds_its_death(essay, monkeypatch, code, state):
    production, commands = ask(), []

    def popen(command, **options):
        commands.append(command)
        return Maker(code, (lambda: call_command(*command[2:])) if code == 0 else nothing)

    monkeypatch.setattr(worker.subprocess, "Popen", popen)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    monkeypatch.setattr(worker.Pulse, "start", lambda self: None)
    assert worker.make_next()
    assert commands[0][2:4] == ["make_production", str(production.identifier)]
    assert now(production).state == state


def test_a_maker_whose_parent_or_whose_turn_is_gone_stops_at_once(essay, monkeypatch):
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    production = ask()
    claimed = making.claim_next()
    wanted = worker.Pulse(claimed, os.getppid())
    assert wanted._is_wanted()
    assert not worker.Pulse(claimed, os.getppid() + 1)._is_wanted()
    ordering.cancel(production)
    assert not wanted._is_wanted()


def test_an_orphan_puts_its_production_back_in_the_queue(essay, monkeypatch):
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    ended = []
    monkeypatch.setattr(worker.os, "_exit", ended.append)
    production = ask()
    worker.Pulse(making.claim_next(), os.getppid() + 1).run()
    assert ended == [worker.Pulse.STOPPED]
    assert now(production).state == ProductionState.WAITING


def test_files_never_fill_the_disk(essay, monkeypatch, django_capture_on_commit_callbacks):
    """The oldest go first; the one just made stays, whatever its weight."""
    old, recent = ask(f="a"), ask(f="b")
    make_all()
    stored = now(old).file.name
    Production.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=1))
    monkeypatch.setattr(making, "ROOM", now(recent).size * 2 + 5)
    latest = ask(f="c")
    with django_capture_on_commit_callbacks(execute=True):
        make_all()
    assert set(Production.objects.all()) == {recent, latest}
    assert not recent.file.storage.exists(stored)


def test_two_readers_who_find_it_changed_have_it_made_once(client, essay):
    production = ask()
    make_all()
    essay.marked = "autre"
    first, second = now(production), Production.objects.get()
    ordering.restart(first)
    taken = making.claim_next()
    ordering.restart(second)
    assert now(production).token == taken.token
    assert production.state == ProductionState.MAKING


def test_the_waiting_page_is_shown_anew_when_there_is_nothing_to_wait_for(client, essay):
    production = ask()
    asked = {"headers": {"HX-Request": "true"}}
    assert "HX-Refresh" not in client.get(production.get_absolute_url(), **asked)
    make_all()
    assert client.get(production.get_absolute_url(), **asked)["HX-Refresh"] == "true"
    assert "HX-Refresh" not in client.get(production.get_absolute_url())
