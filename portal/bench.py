"""`make bench`: what a page costs on the demo corpus, what the search costs on a synthetic one.

Prints, for each page: SQL queries and milliseconds cold (nothing kept) and the requests per
second of a kept page inside Django, beside an empty view measured in the same run. Then, in a
throw-away folder, the search at 1,000 and 10,000 records (ARGS="--tailles 1000 50000"), beside
Wagtail's own backends. About eight minutes; ten more with 50,000. ARGS="--processeur" counts the
processor's time, on a machine that works for others. Figures are written by hand in
docs/performance.md, with the machine they come from.
"""

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PAGES = (
    "/",
    "/recherche/",
    "/ressources/?support=espaces-verts-et-paysage&type=livret-de-suivi",
    "/ressources/livret-suivi-espaces-verts/",
    "/referentiels/espaces-verts/",
    "/referentiels/espaces-verts/competences/EV1.1.1/",
    "/monographies/",
    "/monographies/carte/",
    "/monographies/cqp-groupe-chenelet/",
    "/cqp/",
    "/glossaire/",
)
RUNS = 15
HITS = 2_000


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tailles", nargs="+", default=["1000", "10000"])
    parser.add_argument("--processeur", action="store_true")
    parser.add_argument("--sans-pages", action="store_true")
    options = parser.parse_args(arguments)
    if not options.sans_pages:
        _pages()
    more = ["--tailles", *options.tailles, *(["--processeur"] if options.processeur else [])]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        _search(Path(folder), more, f"sqlite:///{folder}/portail.sqlite3")
    _postgresql(more, max(int(size) for size in options.tailles if int(size) <= 10_000))


def _search(folder: Path, arguments: list[str], address: str, engine: str = "whoosh") -> str:
    """The search's measures, in a process that has its own database and files."""
    from portal.settings.env import DATA_DIR

    (folder / "static").symlink_to(DATA_DIR / "static")
    places = {"DATA_DIR": str(folder), "DATABASE_URL": address, "SEARCH": engine, "DEBUG": "0"}
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "portal.benching.searching", *arguments],
        env={**os.environ, **places},
        check=True,
        text=True,
        stdout=subprocess.PIPE if "--rival" in arguments else None,
    )
    return said.stdout or ""


def _postgresql(arguments: list[str], size: int) -> None:
    """Wagtail's PostgreSQL backend on as many records, where a server can be started."""
    from portal.benching.postgresql import NoServer, server

    arguments = ["--rival", *(word for word in arguments if word == "--processeur")]
    try:
        with server() as address, tempfile.TemporaryDirectory(prefix="bench-") as folder:
            more = [*arguments, "--tailles", str(size)]
            found = json.loads(_search(Path(folder), more, address, "postgresql").splitlines()[-1])
    except NoServer as absent:
        print(f"\nPostgreSQL n’a pas été mesuré : {absent}")
        return
    print(
        f"\nPostgreSQL de Wagtail, {size} fiches, compter et en donner dix (horloge du mur) : "
        f"{found['half']:.1f} / {found['most']:.1f} ms sur {found['queries']} recherches"
    )


def _pages() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    client = Client()
    print(f"{'page':70} {'requêtes':>8} {'p50 ms':>8} {'p95 ms':>8} {'Ko gzip':>8}")
    for address in PAGES:
        print(_cold(client, address))
    settings.PAGE_CACHE_SECONDS = 300
    empty = _per_second(lambda: client.get("/robots.txt"))
    kept = _per_second(lambda: client.get("/"))
    print(f"\nDans Django, un processus : accueil gardé {kept:.0f}/s, vue vide {empty:.0f}/s")


def _cold(client, address: str) -> str:
    """One line of the table: each run starts with nothing kept."""
    from django.conf import settings
    from django.core.cache import caches
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    settings.PAGE_CACHE_SECONDS = 0
    client.get(address)
    times = []
    for _run in range(RUNS):
        caches["pages"].clear()
        start = time.perf_counter()
        response = client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        return f"{address:70} réponse {response.status_code} : la démonstration est-elle chargée ?"
    weight = len(gzip.compress(response.content)) / 1000
    slow = sorted(times)[int(len(times) * 0.95) - 1]
    return (
        f"{address:70} {len(queries):>8} {statistics.median(times):>8.1f} "
        f"{slow:>8.1f} {weight:>8.1f}"
    )


def _per_second(ask: Callable) -> float:
    ask()
    start = time.perf_counter()
    for _hit in range(HITS):
        ask()
    return HITS / (time.perf_counter() - start)


if __name__ == "__main__":
    main(sys.argv[1:])
