"""Screens of « Tableurs »: take away, send, look at the simulation, apply, undo."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from editorial.sheets import taking, tasks
from editorial.sheets.headers import Recognised, WrongHeaders, recognise
from editorial.sheets.kinds import KINDS, SheetKind, kinds_for
from editorial.sheets.kinds.base import lumps
from editorial.sheets.lookups import Lookups
from editorial.sheets.models import SheetImport, SheetLine
from editorial.sheets.opening import opened
from editorial.sheets.reading.found import Refused
from editorial.sheets.showing import page_of, summary

RECENT = 15


class SendForm(forms.Form):
    """The file to simulate."""

    file = forms.FileField(
        label="Votre tableur",
        max_length=None,
        help_text=(
            "Excel (.xlsx), OpenDocument (.ods) ou CSV. 5\u202f000 lignes et 8\u00a0Mo au plus."
        ),
        error_messages={
            "required": "Choisissez d’abord un fichier.",
            "empty": "Ce fichier est vide.",
        },
    )


def of_a_kind(view: Callable) -> Callable:
    """A screen of one kind, for those who may use it; 404 when there is no such kind."""

    @wraps(view)
    def inner(request: HttpRequest, kind: str, *args, **kwargs) -> HttpResponseBase:
        if kind not in KINDS:
            raise Http404
        if not KINDS[kind].allows(request.user):
            raise PermissionDenied
        return view(request, KINDS[kind], *args, **kwargs)

    return inner


def of_an_import(view: Callable) -> Callable:
    """A screen of one import, for those who may use its kind."""

    @wraps(view)
    def inner(request: HttpRequest, pk: int) -> HttpResponseBase:
        sheet = get_object_or_404(SheetImport.objects.select_related("user"), pk=pk)
        if not KINDS[sheet.kind].allows(request.user):
            raise PermissionDenied
        return view(request, sheet)

    return inner


def home(request: HttpRequest) -> HttpResponse:
    """The kinds this person may use, and the last imports."""
    kinds = kinds_for(request.user)
    if not kinds:
        raise PermissionDenied
    groups: dict[str, list[SheetKind]] = {}
    for kind in kinds:
        groups.setdefault(kind.group, []).append(kind)
    recent = SheetImport.objects.filter(kind__in=[kind.name for kind in kinds])
    context = {
        "groups": [{"title": title, "kinds": found} for title, found in groups.items()],
        "recent": [summary(sheet) for sheet in recent.select_related("user")[:RECENT]],
    }
    return render(request, "editorial/sheets/home.html", context)


@of_a_kind
def kind_page(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """Take the template or the content, read what each column is, send a file."""
    form, problems = SendForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = opened(upload)
            sheet = keep(kind, upload.name, recognise(found, kind), request.user)
        except Refused as error:
            problems = [str(error)]
        except WrongHeaders as error:
            problems = error.problems
        else:
            return redirect("sheet_import", sheet.pk)
    context = {
        "kind": kind,
        "form": form,
        "problems": problems,
        "columns": taking.explanations(kind, Lookups()),
        "formats": [("xlsx", "Excel (.xlsx)"), ("ods", "OpenDocument (.ods)"), ("csv", "CSV")],
    }
    status = 422 if problems else 200
    return render(request, "editorial/sheets/kind.html", context, status=status)


def keep(kind: SheetKind, name: str, found: Recognised, user) -> SheetImport:
    """Keep the lines of a file and start its simulation."""
    with transaction.atomic():
        sheet = SheetImport.objects.create(
            kind=kind.name,
            name=name[-200:].replace("\0", ""),
            user=user,
            total=len(found.rows),
            notes=found.notes,
            columns=[column.key for column in found.places.values()],
        )
        for rows in lumps(found.rows):
            SheetLine.objects.bulk_create(
                SheetLine(sheet_import=sheet, number=row[0], cells=found.cells_of(row[1]))
                for row in rows
            )
        tasks.start(sheet, "simulate", user)
    return sheet


@of_a_kind
def take(request: HttpRequest, kind: SheetKind, what: str, extension: str) -> HttpResponseBase:
    """The template or the content, in one of the three formats."""
    if what not in ("modele", "contenu") or extension not in taking.RENDERERS:
        raise Http404
    return taking.answer(kind, what, extension)


@of_an_import
def import_page(request: HttpRequest, sheet: SheetImport) -> HttpResponse:
    """What the file would do, or did, line by line."""
    shown = request.GET.get("voir", "")
    context = page_of(sheet, shown, Paginator, request.GET.get("p"))
    return render(request, "editorial/sheets/import.html", context)


SAID = {
    "apply": "L’import est appliqué.",
    "undo": "L’import est annulé : tout est comme avant.",
    "simulate": "La simulation est refaite.",
}
BACKGROUND = "C’est long : le travail continue sans vous. Cette page dit où il en est."
INTERRUPTED = "Le travail s’est interrompu : rien n’a changé. Réessayez un peu plus tard."
TOO_LATE = "Cet import a changé d’état entre-temps : rien de plus n’a été fait."


@require_POST
@of_an_import
def act(request: HttpRequest, sheet: SheetImport) -> HttpResponse:
    """Apply, undo or simulate again."""
    wanted = request.POST.get("act", "")
    if wanted not in tasks.ACTS:
        raise Http404
    partly = request.POST.get("partly") == "1"
    if wanted == "undo" and sheet.is_forgotten:
        messages.error(request, "Les anciennes valeurs de cet import ont été effacées.")
    elif not tasks.ask(sheet, wanted, request.user, partly=partly):
        messages.warning(request, TOO_LATE)
    else:
        _say(request, sheet, wanted)
    return redirect("sheet_import", sheet.pk)


def _say(request: HttpRequest, sheet: SheetImport, wanted: str) -> None:
    sheet.refresh_from_db()
    ends = {"apply": "applied", "undo": "undone"}
    if sheet.is_busy:
        messages.info(request, BACKGROUND)
    elif sheet.state == ends.get(wanted, sheet.state):
        messages.success(request, SAID[wanted])
    elif not sheet.lines.exclude(blocked="").exists():
        messages.error(request, INTERRUPTED)
