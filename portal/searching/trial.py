"""« Essayer un synonyme »: the first results of a query today, and with a group of words.

The search itself is the public page's, for this reader: `catalogue.finding`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F
from wagtail.models import Page

from catalogue import query_words
from catalogue.cards import PAGE_KIND
from catalogue.finding import Found, backend, find
from catalogue.models import Record
from portal.models import SynonymGroup
from portal.searching.picks import LABELS
from portal.searching.synonyms import mapping, with_group
from search.backend import WhooshSearchBackend
from search.synonyms import trying

SHOWN = 10
STAYS, COMES, GOES, UP, DOWN = "", "entre", "sort", "monte", "descend"


@dataclass(frozen=True)
class Line:
    """One result of one side, and what becomes of it on the other."""

    title: str
    url: str | None
    kind: str
    change: str


@dataclass(frozen=True)
class Side:
    """The results of one side; `total` counts those that are not shown too."""

    lines: list[Line]
    total: int
    approximate: bool


@dataclass(frozen=True)
class Comparison:
    before: Side
    after: Side

    @property
    def same(self) -> bool:
        return self.before.total == self.after.total and not any(
            line.change for line in (*self.before.lines, *self.after.lines)
        )


def compare(query: str, group: SynonymGroup, user) -> Comparison | None:
    """None while the index cannot answer, or with an engine that has its own synonyms."""
    if not isinstance(backend(), WhooshSearchBackend):
        return None
    before, after = _found(query, user, mapping()), _found(query, user, with_group(group))
    if before.simplified or after.simplified:
        return None
    return Comparison(_side(before, after, GOES), _side(after, before, COMES))


def _found(query: str, user, synonyms: Mapping[str, list[str]]) -> Found:
    with trying(synonyms):
        return find(query_words.read(query), user, Record.objects.all(), pages=True)


def _side(own: Found, other: Found, missing: str) -> Side:
    """`missing` is said of the results that the other side does not show."""
    shown = own.keys[:SHOWN]
    ranks = {key: rank for rank, key in enumerate(other.keys[:SHOWN])}
    pages = Page.objects.annotate(kind=F("record__record_kind")).in_bulk(shown)
    lines = [
        Line(
            pages[key].title,
            pages[key].url,
            LABELS[pages[key].kind or PAGE_KIND],
            _change(rank, ranks.get(key), missing),
        )
        for rank, key in enumerate(shown)
        if key in pages
    ]
    return Side(lines, len(own.keys), own.approximate)


def _change(rank: int, other: int | None, missing: str) -> str:
    """Moves are said on the new side only."""
    if other is None:
        return missing
    if missing == GOES or other == rank:
        return STAYS
    return UP if rank < other else DOWN
