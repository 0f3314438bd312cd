"""`make bench`: what a page costs, on the demo corpus of this machine.

Prints, for each page: SQL queries and milliseconds cold (nothing kept) and the requests per
second of a kept page inside Django, beside an empty view measured in the same run. Figures
are written by hand in docs/performance.md, with the machine they come from.
"""

import gzip
import os
import statistics
import time
from collections.abc import Callable

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


def main() -> None:
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
    main()
