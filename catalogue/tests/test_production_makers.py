"""Makers of long documents: stopped, failing, killed, replaced."""

import os

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Production, ProductionState
from catalogue.productions import making, ordering, worker
from catalogue.productions.kinds import Cancelled, ProductionRefused
from tests.productions import ask, make_all, now
from tests.reading import soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


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
