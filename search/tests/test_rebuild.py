"""Rebuilding beside while the index goes on answering."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from modelsearch.query import PlainText

from search.engine import keeper
from search.engine.building import Build
from search.engine.store import Store
from search.robustness import IndexBusy, IndexNotWritable

from .conftest import build, document, find
from .leftovers import QUIET, broken_files, set_apart  # noqa: F401 (fixtures)

pytestmark = QUIET
ROOT = Path(__file__).resolve().parents[2]
BUILDER = """
import sys, time
sys.path.insert(0, {root!r})
from search.engine.building import Build
from search.engine.documents import Document
from search.engine.store import Store
from search.french import FrenchAnalysis
made = Build(Store({path!r}, FrenchAnalysis()))
made.start()
made.add([Document(str(n), [("title", 1.0, ["nouveau"])]) for n in range(50)])
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def old(store):
    store.write([document(n, "commun ancien") for n in range(10)])
    return store


def test_the_old_index_answers_until_the_new_one_is_ready(old):
    made = Build(old)
    made.start()
    made.add([document("1", "commun nouveau")])
    assert len(find(old, PlainText("commun"))) == 10
    made.finish()
    assert find(old, PlainText("commun")) == ["1"]
    assert find(old, PlainText("ancien")) == []


def test_only_the_new_files_are_left(old):
    build(old, [document("1", "nouveau")])
    build(old, [document("1", "nouveau")])
    assert [path.name for path in old.path.glob("g-*")] == [old.directory().name]
    assert not old.journal.exists()


def test_what_is_written_meanwhile_is_not_lost(old):
    made = Build(old)
    made.start()
    made.add([document(n, "commun ancien") for n in range(10)])
    old.write([document("3", "modifié entre-temps"), document("11", "ajouté entre-temps")])
    old.write([document("11", "ajouté puis modifié")])
    old.write([], ["5"])
    old.write([document("6", "supprimé bientôt")])
    old.write([], ["6"])
    # The old index shows the changes at once, the new one when it takes its place.
    for _ in range(2):
        assert set(find(old, PlainText("modifié"))) == {"3", "11"}
        assert len(find(old, PlainText("ancien"))) == 7
        assert find(old, PlainText("bientôt")) == []
        if made is not None:
            made.finish()
            made = None


def test_two_rebuilds_of_one_index_do_not_run_together(old):
    first = Build(old)
    first.start()
    with pytest.raises(IndexBusy):
        Build(old).start()
    first.add([document("1", "nouveau")])
    first.finish()
    build(old, [document("2", "suivant")])
    assert find(old, PlainText("suivant")) == ["2"]


def test_a_rebuild_given_up_changes_nothing(old):
    made = Build(old)
    made.start()
    made.add([document("1", "nouveau")])
    made.cancel()
    assert len(find(old, PlainText("commun"))) == 10
    assert [path.name for path in old.path.glob("g-*")] == [old.directory().name]
    build(old, [document("1", "nouveau")])
    assert find(old, PlainText("nouveau")) == ["1"]


def test_emptying_during_a_rebuild_does_not_break_it(old):
    made = Build(old)
    made.start()
    made.add([document("1", "nouveau")])
    old.reset()
    assert old.snapshot().count == 0
    made.finish()
    assert find(old, PlainText("nouveau")) == ["1"]


def test_a_killed_rebuild_leaves_the_old_index_and_no_trace(old):
    script = BUILDER.format(root=str(ROOT), path=str(old.path))
    command = [sys.executable, "-W", "ignore", "-c", script]
    builder = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 (our own text)
    assert builder.stdout is not None
    assert builder.stdout.readline() == b"ready\n"
    with pytest.raises(IndexBusy):
        Build(old).start()
    os.kill(builder.pid, signal.SIGKILL)
    builder.wait()
    builder.stdout.close()
    assert len(find(old, PlainText("commun"))) == 10
    old.write([document("20", "commun encore")])
    assert not old.journal.exists()
    build(old, [document("1", "nouveau")])
    assert [path.name for path in old.path.glob("g-*")] == [old.directory().name]
    assert find(old, PlainText("nouveau")) == ["1"]


def test_a_full_disk_at_the_end_keeps_the_old_index(old, monkeypatch):
    import errno

    made = Build(old)
    made.start()
    made.add([document("1", "nouveau")])

    def refuse(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(IndexNotWritable):
        made.finish()
    monkeypatch.undo()
    keeper.forget()
    assert len(find(old, PlainText("commun"))) == 10
    build(old, [document("1", "nouveau")])


def test_searches_never_fail_during_rebuilds(old):
    """Every answer is that of one whole index, old or new."""
    stop, wrong, answers = threading.Event(), [], [0]

    def read():
        mine = Store(old.path, old.analysis)
        while not stop.is_set():
            try:
                answers[0] += 1
                if len(find(mine, PlainText("commun"))) not in (10, 40):
                    wrong.append("count")
            except Exception as error:
                wrong.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for size in (40, 10, 40, 10, 40, 10):
        build(old, [document(n, "commun") for n in range(size)])
        time.sleep(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong
    assert answers[0] > 20
