"""Whatever happens to the files or to the writers: a clear error, or the former answers."""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from modelsearch.query import PlainText

from search.engine import keeper
from search.engine.locking import Lock
from search.engine.store import Limits, Store
from search.french import FrenchAnalysis
from search.robustness import (
    CORRUPT,
    MISSING,
    OUTDATED,
    IndexBusy,
    IndexNotWritable,
    IndexUnavailable,
    SearchIndexError,
)

from .conftest import build, document, find
from .leftovers import QUIET, broken_files, set_apart  # noqa: F401 (fixtures)

pytestmark = QUIET
ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
sys.path.insert(0, {root!r})
from search.engine.documents import Document
from search.engine.store import Store
from search.french import FrenchAnalysis
store = Store({path!r}, FrenchAnalysis())
print("ready", flush=True)
for number in range(10_000):
    documents = [
        Document(str(key), [("title", 1.0, [f"commun t{{number}}"]), ("body", 1.0, ["mot " * 40])])
        for key in range(20)
    ]
    store.write(documents)
"""


def _python(script: str) -> subprocess.Popen:
    command = [sys.executable, "-W", "ignore", "-c", script]
    return subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 (our own text)


def reason(store: Store) -> str:
    keeper.forget()
    with pytest.raises(IndexUnavailable) as caught:
        find(store, PlainText("haie"))
        store.snapshot().keys(str)
    assert str(store.path) in str(caught.value)
    return caught.value.reason


def files(store: Store, pattern: str = "*") -> list[Path]:
    return sorted(path for path in store.directory().glob(pattern) if path.is_file())


def test_an_index_never_built_says_so(tmp_path, analysis):
    assert reason(Store(tmp_path / "nowhere", analysis)) == MISSING


def test_writing_to_an_index_never_built_waits_for_its_rebuild(tmp_path, analysis):
    store = Store(tmp_path / "nowhere", analysis)
    assert store.write([document("1", "haie")]) == 0
    assert not store.path.exists()


def test_another_analysis_asks_for_a_rebuild(store):
    store.write([document("1", "haie")])
    other = Store(store.path, FrenchAnalysis(["PLIE"]))
    assert reason(other) == OUTDATED
    build(other, [document("1", "haie")])
    assert find(other, PlainText("haie")) == ["1"]


def test_another_format_asks_for_a_rebuild(store):
    state = json.loads((store.path / "CURRENT").read_text())
    (store.path / "CURRENT").write_text(json.dumps(state | {"format": 0}))
    assert reason(store) == OUTDATED


@pytest.mark.parametrize("content", ["", "{", "[]", '{"directory": 3}', "\0\0\0"])
def test_a_damaged_pointer_is_reported(store, content):
    (store.path / "CURRENT").write_text(content)
    assert reason(store) == CORRUPT


def test_a_lost_folder_is_reported(store):
    shutil.rmtree(store.directory())
    assert reason(store) == CORRUPT


@pytest.mark.parametrize("pattern", ["*.toc", "*.seg"])
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.95])
def test_half_copied_files_are_reported(store, pattern, kept):
    store.write([document(n, f"haie {n}", "texte " * 50) for n in range(50)])
    for path in files(store, pattern):
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * kept)])
    assert reason(store) == CORRUPT


@pytest.mark.parametrize("pattern", ["*.toc", "*.seg"])
def test_lost_files_are_reported(store, pattern):
    store.write([document("1", "haie")])
    for path in files(store, pattern):
        path.unlink()
    assert reason(store) == CORRUPT


def test_a_damaged_name_of_a_field_is_reported_before_scoring(store):
    store.write([document("1", "haie")])
    (toc,) = files(store, "*.toc")
    damaged = toc.read_bytes().replace(b"title~10", b"title~1;")
    assert damaged != toc.read_bytes()
    toc.write_bytes(damaged)
    assert reason(store) == CORRUPT


def test_damaged_bytes_give_an_answer_or_the_error(store):
    """Not every flipped byte can be seen; none may raise anything else."""
    chance = random.Random(11)  # noqa: S311 (the same at every run)
    store.write([document(n, f"haie {n}", "texte " * 20) for n in range(40)])
    intact = {path: path.read_bytes() for path in files(store)}
    for _ in range(60):
        path = chance.choice(list(intact))
        data = bytearray(intact[path])
        for _ in range(chance.choice([1, 8, 200])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        keeper.forget()
        try:
            find(store, PlainText("haie texte"))
            store.write([document("new", f"haie {chance.random()}")])
        except SearchIndexError:
            pass
        for name in store.directory().glob("*"):
            if name.is_file() and name not in intact:
                name.unlink()
        for path, content in intact.items():
            path.write_bytes(content)


def test_a_rebuild_repairs_everything(store):
    store.write([document("1", "haie")])
    for path in files(store):
        path.write_bytes(b"damaged")
    assert reason(store) == CORRUPT
    build(store, [document("1", "haie")])
    assert find(store, PlainText("haie")) == ["1"]


def test_a_writer_waits_for_its_turn_then_says_it_is_busy(store):
    quick = Store(store.path, store.analysis, Limits(lock_timeout=0.1))
    other = Lock(store.path / "LOCK")
    with other.held(1), pytest.raises(IndexBusy):
        quick.write([document("1", "haie")])
    waiting = threading.Timer(0.3, other.release)
    assert other.acquire(1)
    waiting.start()
    assert store.write([document("1", "haie")]) == 1
    waiting.join()


def test_writers_of_several_threads_lose_nothing(store):
    def write(number):
        for step in range(4):
            store.write([document(f"{number}-{step}", "haie commune")])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(find(store, PlainText("haie"))) == 20


def test_a_folder_that_cannot_be_written_is_reported(tmp_path, analysis):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(IndexNotWritable):
        Store(tmp_path / "file" / "index", analysis).reset()


@pytest.mark.parametrize("number", ["ENOSPC", "EROFS", "EACCES"])
def test_a_full_disk_or_a_read_only_folder_keeps_the_former_answers(store, monkeypatch, number):
    import errno

    from whoosh.filedb.filestore import FileStorage

    store.write([document("1", "haie")])
    create = FileStorage.create_file
    left = [3]

    def refuse(self, name, *args, **kwargs):
        left[0] -= 1
        if left[0] < 0:
            code = getattr(errno, number)
            raise OSError(code, os.strerror(code), name)
        return create(self, name, *args, **kwargs)

    for allowed in range(8):
        left[0] = allowed
        monkeypatch.setattr(FileStorage, "create_file", refuse)
        with pytest.raises(IndexNotWritable):
            store.write([document("2", "massif")])
        monkeypatch.setattr(FileStorage, "create_file", create)
        assert find(store, PlainText("haie")) == ["1"]
        assert find(store, PlainText("massif")) == []
    assert store.write([document("2", "massif")]) == 1


def test_a_killed_writer_leaves_a_readable_index(store):
    """kill -9 at any moment, twenty times: all the documents of one commit, never a mix."""
    chance = random.Random(5)  # noqa: S311 (the same at every run)
    build(store, [document(n, "commun depart") for n in range(20)])
    script = WRITER.format(root=str(ROOT), path=str(store.path))
    for _ in range(20):
        writer = _python(script)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.0, 0.25))
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert len(find(store, PlainText("commun"))) == 20
        assert store.snapshot().count == 20
    quick = Store(store.path, store.analysis, Limits(lock_timeout=1))
    assert quick.write([document("after", "suite")]) == 1
    assert find(store, PlainText("suite")) == ["after"]
    keeper.forget()
    # Nothing of the dead writers is left beside the files in use.
    assert len(files(store, "*.toc")) == 1
    assert len(files(store, "*.seg")) == len(store.snapshot().places)
