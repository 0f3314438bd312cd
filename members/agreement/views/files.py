"""The structure's files, one file, and the whole of it to read again or print."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members.agreement import machine
from members.agreement.dossier import Dossier
from members.agreement.finding import find_file, find_structure
from members.agreement.history import entries_of, reason_for, timeline
from members.agreement.machine import Refused
from members.agreement.next_step import contest_until, day, next_step
from members.agreement.offering import moves_of, opening_for
from members.agreement.transitions import BY_NAME
from members.permissions import Quality


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, slug: str) -> HttpResponse:
    """Every file of the structure, the newest first; POST opens a new one."""
    structure, qualities = find_structure(request.user, slug)
    refused = ""
    if request.method == "POST":
        try:
            opened = machine.open_file(structure, request.user)
            return redirect("members:file", slug, opened.reference)
        except Refused as refusal:
            refused = str(refusal)
    agreements = list(structure.agreements.all())
    context = {
        "structure": structure,
        "agreements": agreements,
        "opening": opening_for(agreements, Quality.REFERENT in qualities),
        "refused": refused,
    }
    status = 409 if refused else 200
    return render(request, "members/agreement/files.html", context, status=status)


@never_cache
@login_required
def file(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Where the file stands, what comes next, what was said, what was done."""
    found = find_file(request.user, slug, reference)
    agreement, dossier = found.agreement, found.dossier
    entries = entries_of(agreement)
    done = BY_NAME.get(request.GET.get("fait", ""))
    context = {
        "found": found,
        "agreement": agreement,
        "dossier": dossier,
        "step": next_step(dossier, found.qualities),
        "reason": reason_for(agreement, entries),
        "contest_until": day(contest_until(agreement)),
        "supports": list(agreement.supports.all()) if agreement.valid_from else [],
        "said": _said(dossier),
        "timeline": timeline(entries),
        "moves": moves_of(found),
        "done": done.done if done and done.target == agreement.state else "",
    }
    return render(request, "members/agreement/file.html", context)


@never_cache
@login_required
def summary(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """The whole file on one page: to read again, to print, to check before submitting."""
    found = find_file(request.user, slug, reference)
    context = {
        "found": found,
        "agreement": found.agreement,
        "dossier": found.dossier,
        "sections": found.dossier.in_words(),
        "moves": moves_of(found),
    }
    return render(request, "members/agreement/summary.html", context)


def _said(dossier: Dossier) -> list[dict]:
    """What the certifier said, section by section and document by document."""
    if not dossier.is_reviewed:
        return []
    sections = [
        {"title": part.title, "comment": part.comment, "part": part, "url": part.url}
        for part in dossier.parts
        if part.comment or part.is_flagged
    ]
    documents = dossier.url("file_documents")
    pieces = [
        {"title": piece.kind.label, "comment": comment, "url": f"{documents}#{piece.anchor}"}
        for piece in dossier.pieces
        for comment in piece.comments
    ]
    return [item for item in sections if item["comment"]] + pieces
