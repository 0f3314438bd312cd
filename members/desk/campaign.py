"""The renewal campaign: agreements that end soon, who was told, one button for the others."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from members import journal
from members.desk import waiting
from members.desk.mails import invite_to_renew
from members.desk.rights import only_certifiers, structures_of
from members.models import Act, Agreement, Reminder, Role, State
from members.permissions import Quality

MONTHS = (3, 6, 9, 12)
DEFAULT = 6
OVER = (State.ABANDONED, State.REFUSED)


@dataclass(frozen=True)
class Ending:
    """One agreement that ends, and where its renewal stands."""

    agreement: Agreement
    told: Reminder | None
    renewal: Agreement | None
    referents: int
    left: int

    @property
    def is_to_tell(self) -> bool:
        return self.told is None and self.renewal is None and self.referents > 0


def months_of(asked: str) -> int:
    """The number of months asked for, among those offered."""
    return int(asked) if asked in map(str, MONTHS) else DEFAULT


def endings(months: int) -> list[Ending]:
    """Agreements that end within so many months, the soonest first; constant queries."""
    today = timezone.localdate()
    files = (
        _ending_files(today, months)
        .select_related("structure__department")
        .prefetch_related("renewals", "reminders", "structure__memberships__user")
    )
    return [_ending(agreement, today) for agreement in files]


def _ending_files(today: date, months: int) -> QuerySet[Agreement]:
    soon = waiting.endings(today, months * 365 // 12)
    return waiting.files().filter(soon, valid_until__gte=today).order_by("valid_until", "pk")


def _ending(agreement: Agreement, today: date) -> Ending:
    told = [r for r in agreement.reminders.all() if r.what == Reminder.INVITATION]
    renewals = [r for r in agreement.renewals.all() if r.state not in OVER]
    referents = [
        membership
        for membership in agreement.structure.memberships.all()
        if membership.role == Role.REFERENT and membership.user.is_active
    ]
    return Ending(
        agreement=agreement,
        told=told[0] if told else None,
        renewal=max(renewals, key=lambda renewal: renewal.pk, default=None),
        referents=len(referents),
        left=(agreement.valid_until - today).days,
    )


def tell(months: int, user, only: str = "") -> int:
    """Invite those not told yet (one file only, if named); how many were, each once."""
    return sum(
        _tell(ending.agreement, user)
        for ending in endings(months)
        if ending.is_to_tell and only in ("", ending.agreement.reference)
    )


@transaction.atomic
def _tell(agreement: Agreement, user) -> bool:
    _reminder, is_new = Reminder.objects.get_or_create(
        agreement=agreement, what=Reminder.INVITATION
    )
    if not is_new:
        return False
    invite_to_renew(agreement)
    journal.record(
        Act.MAIL,
        agreement=agreement,
        actor=user,
        quality=Quality.CERTIFIER,
        details={"what": "Invitation à renouveler"},
    )
    return True


@only_certifiers
def campaign(request: HttpRequest) -> HttpResponse:
    """The list for some months; sending invites those not told yet."""
    months = months_of(request.POST.get("mois") or request.GET.get("mois", ""))
    if request.method == "POST":
        told = tell(months, request.user, request.POST.get("only", ""))
        _say(request, told)
        return redirect(f"{reverse('agreement_campaign')}?mois={months}")
    found = endings(months)
    context = {
        "endings": found,
        "to_tell": sum(ending.is_to_tell for ending in found),
        "unreachable": sum(not ending.referents for ending in found),
        "months": months,
        "periods": MONTHS,
        "own": structures_of(request.user),
        "default": DEFAULT,
    }
    return render(request, "members/admin/campaign.html", context)


def _say(request: HttpRequest, told: int) -> None:
    if not told:
        messages.info(request, "Personne de plus à prévenir : aucune invitation n’est partie.")
        return
    end = "s" if told > 1 else ""
    messages.success(request, f"{told} structure{end} invitée{end} à renouveler son agrément.")
