"""Writers killed at random moments: `python -m tests.kills 200`.

A child saves records, drains the queue and rebuilds, in any order; it is killed (SIGKILL)
after a random time, over and over, while another process visits the search. In the end no
index may be unreadable, no update lost, no visitor told of an error.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RECORDS = 12
# Seconds before a kill.
SOONEST, LATEST = 0.005, 0.9
STEADY = "perennité"


def main(arguments: list[str]) -> dict:
    """Prepare a site in a temporary folder, kill its writers, settle accounts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--base", type=Path, help="une base déjà migrée, à copier")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        _set_up(Path(folder), options.base)
        return _run(Path(folder), options.kills)


def _set_up(folder: Path, base: Path | None) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATA_DIR": str(folder),
        "DEBUG": "0",
        "SECRET_KEY": "x" * 50,
    }
    if base:
        shutil.copy(base, folder / "portail.sqlite3")
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.ALLOWED_HOSTS, settings.PAGE_CACHE_SECONDS = ["*"], 0
    settings.LOGGING["root"]["level"] = "CRITICAL"
    django.setup()
    from django.core.management import call_command

    if not base:
        call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _run(folder: Path, kills: int) -> dict:
    from search import worker
    from tests.builders import make_resource

    for number in range(RECORDS):
        make_resource(title=f"Fiche K{number:07d}", summary="Un outil.")
    make_resource(title=f"Fiche de {STEADY}")
    worker.rebuild_all()
    worker.empty_queue()
    draw = random.Random(1)  # noqa: S311 (moments, no secret)
    visitor = _child(lambda: _visit(folder))
    seen = {"kills": 0, "unreadable": 0}
    for number in range(1, kills + 1):
        writer = _child(lambda seed=number: _write(folder, seed))
        time.sleep(draw.uniform(SOONEST, LATEST))
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        seen["kills"] += 1
        seen["unreadable"] += _unreadable()
    (folder / "stop").touch()
    os.waitpid(visitor, 0)
    return seen | json.loads((folder / "visits").read_text()) | _settle(folder)


def _child(work: Callable[[], None]) -> int:
    """Another process, with nothing of this one's connections."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        os._exit(0)


def _write(folder: Path, seed: int) -> None:
    """Save, drain, rebuild, for ever; each save is noted once it is certain."""
    from resources.models import ResourcePage
    from search import queue, worker

    draw = random.Random(seed)  # noqa: S311 (choices, no secret)
    keys = list(ResourcePage.objects.exclude(title__contains=STEADY).values_list("pk", flat=True))
    with (folder / "saved").open("a") as notes:
        for number in range(10_000):
            act = draw.random()
            if act < 0.6:
                page = ResourcePage.objects.get(pk=draw.choice(keys))
                page.title = f"Fiche K{seed:03d}{number:04d}"
                page.save()
                notes.write(f"{page.pk} {page.title}\n")
                notes.flush()
            elif act < 0.85:
                queue.drain(draw.choice((1, 5, 200)))
            else:
                worker.rebuild_all()


def _visit(folder: Path) -> None:
    """Search and browse until told to stop."""
    from django.test import Client

    client, visits, errors, missed = Client(raise_request_exception=False), 0, 0, 0
    addresses = ("/recherche/?q=fiche", "/recherche/", f"/recherche/?q={STEADY}")
    addresses += ("/recherche/suggestions/?q=fic", "/recherche/?q=fichs+outi")
    while not (folder / "stop").exists():
        address = addresses[visits % len(addresses)]
        page = client.get(address)
        visits += 1
        errors += page.status_code >= 500
        missed += STEADY in address and "card--ressource" not in page.content.decode()
    (folder / "visits").write_text(
        json.dumps({"visits": visits, "errors": errors, "missed": missed})
    )


def _unreadable() -> int:
    from modelsearch.backends import get_search_backend

    return sum(word != "ok" for word in get_search_backend().status().values())


def _settle(folder: Path) -> dict:
    """Drain what is left, then ask for each record by its last title, and by its former ones."""
    from django.utils import timezone

    from catalogue.finding import backend
    from resources.models import ResourcePage
    from search import queue, worker
    from search.models import IndexChange

    while queue.waiting():
        IndexChange.objects.update(retry_at=timezone.now())
        worker.empty_queue()
    noted = (folder / "saved").read_text().splitlines()
    notes = [line.split(" ", 1) for line in noted]
    last, lost = {int(key): title for key, title in notes}, 0
    pages = {page.pk: page.title for page in ResourcePage.objects.all()}
    found = {
        title: set(backend().search(title.split()[-1], ResourcePage.objects.all()).pks())
        for title in {*pages.values(), *last.values()}
    }
    for key, title in pages.items():
        lost += key not in found[title]
    for key, title in last.items():
        # The very last save may have been certain before it was noted; an earlier one is a loss.
        older = pages[key] != title and f"{key} {pages[key]}" in noted
        lost += older or (pages[key] != title and key in found[title])
    return {"saved": len(notes), "lost": lost}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:]), ensure_ascii=False))
