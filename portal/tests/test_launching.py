"""The launcher's decisions: address, secret, packages, words."""

import ast
import io
import socket
import stat
import sys
from pathlib import Path

import pytest

from portal import launch
from portal.launching import commands, environment, packages, places, system, words
from portal.launching.environment import Address
from portal.launching.words import Refusal

LOCAL = Address(name="127.0.0.1", ip="127.0.0.1", port=8000)


@pytest.fixture
def env_file(tmp_path, monkeypatch):
    """A `.env` of our own, and no variable of this machine."""
    path = tmp_path / ".env"
    for module in (places, environment):
        monkeypatch.setattr(module, "ENV_FILE", path)
    for name in ("SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture
def busy_port():
    """A port somebody listens at."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_older_pythons_can_read_the_sentence_that_refuses_them():
    source = Path(launch.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


def test_too_old_python_is_refused_in_one_sentence(monkeypatch, capsys):
    class Version(tuple):
        pass

    monkeypatch.setattr(sys, "version_info", Version((3, 9, 2)))
    monkeypatch.setattr(launch.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="1"):
        launch.use_recent_python()
    assert "cette machine a Python 3.9" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["", "abc", "0", "70000", "-1", "80 80"])
def test_port_that_is_not_one_is_refused(port):
    with pytest.raises(Refusal, match="numéro de port"):
        environment.read_address("127.0.0.1", port)


def test_unknown_host_is_refused(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(environment.socket, "getaddrinfo", unknown)
    with pytest.raises(Refusal, match="HOST=ici.invalid"):
        environment.read_address("ici.invalid", "8000")


def test_busy_port_is_refused_with_a_free_one_to_try(busy_port):
    address = environment.read_address("127.0.0.1", str(busy_port))
    with pytest.raises(Refusal, match=r"déjà occupé .* make start PORT=\d+"):
        environment.require_free(address)


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False)]
)
def test_only_loopback_is_local(host, local, monkeypatch):
    monkeypatch.setattr(environment, "machine_ip", lambda: "192.0.2.7")
    assert environment.read_address(host, "8000").is_local is local


def test_default_address_changes_no_variable(env_file):
    site = environment.site_environment(LOCAL)
    assert "BASE_URL" not in site
    assert "ALLOWED_HOSTS" not in site


def test_other_address_fits_links_and_accepted_hosts(env_file):
    site = environment.site_environment(Address("192.0.2.7", "0.0.0.0", 8080))
    assert site["BASE_URL"] == "http://192.0.2.7:8080"
    assert {"192.0.2.7", "localhost"} <= set(site["ALLOWED_HOSTS"].split(","))


def test_what_env_file_decides_is_left_alone(env_file):
    env_file.write_text("BASE_URL=https://portail.example.org\nALLOWED_HOSTS=portail.example.org\n")
    site = environment.site_environment(Address("::1", "::1", 8080))
    assert "BASE_URL" not in site
    assert "ALLOWED_HOSTS" not in site


def test_secret_is_made_once_and_kept_private(env_file):
    environment.ensure_secret()
    first = env_file.read_text()
    environment.ensure_secret()
    assert env_file.read_text() == first
    assert len(places.env_file_values()["SECRET_KEY"]) >= 50
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600


def test_empty_secret_is_filled_in_and_the_other_lines_stay(env_file):
    env_file.write_text("# à moi\nSECRET_KEY=\nSITE_NAME=Essai")
    environment.ensure_secret()
    assert env_file.read_text().startswith("# à moi\nSITE_NAME=Essai\nSECRET_KEY=")
    assert env_file.read_text().count("SECRET_KEY") == 1


def test_secret_given_by_the_process_writes_nothing(env_file, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    environment.ensure_secret()
    assert not env_file.exists()


def test_drivers_are_installed_only_for_services_that_are_asked_for(env_file):
    assert packages.runtime_files() == ["requirements.txt"]
    env_file.write_text("DATABASE_URL=postgres://ici/portail\n")
    assert packages.runtime_files() == ["requirements.txt", "requirements-services.txt"]


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying … NewConnectionError", "le réseau ne répond pas"),
        ("ERROR: [Errno 28] No space left on device", "plus de place"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "rien n’a été installé"),
        ("ERROR: [Errno 30] Read-only file system", "vérifiez vos droits"),
        ("bla\nERROR: tout autre chose\n", "tout autre chose"),
    ],
)
def test_pip_is_explained_in_one_sentence(output, sentence):
    explained = packages.explain_pip(output)
    assert sentence in explained
    assert "\n" not in explained


def test_missing_library_says_the_command_to_type(monkeypatch):
    monkeypatch.setattr(system, "_loads", lambda library: "pango" not in library)
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    with pytest.raises(Refusal, match="apt-get install libpango-1.0-0 libpangoft2-1.0-0"):
        system.ensure_pdf_libraries()


def test_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "fichier").write_text("")
    with pytest.raises(Refusal, match="ne peut pas être modifié"):
        places.require_writable(tmp_path / "fichier" / "var")


def test_refusal_is_said_without_a_trace(monkeypatch, capsys):
    monkeypatch.setattr(commands, "listen_to_stops", lambda: None)
    monkeypatch.setattr(commands, "use_utf8", lambda: None)
    assert commands.main(["start", "--port", "abc"]) == 1
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_pulse_writes_plain_lines_where_nobody_watches(capsys):
    with words.Pulse("Préparation"):
        pass
    assert capsys.readouterr().out == "Préparation…\n"


def test_pulse_ends_its_line_on_a_terminal(monkeypatch):
    screen = io.StringIO()
    screen.isatty = lambda: True
    monkeypatch.setattr(sys, "stdout", screen)
    with words.Pulse("Préparation"):
        pass
    assert screen.getvalue().endswith("Préparation : fait\n")
