"""A list of records as the reader sees it: facets, chips, sort, cards, pages.

`build(request, …)` is the only entry; it runs the same number of queries for 12 or 12,000
records. Every part renders without JavaScript and has a clean, shareable address.
"""

from dataclasses import dataclass, field

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from catalogue import access, facets
from catalogue.cards import Card, cards_for
from catalogue.facets import Facet, Selection
from catalogue.french_order import FrenchKey
from catalogue.models import Record
from catalogue.simple_search import MAX_LENGTH, containing

PAGE_SIZE = 12
SORTS = {
    "recent": ("Les plus récentes", ("-first_published_at", "title")),
    "titre": ("Par titre", (FrenchKey("title"), "title")),
    "annee": ("Par année de la source", (F("source_year").desc(nulls_last=True), "title")),
    "revision": ("À revoir bientôt", (F("review_by").asc(nulls_last=True), "title")),
}
SHOWN_BEFORE_MORE = 6


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class FacetView:
    """A facet ready to show."""

    param: str
    label: str
    multiple: bool
    open: bool
    choices: list[Choice]

    @property
    def first_choices(self) -> list[Choice]:
        return self.choices[:SHOWN_BEFORE_MORE]

    @property
    def more_choices(self) -> list[Choice]:
        return self.choices[SHOWN_BEFORE_MORE:]

    @property
    def more(self) -> bool:
        return bool(self.more_choices)


@dataclass(frozen=True)
class Chip:
    facet: str
    label: str
    url: str


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    current: bool = False
    gap: bool = False


@dataclass(frozen=True)
class Pager:
    """Where the reader is in the pages of a list."""

    number: int
    total: int
    previous_url: str
    next_url: str
    links: list[PageLink]


@dataclass
class Listing:
    """Everything `components/facets.html` and `components/results.html` need."""

    action: str
    total: int
    total_label: str
    facets: list[FacetView]
    chips: list[Chip]
    sort_choices: list[dict]
    sort: str
    cards: list[Card]
    pager: Pager | None
    query: str
    empty: dict | None
    title_suffix: str
    hidden: list[tuple[str, str]] = field(default_factory=list)

    @property
    def clear_url(self) -> str:
        """The list without any filter."""
        return self.action


@dataclass(frozen=True)
class Names:
    """How the things listed are called: singular, plural, gender agreement left to them."""

    one: str = "fiche"
    many: str = "fiches"
    none: str = "Aucune fiche ne correspond à tous ces critères."


def build(request: HttpRequest, records: QuerySet, shown: list[Facet], names: Names) -> Listing:
    """The listing of `records` for this request; out-of-range pages fall on the last one."""
    query = " ".join(request.GET.get("q", "").split())[:MAX_LENGTH]
    visible = access.visible_to(records, request.user)
    base = containing(visible, query)
    selection = Selection.parse(request.GET, shown)
    words = facets.labels_of(selection, shown, visible) if selection.values else {}
    selection = selection.known(words)
    sort = request.GET.get("tri") if request.GET.get("tri") in SORTS else "recent"
    extra = _extra(query, sort)
    chips = _chips(request.path, selection, shown, words, extra)
    found = _found(request, selection.filter(base, shown), sort)
    wordless = _address(request.path, selection, _extra("", sort))
    return Listing(
        action=request.path,
        total=found.total,
        total_label=_total_label(found.total, names),
        facets=_views(shown, facets.count_facets(base, selection, shown), selection, words),
        chips=chips,
        sort_choices=_sort_choices(sort),
        sort=sort,
        cards=found.cards,
        pager=_pager(request.path, selection, extra, found.number, found.last),
        query=query,
        empty=None if found.total else _empty(chips, names, query, wordless),
        title_suffix=_title_suffix(query, chips, found.number, found.last),
    )


@dataclass(frozen=True)
class _Found:
    """One page of results: how many in all, which page, its cards."""

    total: int
    number: int
    last: int
    cards: list[Card]


def _found(request: HttpRequest, matching: QuerySet[Record], sort: str) -> _Found:
    total = matching.count()
    number, last = _page_number(request, total)
    ordered = matching.order_by(*SORTS[sort][1], "pk")
    page = ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return _Found(total, number, last, cards_for(page, request.user, request) if total else [])


def _sort_choices(sort: str) -> list[dict]:
    return [
        {"value": key, "label": label, "selected": key == sort}
        for key, (label, _order) in SORTS.items()
    ]


def _page_number(request: HttpRequest, total: int) -> tuple[int, int]:
    last = max(1, -(-total // PAGE_SIZE))
    raw = request.GET.get("page", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 1
    return min(max(number, 1), last), last


def _total_label(total: int, names: Names) -> str:
    return f"{total} {names.many if total > 1 else names.one}"


def _extra(query: str, sort: str) -> list[tuple[str, str]]:
    """What the address keeps beside the facets."""
    extra = [("q", query)] if query else []
    return extra + ([("tri", sort)] if sort != "recent" else [])


def _title_suffix(query: str, chips: list[Chip], number: int, last: int) -> str:
    """Words, filters and page number, for the page's <title>."""
    parts = ([f"« {query} »"] if query else []) + [chip.label for chip in chips]
    if number > 1:
        parts.append(f"page {number} sur {last}")
    return ", ".join(parts)


def _views(shown: list[Facet], counts: dict, selection: Selection, words: dict) -> list[FacetView]:
    """Filters ready to show; a chosen value stays there, even when nothing matches it."""
    views = []
    for facet in shown:
        chosen = selection.of(facet.param)
        met = {value for value, _label, _count in counts[facet.param]}
        missing = [value for value in chosen if value not in met]
        rows = counts[facet.param] + [(value, words[facet.param, value], 0) for value in missing]
        if facet.by_count:
            rows = sorted(rows, key=lambda row: (row[0] not in chosen, -row[2], row[1]))
        choices = [Choice(value, label, count, value in chosen) for value, label, count in rows]
        if choices:
            views.append(FacetView(facet.param, facet.label, facet.multiple, bool(chosen), choices))
    return views


def _chips(path: str, selection: Selection, shown: list[Facet], words: dict, extra: list):
    names = {facet.param: facet.label for facet in shown}
    return [
        Chip(
            names[param],
            words[param, value],
            _address(path, selection.without(param, value), extra),
        )
        for param, values in selection.values
        for value in values
    ]


def _address(path: str, selection: Selection, extra=()) -> str:
    query = selection.query_string(extra)
    return f"{path}?{query}" if query else path


def _pager(path: str, selection: Selection, extra: list, number: int, last: int) -> Pager | None:
    if last == 1:
        return None

    def url(page: int) -> str:
        return _address(path, selection, [*extra, *([("page", str(page))] if page > 1 else [])])

    near = sorted({1, last, *range(max(1, number - 1), min(last, number + 1) + 1)})
    links: list[PageLink] = []
    for page in near:
        if links and page - links[-1].number > 1:
            links.append(PageLink(page - 1, "", gap=True))
        links.append(PageLink(page, url(page), current=page == number))
    return Pager(
        number,
        last,
        url(number - 1) if number > 1 else "",
        url(number + 1) if number < last else "",
        links,
    )


def _empty(chips: list[Chip], names: Names, query: str, without_words: str) -> dict:
    """What to loosen when nothing is found: one click for each filter."""
    links = [{"label": f"Sans « {chip.label} »", "url": chip.url} for chip in chips]
    if query:
        links.append({"label": f"Sans les mots « {query} »", "url": without_words})
    return {
        "title": names.none,
        "text": "Retirez un filtre, essayez un mot plus court, ou repartez de toute la banque.",
        "links": [*links, {"label": "Voir toute la banque", "url": reverse("search")}],
    }
