"""The documents of a file: join, replace, open, erase from a draft."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalogue.views import TYPES, send_stored
from members.agreement.documents import join_document, remove_document
from members.agreement.finding import Found, find_file
from members.agreement.machine import Refused
from members.agreement.sections import DOCUMENTS_BY_KEY
from members.models import FileOpening, State, SupportingDocument


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Every document asked, with what was joined; POST joins one."""
    found = find_file(request.user, slug, reference)
    if request.method != "POST":
        return _page(request, found)
    kind = DOCUMENTS_BY_KEY.get(request.POST.get("kind", ""))
    upload = request.FILES.get("file")
    if kind is None:
        raise Http404
    if upload is None:
        return _page(request, found, kind.key, "Choisissez d’abord un fichier.", status=422)
    try:
        join_document(found.agreement.pk, kind, upload, request.user)
    except ValidationError as error:
        return _page(request, found, kind.key, error.messages[0], status=422)
    except Refused as refusal:
        return _page(request, found, kind.key, str(refusal), status=409)
    return redirect(f"{request.path}?jointe={kind.key}#question-{kind.key}")


@login_required
def document(request: HttpRequest, slug: str, reference: str, identifier: UUID) -> HttpResponseBase:
    """The bytes of a document, for the structure's people. Certifiers have their own view."""
    found = find_file(request.user, slug, reference)
    item = get_object_or_404(found.agreement.documents, identifier=identifier)
    response = send_document(item)
    FileOpening.objects.create(
        user=request.user,
        label=f"{reference}, {DOCUMENTS_BY_KEY[item.kind].label}"[:250],
        address=request.path[:250],
    )
    return response


def send_document(item: SupportingDocument) -> HttpResponseBase:
    """The bytes; whoever calls has asked whether this person may read them."""
    return send_stored(item.file, item.name, TYPES[item.extension])


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, slug: str, reference: str, identifier: UUID) -> HttpResponse:
    """Ask once more, then erase a document of a draft."""
    found = find_file(request.user, slug, reference)
    item = get_object_or_404(found.agreement.documents, identifier=identifier)
    if request.method == "POST":
        try:
            remove_document(item, request.user)
        except Refused as refusal:
            return _page(request, found, item.kind, str(refusal), status=409)
        return redirect(found.dossier.url("file_documents"))
    if not found.is_writable:
        return redirect(found.dossier.url("file_documents"))
    context = {"found": found, "agreement": found.agreement, "item": item, "dossier": found.dossier}
    return render(request, "members/agreement/removal.html", context)


def _page(
    request: HttpRequest, found: Found, wrong_kind: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "found": found,
        "agreement": found.agreement,
        "dossier": found.dossier,
        "part": found.dossier.part("pieces"),
        "wrong_kind": wrong_kind,
        "error": error,
        "joined": request.GET.get("jointe", ""),
        "is_draft": found.agreement.state == State.DRAFT,
    }
    return render(request, "members/agreement/documents.html", context, status=status)
