"""Prepare the site, then serve it: one Python process boots Django once for both.

Run by the launcher. The server's worker is forked from this process where the system
allows it, so it starts with everything already imported.
"""

import argparse
import os
import sys

from portal.launching.words import Refusal, use_utf8, warn

# Few threads, a short queue: SQLite writes one at a time, and a reader would rather be
# told to come back than wait behind sixty others.
THREADS, QUEUE = 4, 64
STOP_SECONDS = 10


def main(arguments: list[str]) -> int:
    use_utf8()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--only-prepare", action="store_true")
    options = parser.parse_args(arguments)
    try:
        _prepare(static=not options.only_prepare)
    except Refusal as refusal:
        warn(str(refusal))
        return 1
    if not options.only_prepare:
        _serve(options.host, options.port)
    return 0


def _prepare(static: bool) -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        django.setup()
        from portal.preparing import prepare, show_accounts

        prepare(static=static)
        show_accounts()
    except ImproperlyConfigured as error:
        raise Refusal(f"Un réglage ne va pas : {error}") from error


def _serve(host: str, port: int) -> None:
    """The site's code is loaded here, before the fork, so that the worker starts at once."""
    from django.db import connections
    from django.urls import get_resolver
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    import portal.wsgi  # noqa: F401

    get_resolver().url_patterns  # noqa: B018 (imports every view)
    connections.close_all()
    Granian(
        "portal.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        backpressure=QUEUE,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
