"""How the launcher talks: plain lines, a pulse on what takes long, refusals without a trace."""

import sys
import threading
import time

QUIET_SECONDS = 10


class Refusal(Exception):
    """A reason to stop, said in one sentence to the person who typed the command."""


def use_utf8() -> None:
    """Accents must never stop a start, whatever the terminal's settings."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")


def say(text: str) -> None:
    print(text, flush=True)


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Pulse:
    """Says what is going on and shows that it moves: seconds on a terminal, lines elsewhere.

    `with Pulse("Installation") as pulse: pulse.detail = "12 sur 66"`. A step that lasts
    less than a second on a terminal leaves its single line.
    """

    def __init__(self, label: str):
        self.label = label
        self.detail = ""
        self._live = sys.stdout.isatty()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Pulse":
        self._start = time.monotonic()
        print(f"{self.label}…", end="" if self._live else "\n", flush=True)
        self._thread.start()
        return self

    def __exit__(self, error, *_) -> None:
        self._over.set()
        self._thread.join()
        seconds = round(time.monotonic() - self._start)
        word = "interrompu" if error else "fait"
        ending = f" : {word} ({seconds} s)" if seconds else f" : {word}"
        if self._live:
            print(f"\r\033[K{self.label}{ending}", flush=True)
        elif seconds >= QUIET_SECONDS or error:
            print(f"  {word} ({seconds} s)", flush=True)

    def _beat(self) -> None:
        while not self._over.wait(0.5 if self._live else QUIET_SECONDS):
            seconds = round(time.monotonic() - self._start)
            detail = f" ({self.detail})" if self.detail else ""
            if self._live:
                print(f"\r\033[K{self.label}… {seconds} s{detail}", end="", flush=True)
            else:
                print(f"  … {seconds} s{detail}", flush=True)
