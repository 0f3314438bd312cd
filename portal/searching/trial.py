"""« Essayer un synonyme »: the first results of a query today, and with a group of words."""

from dataclasses import dataclass

from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from catalogue import access
from catalogue.models import Record
from portal.models import SynonymGroup
from portal.searching.synonyms import mapping, with_group
from search.backend import WhooshSearchBackend
from search.robustness import IndexUnavailable
from search.synonyms import trying

SHOWN = 10
# What anybody may search. The rest is for those who may open every record.
NOTICE = ["title", "terms_text", "summary"]
STAYS, COMES, GOES, UP, DOWN = "", "entre", "sort", "monte", "descend"


@dataclass(frozen=True)
class Line:
    """One result of one side, and what becomes of it on the other."""

    title: str
    url: str | None
    kind: str
    change: str


@dataclass(frozen=True)
class Comparison:
    """Both sides; `total` counts all results, not only those shown."""

    before: list[Line]
    after: list[Line]
    total_before: int
    total_after: int

    @property
    def same(self) -> bool:
        return self.total_before == self.total_after and not any(
            line.change for line in (*self.before, *self.after)
        )


def compare(query: str, group: SynonymGroup, user) -> Comparison | None:
    """None while the index cannot answer, or with a search engine that has its own synonyms."""
    if not _can_try():
        return None
    try:
        with trying(mapping()):
            total_before, before = _search(query, user)
        with trying(with_group(group)):
            total_after, after = _search(query, user)
    except IndexUnavailable:
        return None
    return Comparison(
        _lines(before, after, GOES), _lines(after, before, COMES), total_before, total_after
    )


def _can_try() -> bool:
    backend = get_search_backend()
    if not isinstance(backend, WhooshSearchBackend):
        return False
    return backend.get_index_for_model(Page).status() == "ok"


def _search(query: str, user) -> tuple[int, list[Record]]:
    """How many records this user may find, and the first ones."""
    opens_all = set(access.Level.values) <= access.levels_of(user)
    # The rights are applied by the database, in one piece: an index knows nothing of them.
    known = access.visible_to(Record.objects.all(), user)
    records = Record.objects.filter(pk__in=known.values("pk"))
    results = get_search_backend().search(
        query, records, fields=None if opens_all else NOTICE, operator="and"
    )
    return results.count(), list(results[:SHOWN])


def _lines(records: list[Record], others: list[Record], missing: str) -> list[Line]:
    """The records of one side; `missing` is said of those that the other side does not show."""
    ranks = {record.pk: rank for rank, record in enumerate(others)}
    return [
        Line(
            record.title,
            record.url,
            record.get_record_kind_display(),
            _change(rank, ranks.get(record.pk), missing),
        )
        for rank, record in enumerate(records)
    ]


def _change(rank: int, other: int | None, missing: str) -> str:
    """Moves are said on the new side only."""
    if other is None:
        return missing
    if missing == GOES or other == rank:
        return STAYS
    return UP if rank < other else DOWN
