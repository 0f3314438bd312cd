"""The project's own Python packages, in `.venv`, exactly those of the requirements files."""

import fcntl
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .places import ROOT, VENV, require_writable, setting, venv_python
from .processes import lines_of, run_quietly
from .system import ensure_venv_module
from .words import Pulse, Refusal, say

RUNTIME, TESTS, SERVICES = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-services.txt",
)
SERVICE_VARIABLES = ("DATABASE_URL", "REDIS_URL", "S3_BUCKET")
NETWORK_WORDS = (
    "NewConnectionError",
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "ConnectTimeoutError",
    "Network is unreachable",
    "ReadTimeoutError",
    "ProxyError",
)


def ensure_packages(*names: str) -> None:
    """The environment and these requirements files, installed only when they changed."""
    with alone():
        ensure_environment()
        for name in names:
            if not _is_installed(name):
                _install(name)


def runtime_files() -> list[str]:
    """The site's own packages, and the drivers of the services that are asked for."""
    files = [RUNTIME]
    if any(setting(name) for name in SERVICE_VARIABLES):
        files.append(SERVICES)
    return files


@contextmanager
def alone() -> Iterator[None]:
    """Two commands typed at once must not install into each other."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        _wait_for_turn(folder)
        yield
    finally:
        os.close(folder)


def _wait_for_turn(folder: int) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Une autre commande installe déjà les paquets : j’attends qu’elle finisse.")
        fcntl.flock(folder, fcntl.LOCK_EX)
    except OSError:
        # Some network file systems cannot lock a folder: installing stays possible.
        return


def ensure_environment() -> None:
    """A `.venv` that runs, made again when the Python it was made with is gone."""
    if _environment_version() is not None:
        return
    ensure_venv_module()
    if VENV.exists():
        say("L’environnement Python (.venv) ne marche plus : il est refait.")
        shutil.rmtree(VENV)
    require_writable(ROOT)
    with Pulse("Création de l’environnement Python (.venv)"):
        code, output = run_quietly([sys.executable, "-m", "venv", str(VENV)])
    if code != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Refusal(f"L’environnement Python n’a pas pu être créé : {_last_line(output)}")


def _environment_version() -> str | None:
    """The version of `.venv`'s Python, or nothing when it does not run."""
    python = venv_python()
    if not python.exists():
        return None
    code, output = run_quietly([str(python), "-c", "import sys, pip; print(sys.version_info[:2])"])
    return output.strip() if code == 0 else None


def _fingerprint(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def _stamp(name: str) -> Path:
    return VENV / f".{name}.stamp"


def _is_installed(name: str) -> bool:
    stamp = _stamp(name)
    return stamp.is_file() and stamp.read_text() == _fingerprint(name)


def _install(name: str) -> None:
    total = len(re.findall(r"^[\w.\[\]-]+==", (ROOT / name).read_text(), flags=re.MULTILINE))
    _stamp(name).unlink(missing_ok=True)
    command = [
        *(str(venv_python()), "-m", "pip", "install", "--require-hashes", "--no-color"),
        *("--progress-bar", "off", "--retries", "2", "--disable-pip-version-check"),
        *("--no-input", "-r", str(ROOT / name)),
    ]
    output: list[str] = []
    label = f"Installation des paquets Python ({total} paquets, une à trois minutes)"
    with Pulse(label) as pulse:
        code = _follow(command, pulse, output, total)
    if code != 0:
        raise Refusal(explain_pip("\n".join(output)))
    _stamp(name).write_text(_fingerprint(name))
    if name == TESTS:
        # The tests' file holds everything the site's own file holds.
        _stamp(RUNTIME).write_text(_fingerprint(RUNTIME))


def _follow(command: list[str], pulse: Pulse, output: list[str], total: int) -> int:
    """Run pip; each package it names moves the pulse. Its words are kept for an explanation."""
    seen = 0
    process = lines_of(command)
    for line in process.lines():
        output.append(line)
        if line.startswith(("Collecting ", "Processing ", "Requirement already")):
            seen += 1
            pulse.detail = f"lecture : {min(seen, total)} sur {total}"
        elif line.startswith("Installing collected"):
            pulse.detail = f"écriture des {total} paquets"
    return process.wait()


def explain_pip(output: str) -> str:
    """One sentence for what pip says in forty lines."""
    if "No space left on device" in output:
        return "Il n’y a plus de place sur le disque : libérez environ 1 Go, puis recommencez."
    if any(word in output for word in NETWORK_WORDS):
        return (
            "Les paquets Python n’ont pas pu être téléchargés : le réseau ne répond pas. "
            "Vérifiez la connexion (ou le proxy), puis relancez la commande."
        )
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in output:
        return (
            "Un paquet téléchargé n’est pas celui qui était prévu : rien n’a été installé. "
            "Recommencez ; si cela persiste, prévenez la personne qui maintient le portail."
        )
    if "Permission denied" in output or "Read-only file system" in output:
        return "Le dossier .venv ne peut pas être modifié : vérifiez vos droits sur ce dossier."
    return f"L’installation des paquets Python a échoué : {_last_line(output)}"


def _last_line(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["sans explication"])[-1].removeprefix("ERROR: ")
