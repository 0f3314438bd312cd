"""A mail for each move of a file: what happened, why, what comes next, by when, where."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from members.agreement.dossier import Dossier
from members.agreement.next_step import day, next_step
from members.agreement.rules import REVIEW_DAYS
from members.agreement.transitions import BY_NAME, CERTIFIER
from members.mailing import send
from members.mailing.kinds import Kind
from members.models import Agreement, JournalEntry, Role, User
from members.permissions import DECIDE, Quality

STRUCTURE = Kind("agreement_moved", "Agrément, à la structure", plain=True)
CERTIFIERS = Kind("agreement_to_review", "Agrément, au certificateur", plain=True)
# What the certifiers are told, and what they have to do. They know what they did themselves.
FOR_CERTIFIERS = {
    "submit": "Un dossier est à prendre en instruction.",
    "send_back": "Les compléments demandés sont arrivés : l’étude peut reprendre.",
    "contest": "La structure répond au refus envisagé : lisez ses observations avant de décider.",
    "abandon": "La structure abandonne sa demande : il n’y a plus rien à étudier.",
    "expire": "L’agrément est arrivé à son terme sans être renouvelé.",
}
# Keys of accounts, and their addresses.
People = list[tuple[int, str]]
# Nothing more is waited for.
ENDED = ("abandon", "expire")


def tell(sender, agreement: Agreement, entry: JournalEntry, **kwargs) -> None:
    """Write the mails of this move, in its transaction. Receives `machine.moved`."""
    _write(STRUCTURE, _referents(agreement), agreement, entry, _for_structure(agreement, entry))
    # Nobody has to look at a draft that was never submitted.
    if entry.transition in FOR_CERTIFIERS and agreement.submitted_at:
        context = _for_certifiers(agreement, entry)
        _write(CERTIFIERS, _certifiers(agreement), agreement, entry, context)


def _write(
    kind: Kind, people: People, agreement: Agreement, entry: JournalEntry, context: dict
) -> None:
    said = context | {
        "structure": agreement.structure.name,
        "reference": agreement.reference,
        "done": BY_NAME[entry.transition].done,
    }
    for pk, email in people:
        about = {"agreement": agreement.pk, "entry": entry.pk, "user": pk}
        send(kind.name, email, said, key=f"{kind.name}-{entry.pk}-{pk}", about=about)


def _for_structure(agreement: Agreement, entry: JournalEntry) -> dict:
    dossier = Dossier(agreement)
    return {
        "reason": entry.reason if entry.quality == CERTIFIER else "",
        "step": next_step(dossier, frozenset({Quality.REFERENT})),
        "url": _full(dossier.url("file")),
    }


def _for_certifiers(agreement: Agreement, entry: JournalEntry) -> dict:
    return {
        "words": FOR_CERTIFIERS[entry.transition],
        "reason": entry.reason,
        "until": "" if entry.transition in ENDED else day(_answer_before()),
        "url": _full(_desk(agreement)),
    }


def _answer_before() -> date:
    return timezone.localdate() + timedelta(days=REVIEW_DAYS)


def _referents(agreement: Agreement) -> People:
    people = agreement.structure.memberships.filter(role=Role.REFERENT, user__is_active=True)
    return list(people.order_by("user_id").values_list("user_id", "user__email"))


def _certifiers(agreement: Agreement) -> People:
    """Whoever decides on agreements, but the people of this structure."""
    may_decide = Permission.objects.filter(
        content_type__app_label="members", codename=DECIDE.partition(".")[2]
    )
    deciders = User.objects.filter(
        Q(groups__permissions__in=may_decide) | Q(user_permissions__in=may_decide), is_active=True
    ).exclude(memberships__structure=agreement.structure)
    return list(deciders.order_by("pk").distinct().values_list("pk", "email"))


def _desk(agreement: Agreement) -> str:
    """Where the certifier reads the file."""
    try:
        return reverse("agreement_review", args=[agreement.reference])
    except NoReverseMatch:
        return reverse("wagtailadmin_home")


def _full(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
