"""« Propositions reçues »: the list, one proposal, and what one decides of it."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from catalogue.views import TYPES, send_stored
from editorial.proposing import machine
from editorial.proposing.desk import commenting, reading
from editorial.proposing.mails import REVIEW
from editorial.proposing.models import Proposal, State
from editorial.proposing.writing import Refused
from members.agreement.forms import version_of

REASON_LENGTH = 3_000
# Name of a decision → its button, and what it does.
DECISIONS = {
    "completer": (
        "Demander des compléments",
        "La structure reçoit un seul courriel, avec vos commentaires et un lien vers chaque "
        "question. Vous relirez ses réponses.",
    ),
    "accepter": (
        "Accepter",
        "Un brouillon de monographie est créé avec ces réponses et ces fichiers. La structure en "
        "est prévenue. Rien n’est publié : vous relisez d’abord.",
    ),
    "refuser": (
        "Ne pas retenir",
        "La structure lit votre motif. La proposition est effacée dans un an.",
    ),
}


class ReasonForm(forms.Form):
    """Why a proposal is not kept, in kind words."""

    reason = forms.CharField(
        label="Pourquoi",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="La structure le lira. Dites ce qui est bien, ce qui manque, et ce qu’elle "
        "peut faire maintenant.",
        error_messages={"required": "Écrivez pourquoi : la structure a pris du temps pour vous."},
    )


def only_reviewers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For those who review proposals; refused to everybody else."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.user.has_perm(REVIEW):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer


def found(identifier: UUID) -> Proposal:
    """A proposal that was sent; a draft is its author's alone. Raises `Http404`."""
    return get_object_or_404(
        Proposal.objects.exclude(state=State.DRAFT).select_related("page", "licence"),
        identifier=identifier,
    )


@only_reviewers
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Every proposal that was sent, by state."""
    groups = reading.listed()
    return render(request, "editorial/admin/proposals.html", {"groups": groups})


@only_reviewers
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One proposal; POST keeps the comments, then goes on to a decision."""
    proposal = found(identifier)
    if request.method != "POST":
        return _screen(request, proposal)
    try:
        number, asked = commenting.keep(proposal, request.POST)
    except Refused as refusal:
        asked = commenting.askings(found(identifier), request.POST)
        return _screen(request, found(identifier), asked, str(refusal), status=409)
    if any(asking.error for asking in asked.values()):
        return _screen(request, proposal, asked, status=422)
    if number:
        messages.success(request, "C’est enregistré.")
    then = request.POST.get("then", "")
    if then in DECISIONS:
        return redirect("proposal_decision", proposal.identifier, then)
    return redirect("proposal_review", proposal.identifier)


def _screen(
    request: HttpRequest, proposal: Proposal, asked=None, refused: str = "", status: int = 200
) -> HttpResponse:
    context = reading.context_of(proposal, asked) | {"refused": refused, "decisions": DECISIONS}
    context["wrong"] = [asking for asking in (asked or {}).values() if asking.error]
    return render(request, "editorial/admin/proposal.html", context, status=status)


@only_reviewers
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, identifier: UUID, name: str) -> HttpResponse:
    """Ask once more what one is about to do, then do it."""
    if name not in DECISIONS:
        raise Http404
    proposal = found(identifier)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    refused, status = "", 200
    if request.method == "POST":
        version = version_of(request.POST.get("version"))
        try:
            if name != "refuser" or form.is_valid():
                return _decide(request, proposal, name, version, form)
            status = 422
        except Refused as refusal:
            refused, status = str(refusal), 409
        except ValidationError as error:
            refused, status = error.messages[0], 422
    context = reading.context_of(found(identifier)) | {
        "name": name,
        "button": DECISIONS[name][0],
        "consequence": DECISIONS[name][1],
        "form": form if name == "refuser" else None,
        "refused": refused,
    }
    return render(request, "editorial/admin/decision.html", context, status=status)


def _decide(request: HttpRequest, proposal: Proposal, name: str, version: int, form: ReasonForm):
    if name == "accepter":
        page = machine.accept(proposal.pk, version, request.user)
        messages.success(request, "Voici le brouillon. Relisez-le, complétez-le, puis publiez.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    if name == "completer":
        machine.ask_more(proposal.pk, version)
        messages.success(request, "Vos questions sont parties.")
    else:
        machine.refuse(proposal.pk, version, form.cleaned_data["reason"])
        messages.success(request, "La structure est prévenue.")
    return redirect("proposal_review", proposal.identifier)


@only_reviewers
@require_GET
def joined(request: HttpRequest, identifier: UUID, file: UUID) -> HttpResponseBase:
    """The bytes of a file joined to a proposal."""
    item = get_object_or_404(found(identifier).files, identifier=file)
    return send_stored(item.file, item.name, TYPES[item.extension])
