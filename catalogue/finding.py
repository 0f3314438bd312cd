"""What a query finds for one reader, the best first.

Two searches make one answer: everything that the reader may open is searched whole, body and
files included; what is closed to this reader is searched by its notice only. Both cross the
index with the database at this very moment: nothing about access is read from the index.
"""

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

NOTICE = ("title", "terms_text", "summary", "address_words")
# Past this many pages with every word, those that lack one have nothing to add.
ENOUGH = 30
# What a page with every word is worth, beside one that lacks some.
WHOLE = 1.25
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
        scores = _scores(within, typed.every_word())
        if scores or not typed.words:
            return Found(_best_first(scores | _better(within, typed, scores)))
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


def _better(within: Reach, typed: Typed, exact: dict[int, float]) -> dict[int, float]:
    """Pages that lack a word and yet answer better than every page that has them all.

    « comment préparer le jury »: the sheet « Déroulé d’un jury blanc », not the three pages
    where somebody prepares something and a jury sits.
    """
    least = max(exact.values(), default=0.0) * WHOLE
    half = _with_half(within, typed) if len(exact) <= ENOUGH else {}
    return {key: score / WHOLE for key, score in half.items() if score > least and key not in exact}


def _with_half(within: Reach, typed: Typed) -> dict[int, float]:
    """Pages with half of the words at least, scored by all those they have."""
    half = typed.half_the_words()
    keys = _scores(within, half) if half else {}
    scores = _scores(within, typed.any_word()) if keys else {}
    return {key: scores[key] for key in keys if key in scores}


def _near(within: Reach, typed: Typed) -> list[int]:
    """Every word, mistakes forgiven, or half of the words as typed; else whatever holds one."""
    half = _with_half(within, typed)
    forgiven = _scores(within, typed.nearly_every_word())
    scores = {key: max(half.get(key, 0), forgiven.get(key, 0)) for key in half | forgiven}
    scores = scores or _scores(within, typed.some_words())
    worth = WORTH * max(scores.values(), default=0)
    return _best_first({key: score for key, score in scores.items() if score >= worth})[:MOST]


def _best_first(scores: dict[int, float]) -> list[int]:
    return sorted(scores, key=lambda key: (-scores[key], -key))
