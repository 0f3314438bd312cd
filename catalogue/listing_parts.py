"""The parts of a list, ready for the templates: filters, chips, pages, what to do next."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from catalogue.cards import Card
from catalogue.facets import Facet, Selection

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
    # The same things in another form: {url, icon, label}.
    takeaways: list[dict[str, str]] = field(default_factory=list)
    # Nothing held every word: what comes near. Or: the index does not answer, notices only.
    approximate: bool = False
    simplified: bool = False
    # Words and filters in force, as an address writes them: what one may keep.
    asked: str = ""
    keepable: bool = True

    @property
    def clear_url(self) -> str:
        """The list without any filter."""
        return f"{self.action}?{urlencode(self.hidden)}" if self.hidden else self.action


@dataclass(frozen=True)
class Names:
    """How the things listed are called: singular, plural, gender agreement left to them.

    `whole` and `whole_url`: where to start again when nothing is found (the whole bank).
    """

    one: str = "fiche"
    many: str = "fiches"
    none: str = "Aucune fiche ne correspond à tous ces critères."
    whole: str = "toute la banque"
    whole_url: str = ""


def total_label(total: int, names: Names) -> str:
    return f"{total} {names.many if total > 1 else names.one}"


def title_suffix(query: str, chips: list[Chip], number: int, last: int) -> str:
    """Words, filters and page number, for the page's <title>."""
    parts = ([f"« {query} »"] if query else []) + [chip.label for chip in chips]
    if number > 1:
        parts.append(f"page {number} sur {last}")
    return ", ".join(parts)


def facet_views(
    shown: list[Facet], counts: dict, selection: Selection, words: dict
) -> list[FacetView]:
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


def chips_of(path: str, selection: Selection, shown: list[Facet], words: dict, extra: list):
    names = {facet.param: facet.label for facet in shown}
    return [
        Chip(
            names[param],
            words[param, value],
            address(path, selection.without(param, value), extra),
        )
        for param, values in selection.values
        for value in values
    ]


def address(path: str, selection: Selection, extra=()) -> str:
    query = selection.query_string(extra)
    return f"{path}?{query}" if query else path


def page_number(request: HttpRequest, total: int, size: int) -> tuple[int, int]:
    """The page asked for and the last one, `size` things a page; out of range falls near."""
    last = max(1, -(-total // size))
    raw = request.GET.get("page", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 1
    return min(max(number, 1), last), last


def pager_of(path: str, selection: Selection, extra: list, number: int, last: int) -> Pager | None:
    if last == 1:
        return None

    def url(page: int) -> str:
        return address(path, selection, [*extra, *([("page", str(page))] if page > 1 else [])])

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


def empty_of(chips: list[Chip], names: Names, query: str, without_words: str) -> dict:
    """What to loosen when nothing is found: one click for each filter."""
    links = [{"label": f"Sans « {chip.label} »", "url": chip.url} for chip in chips]
    whole_url = names.whole_url or reverse("search")
    if query:
        links.append({"label": f"Sans les mots « {query} »", "url": without_words})
    return {
        "title": names.none,
        "text": f"Retirez un filtre, essayez un mot plus court, ou repartez de {names.whole}.",
        "links": [*links, {"label": f"Voir {names.whole}", "url": whole_url}],
    }
