"""Moving the file: one page that says what will happen, one button."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from members.agreement import keeping, machine
from members.agreement.finding import Found, find_file
from members.agreement.forms import ContestForm, version_of
from members.agreement.history import entries_of, reason_for
from members.agreement.machine import Actor, Incomplete, Refused
from members.agreement.next_step import contest_until, day
from members.agreement.offering import ACTIONS
from members.agreement.transitions import BY_NAME, Transition, offered

# What will happen, in two or three sentences; and the button that goes back.
WORDS = {
    "submit": (
        "Le certificateur recevra votre dossier. Vous ne pourrez plus le modifier, sauf s’il "
        "demande des compléments. Vous recevrez un courriel à chaque étape."
    ),
    "send_back": (
        "Le certificateur reprendra l’étude de votre dossier. Vous ne pourrez plus le modifier, "
        "sauf s’il demande d’autres compléments."
    ),
    "contest": (
        "Rien n’est décidé. Dites ce que le certificateur n’a pas vu, ou ce que vous allez "
        "changer. Vous ne pouvez envoyer vos observations qu’une fois."
    ),
    "abandon": (
        "Le dossier sera clos. Vos réponses ne sont pas effacées : elles seront reprises si vous "
        "en ouvrez un autre."
    ),
}


@csrf_exempt  # A wrong token is answered here: it must not lose what was typed.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, slug: str, reference: str, action: str) -> HttpResponse:
    """Confirm a move of the structure, then make it."""
    if action not in ACTIONS:
        raise Http404
    transition = BY_NAME[ACTIONS[action]]
    form_class = ContestForm if transition.needs_reason else forms.Form
    if not request.user.is_authenticated:
        return keeping.signed_out(request, form_class(request.POST))
    found = find_file(request.user, slug, reference)
    if request.method == "POST":
        return _make(request, found, transition, form_class(request.POST))
    if transition not in offered(found.agreement.state, found.qualities):
        return redirect("members:file", slug, reference)
    return _page(request, found, transition, form_class())


def _make(
    request: HttpRequest, found: Found, transition: Transition, form: forms.Form
) -> HttpResponse:
    if keeping.csrf_fails(request):
        return keeping.kept(request, keeping.SIGNED_IN_AGAIN, form, status=403)
    if not form.is_valid():
        return _page(request, found, transition, form, status=422)
    try:
        machine.move(
            found.agreement.pk,
            transition.name,
            Actor(request.user),
            version=version_of(request.POST.get("version")),
            reason=form.cleaned_data.get("reason", ""),
        )
    except Incomplete:
        return _page(request, found, transition, form, status=409)
    except Refused as refusal:
        return _page(request, found, transition, form, refused=str(refusal), status=409)
    return redirect(f"{found.dossier.url('file')}?fait={transition.name}")


def _page(
    request: HttpRequest,
    found: Found,
    transition: Transition,
    form: forms.Form,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    dossier, agreement = found.dossier, found.agreement
    incomplete = transition.needs_complete and dossier.missing
    context = {
        "found": found,
        "agreement": agreement,
        "dossier": dossier,
        "transition": transition,
        "words": WORDS[transition.name],
        "form": form,
        "refused": refused,
        "version": agreement.version,
        "incomplete": bool(incomplete),
        "untouched": dossier.flagged if transition.name == "send_back" else [],
        "is_possible": not incomplete and not refused,
        "reason": reason_for(agreement, entries_of(agreement)) if form.fields else "",
        "until": day(contest_until(agreement)),
    }
    return render(request, "members/agreement/move.html", context, status=status)
