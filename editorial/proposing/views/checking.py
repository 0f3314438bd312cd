"""The last screen: everything read again, then sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from editorial.proposing import abuse, machine
from editorial.proposing.models import State
from editorial.proposing.personal import personal_in
from editorial.proposing.progress import Progress
from editorial.proposing.screens import CHECK, ORDER, PLACES
from editorial.proposing.writing import Refused
from members.agreement.dossier import Status
from members.agreement.forms import version_of


def check(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Read it again; POST sends it."""
    if not progress.proposal.is_writable:
        return redirect(progress.home_url)
    if request.method != "POST":
        return _page(request, progress)
    draft = progress.proposal.state == State.DRAFT
    if draft and abuse.was_too_quick(progress.proposal) and not request.POST.get("sure"):
        return _page(request, progress, unsure=True, status=422)
    try:
        machine.send(progress.proposal.pk, version_of(request.POST.get("version")))
    except Refused as refusal:
        return _page(request, progress, refused=str(refusal), status=409)
    return redirect(f"{progress.home_url}?fait=envoyee")


def _page(request: HttpRequest, progress: Progress, status: int = 200, **said) -> HttpResponse:
    blocks = progress.in_words()
    for block in blocks:
        for answer in block["answers"]:
            answer["personal"] = personal_in(answer["text"])
    context = {
        "progress": progress,
        "rank": progress.rank(CHECK),
        "screens": len(ORDER),
        "title": PLACES[CHECK],
        "blocks": blocks,
        "is_draft": progress.proposal.state == State.DRAFT,
        "untouched": [part for part in progress.parts if part.status is Status.TO_COMPLETE],
        "refused": "",
        "unsure": False,
    }
    return render(request, "editorial/proposing/check.html", context | said, status=status)
