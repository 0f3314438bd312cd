"""Whether mails leave: for the health page and for the first screen of the editors' interface."""

from datetime import timedelta
from enum import StrEnum

from django.db.models import Count, Q
from django.utils import timezone

from members.models import MailState, OutgoingMail

# A mail that is due leaves within seconds; one the server refuses is tried for an hour first.
DUE_AFTER, LATE_AFTER = timedelta(minutes=10), timedelta(hours=1)


class Level(StrEnum):
    """How well mails leave now."""

    OK = "ok"
    LATE = "en retard"


def level() -> Level:
    """One query."""
    now = timezone.now()
    old = Q(created_at__lt=now - LATE_AFTER) | Q(next_try__lt=now - DUE_AFTER)
    late = OutgoingMail.objects.filter(old, state=MailState.WAITING).exists()
    return Level.LATE if late else Level.OK


def numbers() -> dict[str, int]:
    """How many mails wait, and how many were given up."""
    return OutgoingMail.objects.aggregate(
        waiting=Count("pk", filter=Q(state=MailState.WAITING)),
        given_up=Count("pk", filter=Q(state=MailState.GIVEN_UP)),
    )
