"""Two screens of their own: the files, then the consents and the licence."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from catalogue.models import Licence
from catalogue.views import TYPES, send_stored
from editorial.proposing import consents as agreed
from editorial.proposing import files as joined_files
from editorial.proposing.models import Use
from editorial.proposing.progress import Progress
from editorial.proposing.screens import CHECK, CONSENT, FILES, ORDER, PLACES
from editorial.proposing.views.common import behind_link
from editorial.proposing.writing import Refused


def files(request: HttpRequest, progress: Progress) -> HttpResponse:
    """What is joined; POST joins one more."""
    if not progress.proposal.is_writable:
        return redirect(progress.home_url)
    if request.method != "POST":
        return _files(request, progress)
    label = request.POST.get("label", "")
    upload = request.FILES.get("file")
    if upload is None:
        return _files(request, progress, "Choisissez d’abord un fichier.", label, status=422)
    try:
        joined_files.join_file(progress.proposal.pk, upload, label)
    except ValidationError as error:
        return _files(request, progress, error.messages[0], label, status=422)
    except Refused as refusal:
        return _files(request, progress, str(refusal), label, status=409)
    return redirect(f"{request.path}?joint=1#joints")


def _files(
    request: HttpRequest, progress: Progress, error: str = "", label: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "progress": progress,
        "rank": progress.rank(FILES),
        "screens": len(ORDER),
        "title": PLACES[FILES],
        "is_full": len(progress.files) >= joined_files.FILES_MAX,
        "most": joined_files.FILES_MAX,
        "error": error,
        "label": label[:150],
        "joined": request.GET.get("joint") == "1" and request.method == "GET",
        "next_url": progress.url(CONSENT),
    }
    return render(request, "editorial/proposing/files.html", context, status=status)


@behind_link
def joined(request: HttpRequest, progress: Progress, identifier: UUID) -> HttpResponseBase:
    """The bytes of a file, for whoever holds the link."""
    item = get_object_or_404(progress.proposal.files, identifier=identifier)
    return send_stored(item.file, item.name, TYPES[item.extension])


@behind_link
def removal(request: HttpRequest, progress: Progress, identifier: UUID) -> HttpResponse:
    """Ask once more, then erase a file."""
    item = get_object_or_404(progress.proposal.files, identifier=identifier)
    if not progress.proposal.is_writable:
        return redirect(progress.home_url)
    if request.method == "POST":
        try:
            joined_files.remove_file(item)
        except Refused as refusal:
            return _files(request, progress, str(refusal), status=409)
        return redirect(progress.url(FILES))
    context = {"progress": progress, "item": item}
    return render(request, "editorial/proposing/removal.html", context)


def consents(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Each use agreed to or not, and the licence, while the proposal is being written."""
    if not progress.proposal.is_writable:
        return redirect(f"{progress.home_url}#accords")
    if request.method == "POST":
        uses = {use for use in Use if request.POST.get(f"use-{use}") == "1"}
        chosen = request.POST.get("licence", "")
        licence = Licence.objects.filter(slug=chosen[:50]).first()
        try:
            agreed.give(progress.proposal.pk, uses, licence)
        except Refused:
            return redirect(progress.home_url)
        leaves = request.POST.get("action") == "leave"
        return redirect(f"{progress.home_url}?fait=enregistre" if leaves else progress.url(CHECK))
    held = progress.consents
    context = {
        "progress": progress,
        "rank": progress.rank(CONSENT),
        "screens": len(ORDER),
        "title": PLACES[CONSENT],
        "uses": [
            {"use": use, "words": words, "held": held.get(use)}
            for use, words in agreed.WORDS.items()
        ],
        "licences": list(Licence.objects.all()),
    }
    return render(request, "editorial/proposing/consents.html", context)
