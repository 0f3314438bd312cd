"""What the search costs on a synthetic bank: `make bench` runs this apart, in a folder of its own.

Budgets: p95, goal then limit, of docs/performance.md.
"""

import argparse
import gc
import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path

from portal.benching.watch import Clock, Parts, half_and_most, line, timed, two

ENGINE = {1_000: (5, 15), 10_000: (10, 30), 50_000: (30, 100)}
PAGE = {1_000: (25, 80), 10_000: (30, 80), 50_000: (50, 160)}
REBUILD_SECONDS = {1_000: 6, 10_000: 60, 50_000: 300}
WATCHED = {
    "catalogue.listing.find": "trouver",
    "catalogue.facets.count": "compter les filtres",
    "catalogue.hits._mark": "extraits",
    "catalogue.listing.cards_of": "cartes, extraits compris",
    "portal.views.search.render": "gabarits",
}
PARTS_OF_ENGINE = ("trouver", "compter les filtres", "extraits")
UPDATES, RIVAL_QUERIES, RIVAL_SECONDS, RIVAL_RECORDS = 20, 20, 60, 10_000


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tailles", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--processeur", action="store_true")
    parser.add_argument("--rival", action="store_true", help="seulement la base, en JSON")
    options = parser.parse_args(arguments)
    if options.processeur:
        Clock.now = time.process_time
    _set_up()
    from portal.benching import corpus

    corpus.prepare_site()
    for size in options.tailles:
        corpus.grow_to(size)
        if options.rival:
            _index_rival()
            print(json.dumps(_rival(_ask_rival())), flush=True)
        else:
            _measure(size)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django
    from django.conf import settings

    settings.ALLOWED_HOSTS, settings.PAGE_CACHE_SECONDS = ["*"], 0
    settings.LOGGING["root"]["level"] = "ERROR"
    django.setup()


def _measure(size: int) -> None:
    print(f"\n{size} fiches", flush=True)
    _rebuild(size)
    _update()
    _pages(size)
    _suggestions()
    if size <= RIVAL_RECORDS:
        _beside()


def _rebuild(size: int) -> None:
    from django.conf import settings

    from search import worker

    seconds = timed(worker.rebuild_all) / 1000
    place = Path(settings.WAGTAILSEARCH_BACKENDS["default"]["PATH"])
    weight = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    budget = REBUILD_SECONDS.get(size, size * 0.006)
    print(line("tout reconstruire", f"{seconds:.0f} s", f"{budget:.0f} s", seconds <= budget))
    print(line("poids de l’index, mémoire la plus haute", f"{weight:.0f} Mo, {memory:.0f} Mo"))


def _update() -> None:
    """Records changed one by one: what the request pays, what the worker does."""
    from catalogue.finding import backend
    from resources.models import ResourcePage
    from search import queue, worker

    worker.empty_queue()
    asked, drained, found = [], [], 0
    for number, page in enumerate(ResourcePage.objects.order_by("pk")[:UPDATES]):
        page.summary = f"Mot nouveau zq{number}zq."
        parts = Parts()
        with parts.watching({"search.queue.ask": "ask"}):
            page.save()
        asked.append(parts.spent["ask"])
        drained.append(timed(queue.drain))
        found += page.pk in backend().search(f"zq{number}zq", ResourcePage.objects.all()).pks()
    most = half_and_most(drained)[1]
    wait = most + worker.QUEUE_PAUSE * 1000
    print(line("une fiche changée : part de la requête", two(asked), "5 ms", max(asked) <= 5))
    print(line("  travail du processus de fond", two(drained)))
    kept = wait <= 1_000 and found == UPDATES
    print(line(f"  trouvable ({found} sur {UPDATES})", f"{wait:.0f} ms au plus", "1 s", kept))


def _pages(size: int) -> None:
    from django.test import Client

    from portal.benching import asking

    client = Client()
    for address in ("/recherche/", "/recherche/?q=formation"):
        client.get(address)
    gc.collect()
    gc.freeze()
    rounds = (
        ("120 recherches, jamais demandées", asking.addresses()),
        ("les mêmes, déjà demandées", asking.addresses()),
        ("20 recherches que rien ne satisfait", asking.mistaken()),
    )
    for title, addresses in rounds:
        print(f"  {title} (p50 / p95)")
        _round(client, addresses, size)


def _round(client, addresses: list[str], size: int) -> None:
    whole, parts = [], []
    for address in addresses:
        seen = Parts()
        with seen.watching(WATCHED):
            start = Clock.now()
            answer = client.get(address)
            whole.append((Clock.now() - start) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address} : réponse {answer.status_code}")
        parts.append(seen.spent)
    for name in dict.fromkeys(WATCHED.values()):
        print(line(f"  {name}", two([part.get(name, 0.0) for part in parts])))
    engine = [sum(part.get(name, 0.0) for name in PARTS_OF_ENGINE) for part in parts]
    for label, times, budgets in (("moteur", engine, ENGINE), ("page entière", whole, PAGE)):
        goal, limit = budgets.get(size, (size * 0.001, size * 0.003))
        most = half_and_most(times)[1]
        said = f"but {goal}, jamais plus de {limit}"
        mark = line(f"  {label}", two(times), said, most <= limit)
        print(mark + (" (but atteint)" if most <= goal else ""), flush=True)


def _suggestions() -> None:
    from django.test import Client

    from portal.benching import asking

    client = Client()
    times = [
        timed(lambda words=words: client.get("/recherche/suggestions/", {"q": words}))
        for words in asking.beginnings()
    ]
    print(line("suggestions, réponse entière", two(times)), flush=True)


def _beside() -> None:
    """The family's own backend on the same rows: number found and first ten."""
    from django.core.management import call_command
    from django.test import override_settings

    ours = _ask_rival()
    other = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    with override_settings(WAGTAILSEARCH_BACKENDS=other):
        seconds = timed(lambda: call_command("update_index", verbosity=0)) / 1000
        theirs = _ask_rival()
    print(line("compter et donner dix fiches : Whoosh", two(ours)))
    ratio = statistics.median(theirs) / statistics.median(ours)
    print(line("  SQLite de Wagtail", two(theirs), f"{ratio:.0f} fois plus long"))
    print(f"    (son index : {seconds:.0f} s ; {len(theirs)} recherches)", flush=True)


def _index_rival() -> None:
    """The server works outside this process: its time is read on the wall."""
    from django.core.management import call_command

    Clock.now = time.perf_counter
    call_command("search_index", verbosity=0)


def _rival(times: list[float]) -> dict:
    half, most = half_and_most(times)
    return {"half": half, "most": most, "queries": len(times)}


def _ask_rival() -> list[float]:
    """Milliseconds of some queries, not longer than a minute in all."""
    from urllib.parse import parse_qs, urlsplit

    from wagtail.search.backends import get_search_backend

    from catalogue.models import Record
    from portal.benching import asking

    asked = (parse_qs(urlsplit(address).query).get("q") for address in asking.addresses())
    words = [found[0] for found in asked if found]
    end, times = time.monotonic() + RIVAL_SECONDS, []
    for text in words[:: len(words) // RIVAL_QUERIES]:
        results = get_search_backend().search(
            text, Record.objects.filter(live=True), operator="and"
        )
        times.append(timed(lambda results=results: (results.count(), list(results[:10]))))
        if time.monotonic() > end:
            break
    return times


if __name__ == "__main__":
    main(sys.argv[1:])
