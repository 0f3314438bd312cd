"""What a query finds for one reader, the best first.

Two searches make one answer: everything that the reader may open is searched whole, body and
files included; what is closed to this reader is searched by its notice only. Both cross the
index with the database at this very moment: nothing about access is read from the index.
"""

from collections.abc import Set
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Fuzzy, MatchAll, Or, SearchQuery

from catalogue import access
from catalogue.models import Record
from catalogue.query_words import Typed
from catalogue.simple_search import containing
from catalogue.sources import Key, Source, all_sources
from search.matching import with_pks
from search.results import scores_of
from search.robustness import IndexUnavailable

Scores = dict[Key, float]
NOTICE = ("title", "terms_text", "summary", "address_words")
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


class Reach:
    """What one reader may find, whole or by notices only, as the database says it now.

    It lasts for one search page: what was asked once for some keys is not asked again.
    """

    def __init__(self, scope: QuerySet, user, *, whole_site: bool = False):
        self.scope = scope
        self.user = user
        self._asked: set[int] = set()
        self._whole: set[int] = set()
        self._closed: set[int] = set()
        self._all_read = False
        self.sources = all_sources() if whole_site else []
        self._readable: dict[str, Set[int]] = {}

    @property
    def whole(self) -> QuerySet:
        """All that this reader may read, as a queryset."""
        readable = access.openable_by(self.scope, self.user).values("pk")
        return self.scope.model.objects.filter(pk__in=readable).order_by()

    @property
    def notices(self) -> QuerySet:
        """The records of which this reader knows the notice only, as a queryset."""
        return Record.objects.filter(pk__in=access.open_and_closed(self.scope, self.user)[1])

    def look_at(self, keys: Set[int], among: int) -> None:
        """Ask the database about these keys, if that was not done; `among` are in the index."""
        new = keys - self._asked if not self._all_read else ()
        if not new:
            return
        # Past a quarter of the table, reading it whole is faster than naming rows one by one.
        self._all_read = len(new) * 4 > among
        rows = self.scope.order_by()
        self._ask(rows if self._all_read else with_pks(rows, new))
        self._asked |= new

    def all_read(self) -> Set[int]:
        """The keys of all that this reader may read."""
        self._ask_all()
        return self._whole

    def all_known(self) -> Set[int]:
        """The keys of all that this reader knows by its notice only."""
        self._ask_all()
        return self._closed

    def _ask_all(self) -> None:
        if not self._all_read:
            self._ask(self.scope.order_by())
            self._all_read = True

    def _ask(self, rows: QuerySet) -> None:
        opened, closed = access.open_and_closed(rows, self.user)
        self._whole.update(opened)
        self._closed.update(closed)

    def readable(self, source: Source) -> Set[int]:
        """The keys of all that this reader may read of a source."""
        if source.kind not in self._readable:
            keys = source.readable(self.user).values_list("pk", flat=True)
            self._readable[source.kind] = set(keys)
        return self._readable[source.kind]

    def cross(self, found: Scores, notices: Scores) -> Scores:
        """What stays of two searches, of whole texts and of notices."""
        scores = {key: found[key] for key in found.keys() & self._whole}
        return scores | {key: notices[key] for key in notices.keys() & self._closed}


def reach(user, records: QuerySet, *, pages: bool = False) -> Reach:
    """What this reader may find among `records`; with everything else on the site if asked."""
    # Neither the root of the tree nor the page of a new installation is for readers.
    scope = Page.objects.filter(depth__gt=1).not_exact_type(Page) if pages else records
    return Reach(scope, user, whole_site=pages)


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


def holding(typed: Typed, user, records: QuerySet) -> set[int]:
    """The keys of `records` that hold every word, for this reader; nothing near, no guess.

    Raises `IndexUnavailable`.
    """
    within = reach(user, records)
    return {key for key in _scores(within, typed.every_word()) if isinstance(key, int)}


def backend():
    """The site's search backend; ours says when it cannot answer instead of guessing."""
    return get_search_backend("default", **({"ON_UNAVAILABLE": "raise"} if is_ours() else {}))


def is_ours() -> bool:
    """Whether the site searches with Whoosh, and not with another engine of the family."""
    return settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] == "search.backend"


def notice_fields() -> list[str]:
    """The fields of a notice that the backend in use can search apart."""
    columns = {field.name for field in Record._meta.get_fields() if field.concrete}
    return [name for name in NOTICE if is_ours() or name in columns]


def _scores(within: Reach, query: SearchQuery) -> Scores:
    """Everything that a query finds within a reach."""
    scores = _pages(within, query)
    for source in within.sources:
        found = _of_source(within, query, source)
        scores |= {source.key(pk): score * source.weight for pk, score in found.items()}
    return scores


def _of_source(within: Reach, query: SearchQuery, source: Source) -> dict[int, float]:
    if not is_ours():
        plain, objects = _plainer(query), source.readable(within.user)
        return scores_of(backend().search(plain, objects)) if plain else {}
    known = partial(within.readable, source)
    results = backend().search(query, source.model.objects.all())
    found = results.unchecked_scores(known)
    return {pk: found[pk] for pk in found.keys() & known()} if found else {}


def _pages(within: Reach, query: SearchQuery) -> Scores:
    if not is_ours():
        return _elsewhere(within, query)
    engine = backend()
    results = engine.search(query, within.scope.model.objects.all())
    found = results.unchecked_scores(within.all_read)
    known = engine.search(query, Record.objects.all(), fields=notice_fields())
    notices = known.unchecked_scores(within.all_known)
    within.look_at(found.keys() | notices.keys(), results.indexed())
    return within.cross(found, notices)


def _elsewhere(within: Reach, query: SearchQuery) -> Scores:
    """The same from another engine of the family, in words that each of them understands."""
    query = _plainer(query)
    if query is None:
        return {}
    found = scores_of(backend().search(query, within.whole))
    # PostgreSQL forgives mistakes in whole texts, whatever the fields: reserved text included.
    if isinstance(query, Fuzzy):
        return found
    notices = backend().search(query, within.notices, fields=notice_fields())
    return found | scores_of(notices)


def _plainer(query: SearchQuery) -> SearchQuery | None:
    """Mistakes are forgiven in a query alone, everything is found by a query alone."""
    if not isinstance(query, And | Or):
        return query
    parts = [part for part in query.subqueries if not isinstance(part, MatchAll)]
    plain = [part for part in map(_plainer, parts) if part and not isinstance(part, Fuzzy)]
    if not plain or (isinstance(query, And) and len(plain) < len(parts)):
        return None
    return plain[0] if len(plain) == 1 else type(query)(plain)


def _better(within: Reach, typed: Typed, exact: Scores) -> Scores:
    """Pages that lack a word and yet answer better than every page that has them all.

    « comment préparer le jury »: the sheet « Déroulé d’un jury blanc », not the three pages
    where somebody prepares something and a jury sits.
    """
    least = max(exact.values(), default=0.0) * WHOLE
    half = _with_half(within, typed) if len(exact) <= ENOUGH else {}
    return {key: score / WHOLE for key, score in half.items() if score > least and key not in exact}


def _with_half(within: Reach, typed: Typed) -> Scores:
    """Pages with half of the words at least, scored by all those they have."""
    half = typed.half_the_words()
    found = _scores(within, half) if half else {}
    # Up to three words, a page with half of them was scored by all it has, once.
    if not found or len(typed.telling) <= 3:
        return found
    scores = _scores(within, typed.any_word())
    return {key: scores[key] for key in found if key in scores}


def _near(within: Reach, typed: Typed) -> list[Key]:
    """Every word, mistakes forgiven, or half of the words as typed; else whatever holds one."""
    half = _with_half(within, typed)
    forgiven = _scores(within, typed.nearly_every_word())
    scores = {key: max(half.get(key, 0), forgiven.get(key, 0)) for key in half | forgiven}
    scores = scores or _scores(within, typed.some_words())
    worth = WORTH * max(scores.values(), default=0)
    return _best_first({key: score for key, score in scores.items() if score >= worth})[:MOST]


def _best_first(scores: Scores) -> list[Key]:
    """The best first; among equals pages first, then the latest."""
    pages = sorted((key for key in scores if isinstance(key, int)), reverse=True)
    others = sorted((key for key in scores if isinstance(key, str)), reverse=True)
    return sorted([*pages, *others], key=scores.__getitem__, reverse=True)
