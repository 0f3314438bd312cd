"""A list of records as the reader sees it: words, facets, chips, sort, cards, pages.

`build(request, …)` is the only entry; it runs the same number of queries for 12 or 12,000
records. Every part renders without JavaScript and has a clean, shareable address.
"""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace

from django.db.models import F, QuerySet
from django.http import HttpRequest

from catalogue import access, facets, query_words
from catalogue.cards import PAGE_KIND, PAGE_LABEL, Card
from catalogue.facets import Counted, Facet, Selection
from catalogue.finding import Found, find
from catalogue.french_order import FrenchKey
from catalogue.hits import cards_of
from catalogue.listing_parts import (
    Listing,
    Names,
    address,
    chips_of,
    empty_of,
    facet_views,
    page_number,
    pager_of,
    title_suffix,
    total_label,
)
from catalogue.models import Record
from catalogue.selection.addresses import PARAM
from catalogue.selection.codes import read
from catalogue.sources import Key, all_sources, kind_of
from search.matching import with_pks

PAGE_SIZE = 12
BEST = "pertinence"
SORTS = {
    "recent": ("Les plus récentes", ("-first_published_at", "title")),
    "titre": ("Par titre", (FrenchKey("title"), "title")),
    "annee": ("Par année de la source", (F("source_year").desc(nulls_last=True), "title")),
    "revision": ("À revoir bientôt", (F("review_by").asc(nulls_last=True), "title")),
}


@dataclass(frozen=True)
class _Asked:
    """What the address asks for."""

    query: str
    typed: query_words.Typed
    selection: Selection
    sort: str
    # The records that the reader is choosing, without a script: every address carries them.
    chosen: str

    @property
    def extra(self) -> list[tuple[str, str]]:
        """What addresses keep beside the facets."""
        extra = [("q", self.query)] if self.query else []
        usual = BEST if self.query else "recent"
        extra += [("tri", self.sort)] if self.sort != usual else []
        return extra + ([(PARAM, self.chosen)] if self.chosen else [])


@dataclass(frozen=True)
class _Answer:
    """What was found, once narrowed."""

    found: Found | None
    counted: Counted
    total: int
    number: int
    last: int
    cards: list[Card]


def build(
    request: HttpRequest,
    records: QuerySet,
    shown: list[Facet],
    names: Names,
    *,
    pages: bool = False,
    said: Set[Key] = frozenset(),
) -> Listing:
    """The listing of `records` for this request; out-of-range pages fall on the last one.

    With `pages`, words find everything else on the site as well. `said` are keys that the
    page shows already, elsewhere.
    """
    asked = _asked(request, shown)
    visible = access.visible_to(records, request.user)
    found = find(asked.typed, request.user, records, pages=pages) if asked.query else None
    known = None
    if not found or asked.selection.values:
        known = list(visible.order_by().values_list("pk", flat=True))
    keys = _less(found.keys, said) if found else known
    counted = facets.count(keys, asked.selection, shown, known)
    selection = asked.selection.known(counted.labels)
    asked = replace(asked, selection=selection)
    kept = _kept(keys, counted, selection)
    number, last = page_number(request, len(kept), PAGE_SIZE)
    cards = cards_of(_page(visible, kept, asked, number), asked.typed, request)
    answer = _Answer(found, counted, len(kept), number, last, cards)
    return _listing(request.path, shown, names, asked, answer)


def _less(keys: list[Key], said: Set[Key]) -> list[Key]:
    return [key for key in keys if key not in said] if said else keys


def _asked(request: HttpRequest, shown: list[Facet]) -> _Asked:
    query = query_words.cleaned(request.GET.get("q", ""))
    sort = request.GET.get("tri")
    if sort not in SORTS:
        sort = BEST if query else "recent"
    chosen = read(request.GET.getlist(PARAM)).text
    typed, facets_asked = query_words.read(query), Selection.parse(request.GET, shown)
    return _Asked(query, typed, facets_asked, sort, chosen)


def _kept(keys: list[Key], counted: Counted, selection: Selection) -> list[Key]:
    """The keys that the filters keep; what is no record carries nothing but its nature."""
    natures = selection.of("nature")
    others = [] if selection.without("nature").values else counted.others
    labels = other_natures()
    by_kind = Counter(kind_of(key, PAGE_KIND) for key in others)
    if by_kind and "nature" in counted.counts:
        counted.counts["nature"] += [(kind, labels[kind], n) for kind, n in by_kind.items()]
    if not selection.values:
        return keys
    chosen = {key for key in others if not natures or kind_of(key, PAGE_KIND) in natures}
    kept = {*counted.keys, *chosen}
    return [key for key in keys if key in kept]


def other_natures() -> dict[str, str]:
    """What is found beside records: kind → words."""
    return {PAGE_KIND: PAGE_LABEL} | {source.kind: source.label for source in all_sources()}


def _page(visible: QuerySet, kept: list[Key], asked: _Asked, number: int) -> list[Key]:
    """The keys of one page, in the order asked for."""
    start, stop = (number - 1) * PAGE_SIZE, number * PAGE_SIZE
    if asked.sort == BEST:
        return kept[start:stop]
    whole = not asked.query and not asked.selection.values
    numbers = [key for key in kept if isinstance(key, int)]
    records = visible if whole else with_pks(Record.objects.all(), numbers)
    ordered = records.order_by(*SORTS[asked.sort][1], "pk").values_list("pk", flat=True)
    found = list(ordered[start:stop])
    if len(found) < PAGE_SIZE and asked.query:
        # What is no record has none of these orders: it comes last.
        known = set(with_pks(Record.objects.all(), numbers).values_list("pk", flat=True))
        rest = [key for key in kept if key not in known]
        found += rest[max(0, start - len(known)) : stop - len(known)]
    return found


def _sort_choices(asked: _Asked) -> list[dict]:
    labels = {key: label for key, (label, _order) in SORTS.items()}
    if asked.query:
        labels = {BEST: "Les plus pertinentes"} | labels
    return [
        {"value": key, "label": label, "selected": key == asked.sort}
        for key, label in labels.items()
    ]


def _listing(
    path: str, shown: list[Facet], names: Names, asked: _Asked, answer: _Answer
) -> Listing:
    words, selection, total = answer.counted.labels, asked.selection, answer.total
    chips = chips_of(path, selection, shown, words, asked.extra)
    wordless = address(path, selection, [pair for pair in asked.extra if pair[0] != "q"])
    return Listing(
        action=path,
        total=total,
        total_label=total_label(total, names),
        facets=facet_views(shown, answer.counted.counts, selection, words),
        chips=chips,
        sort_choices=_sort_choices(asked),
        sort=asked.sort,
        cards=answer.cards,
        pager=pager_of(path, selection, asked.extra, answer.number, answer.last),
        query=asked.query,
        empty=None if total else empty_of(chips, names, asked.query, wordless),
        title_suffix=title_suffix(asked.query, chips, answer.number, answer.last),
        approximate=bool(answer.found and answer.found.approximate and total),
        simplified=bool(answer.found and answer.found.simplified),
        hidden=[(PARAM, asked.chosen)] if asked.chosen else [],
        asked=selection.query_string([("q", asked.query)] if asked.query else []),
    )
