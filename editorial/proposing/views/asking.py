"""The first page: what proposing is, how long it takes, and the way to get a link."""

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from editorial.proposing import abuse, mails
from editorial.proposing.models import Proposal
from editorial.proposing.screens import MINUTES
from editorial.proposing.sections import SECTIONS
from editorial.proposing.tokens import key_of

# The newest of a mailbox; nobody has more under way.
LISTED = 20
TOO_MANY = (
    "Trop de liens demandés en peu de temps. Regardez dans vos courriels, indésirables compris, "
    "ou réessayez dans une heure."
)


class AskForm(abuse.TrapFields):
    """Where to send the link, and nothing else."""

    use_required_attribute = False
    email = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Pour vous envoyer votre lien et les réponses à votre proposition. Rien d’autre.",
        error_messages={"required": "Écrivez votre adresse : le lien vous y attendra."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email",)


@csrf_exempt  # It gives no right to whoever posts it: the link goes to the mailbox alone.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """What proposing is; POST sends a link, whatever the mailbox already proposed."""
    if request.method != "POST":
        form = AskForm(initial={"shown": abuse.shown_now()})
        return _page(request, form, sent=request.GET.get("envoye") == "1")
    try:
        form = AskForm(request.POST)
    except RequestDataTooBig:
        return render(request, "editorial/proposing/too_long.html", status=413)
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.looks_like_a_machine():
        fresh = {"email": form.cleaned_data["email"], "shown": abuse.shown_now()}
        return _page(request, AskForm(initial=fresh), unsure=True, status=422)
    key = key_of(form.cleaned_data["email"])
    if abuse.too_many_links(request, key):
        form.add_error("email", TOO_MANY)
        return _page(request, form, status=429)
    give_links(form.cleaned_data["email"], key)
    return redirect(f"{reverse('editorial:propose')}?envoye=1")


@transaction.atomic
def give_links(email: str, key: str) -> None:
    """Write to a mailbox: the links of its proposals, and one to begin."""
    rows = Proposal.objects.filter(email_key=key).order_by("-touched_at")
    begun = list(rows.exclude(begun_at=None)[:LISTED])
    blank = rows.filter(begun_at=None).first()
    blank = blank or Proposal(email=email.strip(), email_key=key)
    blank.touched_at = timezone.now()
    blank.save()
    mails.send_links(email, [*begun, blank])


def _page(request: HttpRequest, form: AskForm, status: int = 200, **said) -> HttpResponse:
    context = {
        "form": form,
        "minutes": MINUTES,
        "titles": [section.title for section in SECTIONS],
        "sent": False,
        "unsure": False,
    }
    return render(request, "editorial/proposing/home.html", context | said, status=status)
