"""What a query finds for one reader, the best first.

Two searches make one answer: everything that the reader may open is searched whole, body and
files included; what is closed to this reader is searched by its notice only. Both cross the
index with the database at this very moment: nothing about access is read from the index.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend
from wagtail.search.query import SearchQuery

from catalogue import access, elsewhere
from catalogue.query_words import Typed
from catalogue.reach import Finding, Reach, Scores
from catalogue.simple_search import containing
from catalogue.sources import Key
from search.robustness import IndexUnavailable

# What scores a query within a reach.
Ask = Callable[[SearchQuery], Scores]
# Past this many pages with every word, those that lack one have nothing to add.
ENOUGH = 30
# What a page with every word is worth, beside one that lacks some.
WHOLE = 1.4
# Approximate answers: those that are worth showing beside the best one, and not too many.
WORTH, MOST = 0.35, 24


@dataclass(frozen=True)
class Found:
    """What is found, the best first."""

    keys: list[Key]
    approximate: bool = False
    simplified: bool = False


def find(typed: Typed, user, records: QuerySet, *, pages: bool = False) -> Found:
    """Search; what comes near if nothing holds every word; notices only without an index."""
    ask = _asking(Reach(records, user, whole_site=pages))
    try:
        scores = ask(typed.every_word())
        if scores or not typed.words:
            return Found(_best_first(scores | _better(ask, typed, scores)))
        return Found(_near(ask, typed), approximate=True)
    except IndexUnavailable:
        visible = access.visible_to(records, user)
        simple = containing(visible, typed.wanted).order_by("-first_published_at", "pk")
        return Found(list(simple.values_list("pk", flat=True)), simplified=True)


def holding(typed: Typed, user, records: QuerySet) -> set[int]:
    """The keys of `records` that hold every word, for this reader; nothing near, no guess.

    Raises `IndexUnavailable`.
    """
    scores = _asking(Reach(records, user))(typed.every_word())
    return {key for key in scores if isinstance(key, int)}


def backend():
    """The site's search backend; ours says when it cannot answer instead of guessing."""
    return get_search_backend("default", **({"ON_UNAVAILABLE": "raise"} if is_ours() else {}))


def is_ours() -> bool:
    """Whether the site searches with Whoosh, and not with another engine of the family."""
    return settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] == "search.backend"


def _asking(within: Reach) -> Ask:
    """What scores queries within a reach, with the engine in use."""
    if is_ours():
        return Finding(within, backend()).scores
    return partial(elsewhere.scores, within, backend())


def _better(ask: Ask, typed: Typed, exact: Scores) -> Scores:
    """Pages that lack a word and yet answer better than every page that has them all.

    « comment préparer le jury »: the sheet « Déroulé d’un jury blanc », not the three pages
    where somebody prepares something and a jury sits.
    """
    least = max(exact.values(), default=0.0) * WHOLE
    half = _with_half(ask, typed) if len(exact) <= ENOUGH else {}
    return {key: score / WHOLE for key, score in half.items() if score > least and key not in exact}


def _with_half(ask: Ask, typed: Typed) -> Scores:
    """Pages with half of the words at least, scored by all those they have."""
    half = typed.half_the_words()
    found = ask(half) if half else {}
    # Up to three words, a page with half of them was scored by all it has, once.
    if not found or len(typed.telling) <= 3:
        return found
    scores = ask(typed.any_word())
    return {key: scores[key] for key in found if key in scores}


def _near(ask: Ask, typed: Typed) -> list[Key]:
    """Every word, mistakes forgiven, or half of the words as typed; else whatever holds one."""
    half = _with_half(ask, typed)
    forgiven = ask(typed.nearly_every_word())
    scores = {key: max(half.get(key, 0), forgiven.get(key, 0)) for key in half | forgiven}
    scores = scores or ask(typed.some_words())
    worth = WORTH * max(scores.values(), default=0)
    return _best_first({key: score for key, score in scores.items() if score >= worth})[:MOST]


def _best_first(scores: Scores) -> list[Key]:
    """The best first; among equals pages first, then the latest."""
    pages = sorted([key for key in scores if key.__class__ is int], reverse=True)
    others = sorted([key for key in scores if key.__class__ is str], reverse=True)
    return sorted([*pages, *others], key=scores.__getitem__, reverse=True)
