"""Children: each in a session of its own, none left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

PATIENCE = 12.0
PR_SET_PDEATHSIG = 1
# Loaded before any fork: a child between fork and exec should not load anything.
LIBC = ctypes.CDLL(None)


class Stopped(BaseException):
    """The person, or the system, asked us to stop."""


def _stop(number: int, _frame) -> None:
    raise Stopped(number)


def listen_to_stops() -> None:
    """Ctrl-C, `kill` and a closed terminal all mean: stop everything, tidily."""
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _stop)


def _follow_parent_into_death() -> None:
    """On Linux, a child is told to stop when the launcher is killed without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """A process we started, with everything it starts itself."""

    def __init__(self, command: list[str], env=None, cwd=None, capture: bool = False):
        self._process = subprocess.Popen(  # noqa: S603 (our own commands)
            command,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if capture else None,
            stderr=subprocess.STDOUT if capture else None,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_follow_parent_into_death,
        )
        self._ended = False

    def code(self) -> int | None:
        """The exit code, or nothing while it runs."""
        return self._process.poll()

    def lines(self) -> Iterator[str]:
        """What it says, line by line. A stop on the way stops it too."""
        try:
            for line in self._process.stdout or ():
                yield line.rstrip("\n")
        except BaseException:
            self.end()
            raise

    def wait(self) -> int:
        try:
            return self._process.wait()
        except BaseException:
            self.end()
            raise

    def ask_to_stop(self) -> None:
        if self.code() is None:
            self._process.terminate()

    def end(self, patience: float = PATIENCE) -> None:
        """Stop it, by force if it takes too long, and whatever it left behind. Once only."""
        if self._ended:
            return
        self._ended = True
        self.ask_to_stop()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self._kill_group()
            self._process.wait()
            if self._process.stdout:
                self._process.stdout.close()

    def _kill_group(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return


def lines_of(command: list[str], env=None) -> Child:
    """A child whose words we read."""
    return Child(command, env=env, capture=True)


def run_quietly(command: list[str], env=None) -> tuple[int, str]:
    """Run to the end; the exit code and what was said."""
    child = lines_of(command, env)
    output = "\n".join(child.lines())
    return child.wait(), output


def end_all(children: list[Child]) -> None:
    """Ask all of them first, so that they stop at the same time; then make sure."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # We are stopping already, and it takes a few seconds at most.
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        child.ask_to_stop()
    limit = time.monotonic() + PATIENCE
    for child in children:
        child.end(max(0.1, limit - time.monotonic()))
