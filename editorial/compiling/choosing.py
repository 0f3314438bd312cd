"""Choosing records for a recueil: by words, by facets, from the address of a selection."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from catalogue import access, facets, query_words
from catalogue.facets import Facet, Selection
from catalogue.finding import holding
from catalogue.models import Record
from catalogue.selection.codes import read
from catalogue.simple_search import containing
from editorial.compiling.standing import KINDS
from search.robustness import IndexUnavailable

# Results of one page; more than that many, they are added all at once or narrowed.
SHOWN = 40
PARAMS = (
    "nature",
    "theme",
    "support",
    "metier",
    "dispositif",
    "public",
    "departement",
    "region",
    "annee",
)
LONGEST_ADDRESS = 8_000


@dataclass(frozen=True)
class Filter:
    """One facet, as a list to choose from."""

    param: str
    label: str
    choices: list[dict]


@dataclass(frozen=True)
class Search:
    """What was asked for and what matches, the keys in the order of titles."""

    words: str
    filters: list[Filter]
    keys: list[int]
    is_asked: bool


def records_for(user) -> QuerySet:
    """What this person may put in a recueil."""
    return access.openable_by(Record.objects.filter(record_kind__in=KINDS), user)


def search(request: HttpRequest) -> Search:
    """Everything that matches the address, for this reader."""
    return matching(request.GET, request.user)


def matching(query: QueryDict, user) -> Search:
    """The records that hold every word and every facet chosen."""
    shown = facets.facets_for(*PARAMS)
    words = query_words.cleaned(query.get("q", ""))
    selection = Selection.parse(query, shown)
    records = records_for(user)
    everything = list(records.values_list("pk", flat=True))
    found = _with_words(words, user, records) if words else everything
    counted = facets.count(found, selection, shown)
    keys = facets.carrying(found, selection, shown) if selection.values else found
    ordered = Record.objects.filter(pk__in=keys).order_by("title", "pk")
    return Search(
        words,
        [_filter(facet, counted.counts[facet.param], selection) for facet in shown],
        list(ordered.values_list("pk", flat=True)),
        bool(words or selection.values),
    )


def _with_words(words: str, user, records: QuerySet) -> list[int]:
    """Those that hold every word; by their notice only when the index does not answer."""
    try:
        openable = set(records.values_list("pk", flat=True))
        found = holding(query_words.read(words), user, Record.objects.all())
        return [pk for pk in found if pk in openable]
    except IndexUnavailable:
        return list(containing(records, words).values_list("pk", flat=True))


def _filter(facet: Facet, rows: list[tuple[str, str, int]], selection: Selection) -> Filter:
    chosen = selection.of(facet.param)[:1]
    choices = [
        {"value": value, "label": f"{label} ({number})", "selected": value in chosen}
        for value, label, number in rows
        if number or value in chosen
    ]
    return Filter(facet.param, facet.label, choices)


def from_address(text: str, user) -> tuple[list[Record], int]:
    """The records of the address of a selection, in its order; how many could not be taken.

    Nothing is fetched: only the codes written in the address are read.
    """
    codes = _codes(text[:LONGEST_ADDRESS])
    chosen = read(codes)
    known = records_for(user).in_bulk(chosen.keys)
    records = [known[key] for key in chosen.keys if key in known]
    missing = len(chosen.keys) - len(records) + chosen.unreadable + chosen.beyond
    return records, missing


def _codes(text: str) -> list[str]:
    try:
        return parse_qs(urlsplit(text.strip()).query).get("f", [])
    except ValueError:
        return []


def in_order(keys: list[int], user) -> list[Record]:
    """These records, in this order, less those that this person may not open."""
    known = records_for(user).in_bulk(keys)
    return [known[key] for key in keys if key in known]
