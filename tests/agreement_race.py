"""Many people act on one file at the same instant: run in a process of its own, on a real server.

Not a test module: `tests/test_agreement_race.py` starts it on SQLite, `tests/postgresql_site.py`
calls `race()` on PostgreSQL. Prints, or gives back, what happened to each.
"""

import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable

PEOPLE, BUTTONS = 50, 8
# State of the file → who tries what, in turn.
ROUNDS = {
    "draft": (("referent", "submit"), ("referent", "abandon")),
    "submitted": (("certifier", "take_up"), ("referent", "abandon")),
    "under_review": (
        ("certifier", "agree"),
        ("certifier", "plan_refusal"),
        ("certifier", "ask_more"),
    ),
    "refusal_planned": (("referent", "contest"), ("referent", "contest")),
}


def race() -> dict[str, dict]:
    """State → how many won, were refused, failed; lines of the journal; version afterwards."""
    from portal.groups import ensure_groups

    ensure_groups()
    said = {state: _round(state, tries) for state, tries in ROUNDS.items()}
    said["screens"] = _screens()
    return said


def _all_at_once(act: Callable[[int], str], number: int) -> dict[str, int]:
    """What each of so many threads says, each with a connection of its own."""
    from django.db import connections

    start, said = threading.Barrier(number), Counter()

    def run(rank: int) -> None:
        try:
            start.wait(10)
            said[act(rank)] += 1
        except Exception as error:
            said[f"failed: {type(error).__name__} {error}"] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[rank]) for rank in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return dict(said) | {"stuck": sum(thread.is_alive() for thread in threads)}


def _made(state: str):
    from tests.structures import fill, make_agreement, make_certifier, make_referent

    agreement = fill(make_agreement(state=state))
    return agreement, {
        "referent": make_referent(agreement.structure),
        "certifier": make_certifier(),
    }


def _after(agreement, said: dict) -> dict:
    agreement.refresh_from_db()
    lines = agreement.journal.exclude(transition="")
    return said | {"lines": lines.count(), "version": agreement.version, "state": agreement.state}


def _round(state: str, tries: tuple) -> dict:
    from members.agreement import machine
    from members.agreement.machine import Actor, Refused

    agreement, people = _made(state)

    def act(rank: int) -> str:
        who, name = tries[rank % len(tries)]
        try:
            machine.move(agreement.pk, name, Actor(people[who]), version=1, reason="Un motif.")
        except Refused:
            return "refused"
        return "won"

    return _after(agreement, _all_at_once(act, PEOPLE))


def _screens() -> dict:
    """The same through the pages: eight certifiers press their buttons together."""
    from django.test import Client

    from tests.structures import make_certifier

    agreement, _people = _made("under_review")
    clients = [Client(raise_request_exception=False) for _ in range(BUTTONS)]
    for client in clients:
        client.force_login(make_certifier())

    def act(rank: int) -> str:
        name = ("agree", "plan_refusal", "ask_more")[rank % 3]
        address = f"/admin/agrements/{agreement.reference}/decision/{name}/"
        answer = clients[rank].post(address, {"version": 1, "reason": f"Le motif {rank}."})
        return str(answer.status_code)

    return _after(agreement, _all_at_once(act, len(clients)))


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.ALLOWED_HOSTS.append("testserver")
    # Passwords protect nothing here, and hashing them well takes its time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    import django

    django.setup()
    sys.stdout.write("\n" + json.dumps(race()))


if __name__ == "__main__":
    main()
