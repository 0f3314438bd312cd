"""One page for each decision: what it does, the reason, and a polite refusal when too late."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.admin import messages

from members.agreement import machine
from members.agreement.machine import REASON_LENGTH, Actor, Incomplete, Refused
from members.agreement.rules import CONTEST_DAYS, VISIT_MONTHS
from members.agreement.transitions import BY_NAME, Transition
from members.desk.review import why_not, words_of
from members.desk.reviewing import to_complete
from members.desk.rights import on_a_file
from members.models import Agreement
from members.permissions import Quality

CONSEQUENCES = {
    "take_up": "Le dossier passe en instruction. Vous pourrez donner un avis sur chaque rubrique "
    "et chaque pièce.",
    "ask_more": "La structure lit votre message et peut de nouveau modifier son dossier. Il vous "
    "revient quand elle l’a renvoyé.",
    "agree": "Les membres de la structure ouvrent aussitôt ce qui est réservé aux structures "
    f"agréées. Une visite de vérification est à faire dans les {VISIT_MONTHS} mois.",
    "plan_refusal": f"La structure lit votre motif. Elle a {CONTEST_DAYS} jours pour envoyer ses "
    "observations : le refus ne devient définitif qu’après.",
    "refuse": "Ce refus clôt le dossier pour de bon. La structure pourra en ouvrir un autre.",
    "suspend": "Les membres de la structure perdent aussitôt ce qui est réservé aux structures "
    "agréées, et son attestation n’est plus valable. Une suspension peut être levée.",
    "reinstate": "Les membres de la structure retrouvent aussitôt ce qui est réservé aux "
    "structures agréées, jusqu’à la date prévue.",
    "withdraw": "L’agrément prend fin aujourd’hui, pour de bon. La structure pourra demander un "
    "nouvel agrément.",
}


class DecisionForm(forms.Form):
    """The version seen, the reason, and for an agreement its last day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Motif",
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="La structure le lira. Il est gardé au journal et ne se corrige plus.",
    )
    until = forms.DateField(
        label="Dernier jour de l’agrément",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Laissez la date proposée, sauf raison particulière.",
    )

    def __init__(self, transition: Transition, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = transition.needs_reason
        self.fields["reason"].error_messages["required"] = (
            "Écrivez le motif : la structure a besoin de comprendre."
        )
        if not transition.needs_reason:
            del self.fields["reason"]
        if transition.name != "agree":
            del self.fields["until"]


@on_a_file
def decide(request: HttpRequest, agreement: Agreement, name: str) -> HttpResponse:
    """Confirm one decision, then make it."""
    transition = BY_NAME.get(name)
    if transition is None or transition.by is not Quality.CERTIFIER:
        raise Http404
    if request.method != "POST":
        form = DecisionForm(transition, initial=_initial(agreement, transition))
        return _page(request, agreement, transition, form)
    form = DecisionForm(transition, request.POST)
    if not form.is_valid():
        return _page(request, agreement, transition, form, status=422)
    return _move(request, agreement, transition, form)


def _initial(agreement: Agreement, transition: Transition) -> dict:
    initial = {"version": agreement.version}
    if transition.name == "ask_more":
        initial["reason"] = to_complete(agreement)
    if transition.name == "agree":
        initial["until"] = machine.proposed_term(agreement)[1]
    return initial


def _move(
    request: HttpRequest, agreement: Agreement, transition: Transition, form: DecisionForm
) -> HttpResponse:
    typed = form.cleaned_data
    try:
        machine.move(
            agreement.pk,
            transition.name,
            Actor(request.user),
            version=typed["version"],
            reason=typed.get("reason", ""),
            until=typed.get("until"),
        )
    except Refused as refused:
        return _refused(request, agreement, transition, form, refused)
    messages.success(request, f"{transition.done} : {agreement.structure}.")
    return redirect("agreement_review", agreement.reference)


def _refused(
    request: HttpRequest,
    agreement: Agreement,
    transition: Transition,
    form: DecisionForm,
    refused: Refused,
) -> HttpResponse:
    agreement.refresh_from_db()
    last = agreement.journal.exclude(transition="").first()
    if _is_the_same(request, agreement, transition, form, last):
        messages.info(request, f"C’était déjà fait ({transition.done.lower()}). Rien n’a changé.")
        return redirect("agreement_review", agreement.reference)
    form.data = form.data.copy()
    form.data["version"] = agreement.version
    missing = refused.missing if isinstance(refused, Incomplete) else []
    context = {
        "refused": str(refused),
        "missing": [item.label for item in missing],
        "last": last and {"entry": last, "words": words_of(last)},
    }
    return _page(request, agreement, transition, form, status=409, **context)


def _is_the_same(request, agreement, transition, form, last) -> bool:
    """A second click on a decision that was made: the same one, by the same person."""
    return (
        last is not None
        and (last.transition, last.actor_id) == (transition.name, request.user.pk)
        and last.reason == form.cleaned_data.get("reason", "").strip()
        and form.cleaned_data["version"] == agreement.version - 1
    )


def _page(
    request: HttpRequest,
    agreement: Agreement,
    transition: Transition,
    form: DecisionForm,
    status: int = 200,
    **context,
) -> HttpResponse:
    said = {
        "agreement": agreement,
        "transition": transition,
        "form": form,
        "possible": agreement.state in transition.sources,
        "why_not": why_not(agreement, transition),
        "consequence": CONSEQUENCES[transition.name],
        "refused": "",
        "missing": [],
        "last": None,
    } | context
    return render(request, "members/admin/decision.html", said, status=status)
