"""Decisions and submissions at the same instant: one wins, nobody waits for ever, on SQLite.

The same on PostgreSQL: `tests/test_postgresql.py`.
"""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from tests import agreement_race
from tests.apart import said_by

# The migrated database is copied: it must exist.
pytestmark = pytest.mark.django_db


def one_won(said: dict) -> bool:
    """One move, one line, one version more; the others were refused in words."""
    assert said == {
        "won": 1,
        "refused": agreement_race.PEOPLE - 1,
        "stuck": 0,
        "lines": 1,
        "version": 2,
        "state": said["state"],
    }
    return True


def one_decided(said: dict) -> bool:
    """One redirection to the file decided; the others read the page of refusal."""
    assert said == {
        "302": 1,
        "409": agreement_race.BUTTONS - 1,
        "stuck": 0,
        "lines": 1,
        "version": 2,
        "state": said["state"],
    }
    return True


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker, tmp_path_factory) -> dict:
    """What happened in a process of its own, on a copy of the migrated database, as a file."""
    folder = tmp_path_factory.mktemp("race")
    path = folder / "portail.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return said_by("tests.agreement_race", f"sqlite:///{path}", folder, timeout=60)


@pytest.mark.parametrize("state", agreement_race.ROUNDS)
def test_of_fifty_people_who_act_on_one_file_at_once_one_wins(said, state):
    assert one_won(said[state])


def test_of_certifiers_who_press_their_buttons_together_one_decides(said):
    assert one_decided(said["screens"])
