"""Writers killed, disks full, folders read-only: readable index, nothing lost, no error."""

import json
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from resources.models import ResourcePage
from search import queue
from search.models import IndexChange
from tests import source
from tests.builders import make_resource


@pytest.fixture
def base(django_db_setup, django_db_blocker, tmp_path) -> Path:
    """The migrated tables of the tests, in a file."""
    path = tmp_path / "base.sqlite3"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        copy = sqlite3.connect(path)
        connection.connection.backup(copy)
        copy.close()
    return path


def test_killed_writers_leave_the_index_readable_and_lose_nothing(base):
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-m", "tests.kills", "8", "--base", str(base)],
        cwd=source.ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    seen = json.loads(answer.stdout.splitlines()[-1])
    assert seen["kills"] == 8
    assert seen["visits"] > 0
    wrong = {name: seen[name] for name in ("unreadable", "lost", "errors", "missed")}
    assert wrong == {"unreadable": 0, "lost": 0, "errors": 0, "missed": 0}


@pytest.fixture
def full_disk():
    """No file may grow past some bytes: what a full disk does to writes."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, former[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, former)


@pytest.fixture
def indexed(db, settings, tmp_path) -> ResourcePage:
    """A record in an index of its own."""
    place = settings.WAGTAILSEARCH_BACKENDS["default"] | {"PATH": tmp_path / "index"}
    settings.WAGTAILSEARCH_BACKENDS = {"default": place}
    page = make_resource(title="Livret ancien")
    call_command("search_index", verbosity=0)
    IndexChange.objects.all().delete()
    return page


def found(words: str) -> list[int]:
    from catalogue.finding import backend

    return backend().search(words, ResourcePage.objects.all()).pks()


def test_a_full_disk_keeps_the_former_answers_and_the_queue(indexed, request):
    indexed.title = "Livret nouveau"
    indexed.save()
    request.getfixturevalue("full_disk")
    queue.drain()
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, most))
    assert found("ancien") == [indexed.pk]
    assert IndexChange.objects.get().tries == 1
    IndexChange.objects.update(retry_at="2000-01-01T00:00:00Z")
    queue.drain()
    assert (found("ancien"), found("nouveau")) == ([], [indexed.pk])
    assert not queue.waiting()
