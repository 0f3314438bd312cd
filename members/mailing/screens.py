"""« Courriels » in the editors' interface: what was sent, what waits, what did not leave."""

import django_filters
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from members.mailing import masking
from members.mailing.delivering import USELESS
from members.mailing.kinds import choices, kind_of
from members.models import MailState, OutgoingMail

SEES, ACTS = "members.view_outgoingmail", "members.change_outgoingmail"
STOPPED = "Arrêté par l’équipe."


class OnlyRead(ModelPermissionPolicy):
    """Mails are read: nobody writes one by hand, corrects it or deletes it."""

    def user_has_permission(self, user, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")


class MailFilterSet(WagtailFilterSet):
    """Mails by what became of them and by what they are."""

    state = django_filters.ChoiceFilter(
        label="État", choices=MailState.choices, widget=RadioSelect, empty_label="Tous"
    )
    kind = django_filters.ChoiceFilter(
        label="Sorte", choices=choices, widget=RadioSelect, empty_label="Toutes"
    )

    class Meta:
        model = OutgoingMail
        fields: list[str] = []


class MailList(generic.IndexView):
    """Every mail, the latest first."""

    model = OutgoingMail
    permission_policy = OnlyRead(OutgoingMail)
    any_permission_required = ["view"]
    index_url_name, index_results_url_name = "mails", "mails_results"
    page_title = "Courriels"
    header_icon = "mail"
    filterset_class = MailFilterSet
    search_fields = ["subject", "to"]
    default_ordering = "-created_at"
    paginate_by = 50
    template_name = "members/admin/mails.html"
    columns = [
        TitleColumn("subject", label="Objet", url_name="mail_read", classname="desk-mail-title"),
        Column("to", label="À", accessor=lambda mail: ", ".join(mail.recipients)),
        Column("kind", label="Sorte", accessor=lambda mail: kind_of(mail.kind).label),
        Column("state", label="État", accessor=lambda mail: said_of(mail), sort_key="state"),
        Column(
            "created_at",
            label="Écrit le",
            accessor=lambda mail: moment(mail.created_at),
            sort_key="created_at",
        ),
    ]

    def get_base_queryset(self) -> QuerySet:
        # The words of a mail are read one at a time.
        return super().get_base_queryset().defer("text", "html")

    def get_context_data(self, **kwargs) -> dict:
        acts = self.request.user.has_perm(ACTS)
        number = given_up().count() if acts else 0
        return super().get_context_data(**kwargs) | {"given_up": number}


def moment(when) -> str:
    """« 23/11/2026 à 7 h 05 »."""
    if when is None:
        return ""
    local = timezone.localtime(when)
    return f"{local:%d/%m/%Y} à {local.hour} h {local:%M}"


def said_of(mail: OutgoingMail) -> str:
    """Its state, and its tries when it has trouble leaving."""
    label = MailState(mail.state).label
    if mail.state == MailState.WAITING and mail.tries:
        return f"{label}, {mail.tries} essai{'s' if mail.tries > 1 else ''}"
    return label


@permission_required(SEES, raise_exception=True)
def read_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as text, and what may be done about it."""
    mail = get_object_or_404(OutgoingMail, pk=pk)
    context = {
        "mail": mail,
        "kind": kind_of(mail.kind).label,
        "state": said_of(mail),
        "words": masking.readable(mail),
        "masked": not masking.shows_everything(),
        "written": moment(mail.created_at),
        "left": moment(mail.sent_at),
        "next_try": moment(mail.next_try) if mail.state == MailState.WAITING else "",
        "may_retry": request.user.has_perm(ACTS) and mail.state != MailState.SENT and mail.text,
        "may_stop": request.user.has_perm(ACTS) and mail.state == MailState.WAITING,
    }
    return render(request, "members/admin/mail.html", context)


@require_POST
@permission_required(ACTS, raise_exception=True)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """« Réessayer » or « Ne plus envoyer »; a mail that has left meanwhile stays as it is."""
    mail = get_object_or_404(OutgoingMail, pk=pk)
    if "retry" in request.POST and retry(OutgoingMail.objects.filter(pk=pk)):
        messages.success(request, "Le courriel va repartir dans les secondes qui viennent.")
    elif "stop" in request.POST and stop(pk):
        messages.success(request, "Ce courriel ne partira pas.")
    else:
        messages.warning(request, "Rien à faire : entre-temps, ce courriel a changé d’état.")
    return redirect("mail_read", mail.pk)


@require_POST
@permission_required(ACTS, raise_exception=True)
def retry_all(request: HttpRequest) -> HttpResponse:
    """Try again all that was given up by the site itself."""
    number = retry(given_up())
    words = "courriels vont repartir" if number > 1 else "courriel va repartir"
    messages.success(request, f"{number} {words}.")
    return redirect(f"{reverse('mails')}?state=waiting")


def given_up() -> QuerySet:
    """Mails that the server never took, whose words are still there."""
    tried = OutgoingMail.objects.filter(state=MailState.GIVEN_UP, tries__gt=0)
    lost = tried.exclude(text="", html="")
    return lost.exclude(last_error__in=(STOPPED, USELESS))


def retry(mails: QuerySet) -> int:
    """Put them back at the head of the queue, with all their tries; returns how many.

    A mail being sent at this moment keeps its claim: it cannot leave twice.
    """
    again = mails.exclude(state=MailState.SENT).exclude(text="", html="")
    return again.update(state=MailState.WAITING, tries=0, next_try=timezone.now(), last_error="")


def stop(pk: int) -> int:
    """Give it up, if it waits; returns how many were."""
    waiting = OutgoingMail.objects.filter(pk=pk, state=MailState.WAITING)
    return waiting.update(state=MailState.GIVEN_UP, last_error=STOPPED)
