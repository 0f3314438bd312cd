"""Decisions and submissions at the same instant: one wins, nobody waits for ever, on SQLite.

The same on PostgreSQL: `tests/test_postgresql.py`.
"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection

from tests import agreement_race, source

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
    settings = {
        "DATABASE_URL": f"sqlite:///{path}",
        "DATA_DIR": str(folder),
        "SECRET_KEY": "x" * 50,
        "DEMO": "0",
        "MFA_REQUIRED": "0",
        "DEBUG": "0",
    }
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-m", "tests.agreement_race"],
        cwd=source.ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr[-3000:]
    return json.loads(answer.stdout.splitlines()[-1])


@pytest.mark.parametrize("state", agreement_race.ROUNDS)
def test_of_fifty_people_who_act_on_one_file_at_once_one_wins(said, state):
    assert one_won(said[state])


def test_of_certifiers_who_press_their_buttons_together_one_decides(said):
    assert one_decided(said["screens"])
