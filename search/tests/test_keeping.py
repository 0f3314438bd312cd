"""One snapshot a process, shared by its threads, never by its children."""

import os
import signal
import threading
import time

import pytest
from modelsearch.query import PlainText

from search.engine import keeper
from search.engine.store import Store

from .conftest import document, find


def test_readers_of_several_threads_get_right_answers_while_one_writes(store):
    store.write([document(n, f"commun numero{n}") for n in range(30)])
    stop, wrong = threading.Event(), []

    def read():
        while not stop.is_set():
            try:
                if len(find(store, PlainText("commun"))) != 30:
                    wrong.append("count")
                if find(store, PlainText("numero7")) != ["7"]:
                    wrong.append("one")
            except Exception as error:
                wrong.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for step in range(25):
        store.write([document(n, f"commun numero{n}", f"tour {step}") for n in range(0, 30, 5)])
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong


def test_one_snapshot_is_kept_until_a_commit(store):
    first = store.snapshot()
    assert Store(store.path, store.analysis).snapshot() is first
    store.write([document("1", "haie")])
    second = store.snapshot()
    assert second is not first
    store.write([document("2", "massif")])
    # What did not change is not read again.
    assert store.snapshot().places[0].segment is second.places[0].segment


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_opens_its_own(store):
    store.write([document("1", "haie")])
    kept = keeper._mine()
    # As if another thread was opening the index at the instant of the fork.
    kept.lock_of(store.path).acquire()
    kept.lock.acquire()
    child = os.fork()
    if not child:
        try:
            os._exit(0 if find(store, PlainText("haie")) == ["1"] else 1)
        finally:
            os._exit(2)
    kept.lock.release()
    kept.lock_of(store.path).release()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert status == 0
            return
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("the child waits for ever")
