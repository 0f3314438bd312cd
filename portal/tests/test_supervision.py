"""The two processes of a running site live and stop together."""

import os
import signal
import socket
import sys
import time

import pytest

from portal.launching import processes, supervision
from portal.launching.environment import Address
from portal.launching.processes import Child, Stopped
from portal.launching.supervision import Site

PATIENT = [sys.executable, "-c", "import time; time.sleep(60)"]
FAILING = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture(autouse=True)
def own_signals(monkeypatch):
    """Stopping silences Ctrl-C: not for the test runner."""
    monkeypatch.setattr(processes.signal, "signal", lambda *args: None)
    monkeypatch.setattr(processes, "PATIENCE", 2.0)


@pytest.fixture
def address():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return Address("127.0.0.1", "127.0.0.1", trial.getsockname()[1])


@pytest.fixture
def server(address):
    """Anything that answers over HTTP."""
    return [sys.executable, "-m", "http.server", str(address.port), "--bind", address.ip]


def make_site(address, server, background) -> Site:
    return Site(address, server, background, dict(os.environ))


def is_over(child: Child) -> bool:
    return child.code() is not None


def test_site_whose_background_dies_stops_its_server(address, server, capfd):
    site = make_site(address, server, FAILING)
    assert site.run() == 1
    assert all(is_over(child) for child in site._children.values())
    said = capfd.readouterr()
    assert f"Le portail est ouvert : http://127.0.0.1:{address.port}/" in said.out
    assert "Les tâches de fond ont cessé sans prévenir (code 3)" in said.err


def test_site_whose_server_never_answers_starts_nothing_else(address, capfd):
    site = make_site(address, FAILING, PATIENT)
    assert site.run() == 3
    assert list(site._children) == ["server"]
    assert "n’a pas pu démarrer" in capfd.readouterr().err


def test_stop_ends_both_and_is_a_success(address, server, capfd, monkeypatch):
    site = make_site(address, server, PATIENT)

    def stop(self):
        raise Stopped

    monkeypatch.setattr(Site, "_watch", stop)
    assert site.run() == 0
    assert [is_over(child) for child in site._children.values()] == [True, True]
    assert capfd.readouterr().out.endswith("Le portail est arrêté.\n")


def test_ending_a_child_ends_what_it_started(tmp_path):
    mark = tmp_path / "pid"
    script = (
        "import subprocess, sys, time, pathlib;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        f"pathlib.Path({str(mark)!r}).write_text(str(child.pid)); time.sleep(60)"
    )
    child = Child([sys.executable, "-c", script])
    while not (mark.exists() and mark.read_text()):
        time.sleep(0.05)
    child.end()
    grandchild = int(mark.read_text())
    for _ in range(40):
        if not _runs(grandchild):
            break
        time.sleep(0.05)
    assert not _runs(grandchild)


def test_child_that_ignores_us_is_ended_by_force():
    script = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('sourd', flush=True); time.sleep(60)"
    )
    child = Child([sys.executable, "-c", script], capture=True)
    words = child.lines()
    assert next(words) == "sourd"
    child.end(0.3)
    assert child.code() == -signal.SIGKILL


def test_health_is_asked_under_the_public_name(address, monkeypatch):
    monkeypatch.setattr(supervision, "setting", lambda name: "https://portail.example.org")
    assert make_site(address, PATIENT, PATIENT)._public_name() == "portail.example.org"


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process nobody has waited for yet still has a number.
    with open(f"/proc/{pid}/stat") as status:
        return status.read().rpartition(")")[2].split()[0] != "Z"
