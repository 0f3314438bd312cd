"""Writers killed, disks full, folders read-only: readable index, nothing lost, no error."""

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from catalogue.finding import backend
from resources.models import ResourcePage
from search import queue
from search.models import IndexChange
from tests import source
from tests.builders import make_resource

NOBODY = 65534
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def test_killed_writers_leave_the_index_readable_and_lose_nothing(django_db_setup, tables_file):
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-m", "tests.kills", "8", "--base", str(tables_file)],
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


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """No file may grow past some bytes: what a full disk does to writes."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, former[1]))
    try:
        yield
        # Files that could not be written complain when they are forgotten: now.
        gc.collect()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


@contextmanager
def read_only_folder(folder: Path) -> Iterator[None]:
    """Its files can be read by all and changed by nobody; root steps down meanwhile."""
    places = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for place in places:
        place.chmod(0o555)
    former = os.geteuid()
    if not former:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(former)
        for place in places:
            place.chmod(0o755)


@pytest.fixture
def indexed(db, settings) -> Iterator[ResourcePage]:
    """A record in an index of its own, where every account may read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = settings.WAGTAILSEARCH_BACKENDS["default"] | {"PATH": Path(folder) / "index"}
        settings.WAGTAILSEARCH_BACKENDS = {"default": place}
        page = make_resource(title="Livret ancien")
        call_command("search_index", verbosity=0)
        IndexChange.objects.all().delete()
        yield page


def found(words: str) -> list[int]:
    return backend().search(words, ResourcePage.objects.all()).pks()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("trouble", [full_disk, read_only_folder], ids=lambda it: it.__name__)
def test_what_cannot_be_written_waits_in_the_queue_while_the_former_index_answers(
    indexed, settings, trouble
):
    indexed.title = "Livret nouveau"
    indexed.save()
    with trouble(settings.WAGTAILSEARCH_BACKENDS["default"]["PATH"]):
        queue.drain()
        assert found("ancien") == [indexed.pk]
    assert IndexChange.objects.get().tries == 1
    IndexChange.objects.update(retry_at=LONG_AGO)
    queue.drain()
    assert (found("ancien"), found("nouveau")) == ([], [indexed.pk])
    assert not queue.waiting()
