"""How the search is: for a health page, for those who keep the site."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from modelsearch.backends import get_search_backend
from modelsearch.backends.base import BaseSearchBackend

from search.backend import WhooshSearchBackend
from search.indexing import WhooshIndex
from search.models import IndexChange, IndexState
from search.rebuilding import unavailable
from search.robustness import IndexUnavailable

LATE_COUNT, LATE_AFTER = 500, timedelta(minutes=10)
# The worker gives a sign every quarter of a minute, and all along a rebuild.
SILENT_AFTER = timedelta(minutes=1)


class Level(StrEnum):
    """How well searches are answered now."""

    OK = "ok"
    SIMPLIFIED = "simplifiée"
    LATE = "en retard"


@dataclass(frozen=True)
class Backlog:
    """What waits to be indexed, and since when."""

    count: int
    since: datetime | None

    @property
    def late(self) -> bool:
        """Whether it is more than the worker should leave."""
        old = self.since is not None and timezone.now() - self.since > LATE_AFTER
        return old or self.count > LATE_COUNT


@dataclass(frozen=True)
class IndexReport:
    """One index: its name and its model's, "ok" or why it cannot answer, its documents."""

    name: str
    label: str
    status: str
    documents: int | None


def level() -> Level:
    """One look at the database and at the folders of the indexes: a few milliseconds."""
    backend = get_search_backend()
    if isinstance(backend, WhooshSearchBackend) and unavailable(backend):
        return Level.SIMPLIFIED
    return Level.LATE if backlog().late else Level.OK


def backlog() -> Backlog:
    """What waits now."""
    return Backlog(**IndexChange.objects.aggregate(count=Count("pk"), since=Min("asked_at")))


def is_working(state: IndexState) -> bool:
    """Whether the worker gave a sign lately."""
    return state.last_seen is not None and timezone.now() - state.last_seen < SILENT_AFTER


def reports(backend: WhooshSearchBackend) -> list[IndexReport]:
    """Every index, those that cannot answer first."""
    found = []
    for index in backend.all_indexes():
        status, documents = _look(index)
        label = str(index.root._meta.verbose_name_plural)
        found.append(IndexReport(index.name, label, status, documents))
    return sorted(found, key=lambda report: (report.status == "ok", -(report.documents or 0)))


def _look(index: WhooshIndex) -> tuple[str, int | None]:
    status = index.status()
    try:
        return status, index.count() if status == "ok" else None
    except IndexUnavailable as error:
        # It went between the two questions.
        return error.reason, None


def engine_name(backend: BaseSearchBackend) -> str:
    """What answers searches, as its makers call it."""
    if isinstance(backend, WhooshSearchBackend):
        return "Whoosh"
    path = type(backend).__module__
    for mark, name in (("opensearch", "OpenSearch"), ("elasticsearch", "Elasticsearch")):
        if mark in path:
            return name
    return connection.display_name if ".database" in path else path
