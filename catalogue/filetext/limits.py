"""Limits of a process that reads strangers’ files."""

import resource
import signal


def limit(seconds: int, memory: int, written: int) -> None:
    """From here on: so much time, memory and writing (bytes), then the system kills."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
