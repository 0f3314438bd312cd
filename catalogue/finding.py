"""What a query finds for one reader, the best first.

Two searches make one answer: everything that the reader may open is searched whole, body and
files included; what is closed to this reader is searched by its notice only. Both cross the
index with the database at this very moment: nothing about access is read from the index.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import SearchQuery

from catalogue import access
from catalogue.models import Record
from catalogue.query_words import Typed
from catalogue.simple_search import containing
from search.results import scores_of
from search.robustness import IndexUnavailable

NOTICE = ("title", "terms_text", "summary")
# Approximate answers: those that are worth showing beside the best one, and not too many.
WORTH, MOST = 0.35, 24


@dataclass(frozen=True)
class Found:
    """Keys of pages, the best first."""

    keys: list[int]
    approximate: bool = False
    simplified: bool = False


@dataclass(frozen=True)
class Reach:
    """What one reader searches: whole, and by notices only."""

    whole: QuerySet
    notices: QuerySet


def reach(user, records: QuerySet, *, pages: bool = False) -> Reach:
    """What this reader may find among `records`; with the site's other pages if asked."""
    scope = Page.objects.all() if pages else records
    readable = access.openable_by(scope, user).values("pk")
    closed = access.closed_to(records, user).values("pk")
    return Reach(
        scope.model.objects.filter(pk__in=readable).order_by(),
        records.model.objects.filter(pk__in=closed).order_by(),
    )


def find(typed: Typed, user, records: QuerySet, *, pages: bool = False) -> Found:
    """Search; what comes near if nothing holds every word; notices only without an index."""
    within = reach(user, records, pages=pages)
    try:
        exact = _ranked(within, typed.every_word())
        if exact or not typed.words:
            return Found(exact)
        return Found(_near(within, typed), approximate=True)
    except IndexUnavailable:
        visible = access.visible_to(records, user)
        simple = containing(visible, typed.wanted).order_by("-first_published_at", "pk")
        return Found(list(simple.values_list("pk", flat=True)), simplified=True)


def backend():
    """The site's search backend; ours says when it cannot answer instead of guessing."""
    whoosh = settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] == "search.backend"
    return get_search_backend("default", **({"ON_UNAVAILABLE": "raise"} if whoosh else {}))


def notice_fields() -> list[str]:
    """The fields of a notice that the backend in use can search apart."""
    columns = {field.name for field in Record._meta.get_fields() if field.concrete}
    whoosh = settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] == "search.backend"
    return [name for name in NOTICE if whoosh or name in columns]


def _scores(within: Reach, query: SearchQuery) -> dict[int, float]:
    engine = backend()
    found = scores_of(engine.search(query, within.whole))
    return found | scores_of(engine.search(query, within.notices, fields=notice_fields()))


def _ranked(within: Reach, query: SearchQuery) -> list[int]:
    scores = _scores(within, query)
    return sorted(scores, key=lambda key: (-scores[key], -key))


def _near(within: Reach, typed: Typed) -> list[int]:
    for ask in _ways(typed):
        scores = _scores(within, ask())
        if scores:
            worth = WORTH * max(scores.values())
            kept = [key for key, score in scores.items() if score >= worth]
            return sorted(kept, key=lambda key: (-scores[key], -key))[:MOST]
    return []


def _ways(typed: Typed) -> tuple[Callable[[], SearchQuery], ...]:
    """From the nearest to what was typed to the farthest."""
    return typed.nearly_every_word, typed.some_words
