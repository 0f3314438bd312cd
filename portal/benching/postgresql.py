"""A throw-away PostgreSQL server: on this machine only, in a temporary folder, ended by its pid."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

SECONDS = 20
OPTIONS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=")


class NoServer(Exception):
    """No PostgreSQL can be started here; says why."""


def tool(name: str) -> str:
    """The path of one of PostgreSQL's programs, the newest. Raises NoServer."""
    installed = sorted(glob(f"/usr/lib/postgresql/*/bin/{name}"), key=_version)
    found = installed[-1] if installed else shutil.which(name)
    if not found:
        raise NoServer(f"PostgreSQL n’est pas installé sur cette machine ({name} manque).")
    return found


def _version(path: str) -> float:
    return float(path.split("/")[4])


@contextmanager
def server() -> Iterator[str]:
    """Start a server; yields the address of an empty database. Raises NoServer."""
    initdb, postgres, account = tool("initdb"), tool("postgres"), _account()
    # Not in pytest's folder, which the server's account may not enter.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data = sockets = folder / "data"
    if account:
        shutil.chown(folder, account)
    _run([initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"], account)
    words = [word for option in OPTIONS for word in ("-c", option)]
    process = subprocess.Popen(  # noqa: S603
        [postgres, "-D", str(data), "-k", str(sockets), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        user=account,
    )
    try:
        _wait(process, sockets)
        yield f"postgres://postgres@/postgres?host={sockets}"
    finally:
        # Now, without waiting for those still connected.
        if process.poll() is None:
            process.send_signal(signal.SIGQUIT)
            process.wait(SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    """PostgreSQL refuses to run as root: its own account then."""
    if os.geteuid():
        return None
    import pwd

    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError as error:
        raise NoServer("Il n’y a pas de compte « postgres » pour lancer le serveur.") from error


def _run(command: list[str], account: str | None) -> None:
    try:
        subprocess.run(  # noqa: S603
            command, check=True, capture_output=True, timeout=SECONDS * 2, user=account, cwd="/"
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stderr", b"") or b"").decode(errors="replace")[-300:]
        raise NoServer(f"initdb a échoué : {said or error}") from error


def _wait(process: subprocess.Popen, sockets: Path) -> None:
    end = time.monotonic() + SECONDS
    ready = tool("pg_isready")
    while time.monotonic() < end:
        if process.poll() is not None:
            raise NoServer("Le serveur PostgreSQL s’est arrêté aussitôt.")
        if not subprocess.run([ready, "-q", "-h", str(sockets)]).returncode:  # noqa: S603
            return
        time.sleep(0.05)
    raise NoServer("Le serveur PostgreSQL ne répond pas.")
