"""« État de la recherche »: whether it answers in full, what waits, what fails, what to do."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timesince import timesince
from modelsearch.backends import get_search_backend
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from catalogue.models import RecordFile, TextState
from portal.searching.desk_views import TEACHES as SEES
from search import health, queue
from search.backend import WhooshSearchBackend
from search.models import IndexChange, IndexState

REBUILDS = "search.change_indexstate"
SHOWN = 20
# For the desk: nothing when all is well.
SAID = {
    health.Level.OK: "",
    health.Level.SIMPLIFIED: "La recherche est simplifiée : son index ne peut pas répondre",
    health.Level.LATE: "La recherche a du retard : des changements attendent trop longtemps",
}
STATUSES = {
    "ok": "Répond",
    "missing": "Absent",
    "outdated": "Ancien, à reconstruire",
    "corrupt": "Abîmé",
}


@dataclass(frozen=True)
class Failing:
    """A line that fails: what it is about, where to see it, what was tried."""

    title: str
    kind: str
    url: str | None
    error: str
    tries: int
    retry_at: str


def may_see(user) -> bool:
    """Who sees the page."""
    return user.has_perm(SEES)


def page(request: HttpRequest) -> HttpResponse:
    """The state, and two buttons."""
    if not may_see(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _act(request)
    state, waiting = IndexState.current(), health.backlog()
    context = {
        "level": str(health.level()),
        "working": health.is_working(state),
        "last_seen": ago(state.last_seen),
        "waiting": waiting.count,
        "since": ago(waiting.since),
        "last_write": ago(state.last_write),
        "last_rebuild": ago(state.last_rebuild),
        "last_failure": ago(state.last_failure),
        "failure": state.failure,
        "rebuild": _rebuild(state),
        "may_rebuild": request.user.has_perm(REBUILDS),
        "files": _files(),
    }
    return render(
        request, "portal/admin/search_state.html", context | _engine() | _failing(request.user)
    )


def _act(request: HttpRequest) -> HttpResponse:
    if "rebuild" in request.POST:
        if not request.user.has_perm(REBUILDS):
            raise PermissionDenied
        IndexState.note(rebuild_asked=True)
        messages.success(
            request,
            "La reconstruction est demandée. Le site continue de répondre pendant ce temps.",
        )
    elif "retry" in request.POST:
        number = queue.retry_now()
        words = "fiche va être reprise" if number == 1 else "fiches vont être reprises"
        messages.success(request, f"{number} {words} dans les secondes qui viennent.")
    return redirect("search_state")


def ago(moment: datetime | None) -> str:
    """« il y a 3 minutes », « dans 2 minutes », or nothing."""
    now = timezone.now()
    if moment is None:
        return ""
    if abs((now - moment).total_seconds()) < 60:
        return "à l’instant" if moment <= now else "dans moins d’une minute"
    if moment > now:
        return f"dans {timesince(now, moment, depth=1)}"
    return f"il y a {timesince(moment, now, depth=1)}"


def _engine() -> dict:
    """Which engine answers; its indexes when they are ours to keep."""
    backend = get_search_backend()
    ours = isinstance(backend, WhooshSearchBackend)
    reports = health.reports(backend) if ours else []
    return {
        "engine": health.engine_name(backend),
        "ours": ours,
        "answers": ours or _answers(backend),
        "indexes": [
            {
                "label": report.label[:1].upper() + report.label[1:],
                "documents": report.documents,
                "status": STATUSES.get(report.status, report.status),
                "ok": report.status == "ok",
            }
            for report in reports
        ],
    }


def _answers(backend) -> bool:
    try:
        list(backend.search("chantier", Page)[:1])
    # Each engine has errors of its own.
    except Exception:
        return False
    return True


def _rebuild(state: IndexState) -> dict:
    """A rebuild asked for, or how far it is (a worker that died is not rebuilding)."""
    name = state.rebuilding if health.is_working(state) else ""
    root = apps.get_model(name) if name else None
    return {
        "asked": state.rebuild_asked,
        "label": str(root._meta.verbose_name_plural) if root else "",
        "done": state.rebuild_done,
        "total": state.rebuild_total,
    }


def _files() -> dict[str, int]:
    """How many files in force have no text to search, by reason."""
    current = RecordFile.objects.current()
    return {
        "unreadable": current.filter(text_state=TextState.UNREADABLE).count(),
        "none": current.filter(text_state=TextState.NONE).count(),
        "waiting": current.filter(text_state=TextState.WAITING).count(),
    }


def _failing(user) -> dict:
    lines, finder = queue.failing(), AdminURLFinder(user)
    return {
        "failing": [_described(line, finder) for line in lines[:SHOWN]],
        "failing_count": lines.count(),
    }


def _described(line: IndexChange, finder: AdminURLFinder) -> Failing:
    item, kind = _object_of(line), line.model
    if item is not None:
        kind = str(item._meta.verbose_name)
    return Failing(
        title=str(item) if item is not None else f"{line.model}, numéro {line.object_id}",
        kind=kind,
        url=finder.get_edit_url(item) if item is not None else None,
        error=line.error,
        tries=line.tries,
        retry_at=ago(line.retry_at) if line.retry_at > timezone.now() else "tout de suite",
    )


def _object_of(line: IndexChange):
    """The object, in its own class; None if it is gone, or of a model that is gone."""
    try:
        model = apps.get_model(line.model)
        key = model._meta.pk.to_python(line.object_id)
    except (LookupError, ValueError, ValidationError):
        return None
    item = model._base_manager.filter(pk=key).first()
    return item.specific if isinstance(item, Page) else item
