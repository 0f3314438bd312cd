"""Documents to take away, and the answer to « is this printed version in force? »."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from catalogue import access
from catalogue.models import Record, RecordSheet, SheetForm, SheetState
from catalogue.sheets import making
from catalogue.sheets.content import content_of
from catalogue.sheets.standing import answer_for
from catalogue.signals import reserved_file_opened
from catalogue.views import PRIVATE, TYPES, send_stored, turned_away

# Seconds between two looks of the waiting page.
PAUSE = 3


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, identifier: UUID, name: str) -> HttpResponseBase:
    """A record as a document, for those who may open it. Posting tries again after a failure."""
    record = get_object_or_404(Record, identifier=identifier).specific
    if (refused := turned_away(request, record)) is not None:
        return refused
    form = form_of(name)
    content = content_of(record)
    if form == SheetForm.SITE and not content.tasks:
        raise Http404
    found = making.ordered(record, content, form)
    if request.method == "POST":
        if found.state == SheetState.FAILED:
            making.forget_file(found)
            making.put_in_hand(found, content)
        return redirect(request.path)
    if found.state == SheetState.READY and found.file:
        return _sent(request, found, record)
    return _waiting(request, found, record)


def form_of(name: str) -> SheetForm:
    """The form that an address asks for."""
    if name == "chantier.pdf":
        return SheetForm.SITE
    extension = name.rpartition(".")[2]
    if extension not in (SheetForm.PDF, SheetForm.DOCX, SheetForm.ODT):
        raise Http404
    return SheetForm(extension)


def _sent(request: HttpRequest, found: RecordSheet, record: Record) -> HttpResponseBase:
    suffix = "-chantier" if found.form == SheetForm.SITE else ""
    name = f"{record.slug}{suffix}.{found.extension}"
    response = send_stored(found.file, name, TYPES[found.extension])
    reserved = record.access_level != access.Level.PUBLIC
    if reserved and request.method == "GET" and request.user.is_authenticated:
        reserved_file_opened.send(sender=RecordSheet, item=found, user=request.user)
    return response


def _waiting(request: HttpRequest, found: RecordSheet, record: Record) -> HttpResponse:
    has_failed = found.state == SheetState.FAILED
    context = {"record": record, "record_url": record.get_url(request), "sheet": found}
    context |= {"has_failed": has_failed, "pause": PAUSE}
    response = render(
        request, "catalogue/sheet_waiting.html", context, status=200 if has_failed else 202
    )
    response["Cache-Control"] = PRIVATE
    if not has_failed:
        response["Refresh"] = str(PAUSE)
    return response


@require_GET
def standing(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a printed version is in force, in words."""
    answer = answer_for(code, request)
    status = 200 if answer.is_known else 404
    response = render(request, "catalogue/in_force.html", {"answer": answer}, status=status)
    response["Cache-Control"] = PRIVATE
    return response
