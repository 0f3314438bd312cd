"""What one reader may find, as the database says it at the instant of the search.

With our own engine, the database is asked first and for all: what is kept back (few pages) rather
than what is open (nearly all). Only the documents allowed are then looked at and scored.
"""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from wagtail.models import Page
from wagtail.search.query import SearchQuery

from catalogue import access
from catalogue.models import Record
from catalogue.sources import Key, Source, all_sources
from search.engine.snapshot import Snapshot
from search.looking import Look, Looking, forgives
from search.matching import KeyList, with_pks

Scores = dict[Key, float]
NOTICE = ("title", "terms_text", "summary", "address_words")
# Up to so many pages, and one in so many, they are named one by one to the database.
FEW, SHARE = 500, 20


def for_readers() -> Q:
    """Neither the root of the tree nor the page of a new installation is for readers."""
    bare = ContentType.objects.get_for_model(Page)
    return Q(depth__gt=1) & ~Q(content_type=bare)


class Reach:
    """What one reader may find, whole or by notices only.

    It lasts for one search page: what was asked once is not asked again.
    """

    def __init__(self, scope: QuerySet, user, *, whole_site: bool = False):
        """With `whole_site`, every page and every source; `scope` is left aside."""
        self.scope = Page.objects.filter(for_readers()) if whole_site else scope
        self.user = user
        self.whole_site = whole_site
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

    def readable(self, source: Source) -> Set[int]:
        """The keys of all that this reader may read of a source."""
        if source.kind not in self._readable:
            keys = source.readable(self.user).values_list("pk", flat=True)
            self._readable[source.kind] = set(keys)
        return self._readable[source.kind]


@dataclass
class Allowed:
    """Documents that a reader may find: whole, or by their notice only."""

    whole: int = 0
    notices: int = 0


class Finding:
    """The searches of one page, in our own indexes, within a reach. Raises IndexUnavailable."""

    def __init__(self, within: Reach, backend):
        self.within = within
        self._looking = Looking(backend)
        self._asked = 0
        self._some = Allowed()

    def scores(self, query: SearchQuery) -> Scores:
        """Everything that a query finds."""
        scores: Scores = self._pages(query)
        for source in self.within.sources:
            scores |= self._of(source, query)
        return scores

    def _pages(self, query: SearchQuery) -> dict[int, float]:
        allowed = self._allowed(query)
        found = self._look.scores(query, allowed.whole)
        return found | self._look.scores(query, allowed.notices, NOTICE)

    def _of(self, source: Source, query: SearchQuery) -> Scores:
        look = self._looking.at(source.model)
        if not forgives(query) and not look.holding(query, 0):
            return {}
        found = look.scores(query, look.among(self.within.readable(source)))
        return {source.key(pk): score * source.weight for pk, score in found.items()}

    @cached_property
    def _look(self) -> Look:
        return self._looking.at(self.within.scope.model)

    def _allowed(self, query: SearchQuery) -> Allowed:
        """What may be found of what a query finds; all that may be found when that is as easy."""
        if "_everything" in self.__dict__ or forgives(query):
            return self._everything
        look = self._look
        found = look.holding(query, 0) | look.holding(query, 0, NOTICE)
        number = found.bit_count()
        if number > FEW or number * SHARE > look.snapshot.count:
            return self._everything
        new = found ^ (found & self._asked)
        if new:
            rows = with_pks(self.within.scope.order_by(), look.keys(new))
            opened, closed = access.open_and_closed(rows, self.within.user)
            self._some.whole |= look.some(opened)
            self._some.notices |= look.some(closed)
            self._asked |= new
        return self._some

    @cached_property
    def _everything(self) -> Allowed:
        """All that this reader may find."""
        look, within = self._look, self.within
        if not within.whole_site:
            opened, closed = access.open_and_closed(within.scope.order_by(), within.user)
            return Allowed(look.among(set(opened)), look.among(set(closed)))
        kept = access.kept_back(
            Page.objects.all(), Record.objects.all(), within.user, apart=~for_readers()
        )
        withdrawn, notices = look.some(kept.withdrawn), look.some(kept.known)
        closed = withdrawn | notices | look.some(kept.hidden)
        present = _present(look)
        return Allowed(present ^ (present & closed), present & (notices ^ (notices & withdrawn)))


@dataclass(frozen=True)
class _Present:
    """The documents of a snapshot whose page stood in the database, by the mark of that time."""

    snapshot: Snapshot
    mark: tuple
    members: int


_last: _Present | None = None


def _present(look: Look) -> int:
    """The documents whose page is in the database at this instant.

    How many pages there are and the sum of their keys tell whether one came or went (a key is
    never used twice, and is higher than those before): all of them are read again only then.
    """
    global _last
    pages = Page.objects.order_by()
    mark = tuple(pages.aggregate(Count("pk"), Sum("pk")).values())
    last = _last
    # A transaction may be undone, and its keys used again.
    inside = transaction.get_connection().in_atomic_block
    if not last or inside or last.snapshot is not look.snapshot or last.mark != mark:
        keys = pages.aggregate(keys=KeyList("pk"))["keys"]
        last = _Present(look.snapshot, mark, look.among(set(keys or ())))
        if not inside:
            _last = last
    return last.members
