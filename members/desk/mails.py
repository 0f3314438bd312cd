"""Mails of the network’s side to structures, and the addresses they lead to."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from members.mailing import send
from members.mailing.kinds import Kind
from members.models import Agreement, Role, Structure, User

# Their links lead to pages that ask who is reading: no secret in them.
KINDS = (
    Kind("agreement_digest", "Rappels d’agréments", plain=True),
    Kind("renewal_invitation", "Invitation à renouveler l’agrément", plain=True),
    Kind("visit_planned", "Visite prévue", plain=True),
)


def referents_of(structure: Structure) -> QuerySet[User]:
    """The people to write to about a structure."""
    return User.objects.filter(
        is_active=True, memberships__structure=structure, memberships__role=Role.REFERENT
    )


def absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def file_url(agreement: Agreement) -> str:
    """Where a référent·e finds their file and its next step."""
    place = [agreement.structure.slug, agreement.reference]
    return absolute(reverse("members:file", args=place))


def review_url(agreement: Agreement) -> str:
    return absolute(reverse("agreement_review", args=[agreement.reference]))


def tell_visit(agreement: Agreement) -> int:
    """Tell the référents the day of the visit; how many were told."""
    return _tell("visit_planned", agreement, referents_of(agreement.structure))


def invite_to_renew(agreement: Agreement) -> int:
    """Tell the référents that the agreement ends and how to go on; how many were told."""
    return _tell("renewal_invitation", agreement, referents_of(agreement.structure))


def _tell(kind: str, agreement: Agreement, people: Iterable[User]) -> int:
    told = 0
    for person in people:
        send(kind, person.email, {"agreement": agreement, "url": file_url(agreement)})
        told += 1
    return told
