"""Pages of requests: asking for a record, following one's requests, answering those of others."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue import access
from catalogue.models import Record
from members.asking import requests as rules
from members.models import RecordRequest
from members.models.asking import OPENING_DAYS, REASON_MAX, REASON_MIN
from members.structures.rules import Refused
from members.structures.views.common import done, private


class AskForm(forms.Form):
    """Why one needs it."""

    reason = forms.CharField(
        label="Pourquoi vous en avez besoin",
        min_length=REASON_MIN,
        max_length=REASON_MAX,
        help_text="Une ou deux phrases : 10 à 500 signes. Aucun nom de salarié en insertion.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask for a record that one knows of and cannot open."""
    record = get_object_or_404(
        access.visible_to(Record.objects.all(), request.user), identifier=identifier
    )
    if not rules.may_ask(request.user, record):
        return redirect(record.get_url(request))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rules.ask(record, request.user, form.cleaned_data["reason"])
            said = "Votre demande est partie. La réponse viendra ici et par courriel."
            return done(request, said, reverse("members:requests"))
        except Refused as error:
            form.add_error(None, str(error))
    context = {
        "form": form,
        "record": record,
        "record_url": record.get_url(request),
        "days": OPENING_DAYS,
        "breadcrumb": _trail("Demander un document"),
    }
    status = 422 if form.errors else 200
    return render(request, "members/asking/ask.html", context, status=status)


@private
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """One's own requests; for those who publish, the requests of others."""
    return render(request, "members/asking/requests.html", _lists(request))


@private
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Open or refuse. A refusal without a word loses nothing: the page says what is missing."""
    if not rules.answers_some(request.user):
        raise Http404
    accept = request.POST.get("reponse") == "ouvrir"
    word = request.POST.get("mot", "").replace("\0", "")
    try:
        asked = rules.answer(pk, request.user, accept=accept, word=word)
    except Refused as error:
        context = _lists(request) | {"refused": {"pk": pk, "word": word, "why": str(error)}}
        return render(request, "members/asking/requests.html", context, status=422)
    said = f"{asked.record.title} est ouvert à {asked.user}." if accept else "Demande refusée."
    return done(request, said, reverse("members:requests"))


@private
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own request, or what one had opened."""
    try:
        rules.take_back(pk, request.user)
        messages.success(request, "C’est fait.")
    except Refused as error:
        messages.error(request, str(error))
    return redirect("members:requests")


def _lists(request: HttpRequest) -> dict:
    user = request.user
    mine = RecordRequest.objects.filter(user=user, withdrawn_at=None).select_related("record")
    return {
        "mine": [_told(row, request) for row in mine],
        "to_answer": rules.to_answer(user),
        "opened": rules.opened_by_us(user),
        "publishes": rules.answers_some(user),
        "days": OPENING_DAYS,
        "breadcrumb": _trail("Mes demandes"),
    }


def _told(row: RecordRequest, request: HttpRequest) -> dict:
    """One's request as the page shows it; no title of what one may no longer know of."""
    known = access.can_know(request.user, row.record)
    return {
        "row": row,
        "title": row.record.title if known else "Une fiche retirée",
        "url": row.record.get_url(request) if known else "",
    }


def _trail(title: str) -> list[dict]:
    return [{"title": "Mon espace", "url": reverse("members:home")}, {"title": title, "url": ""}]
