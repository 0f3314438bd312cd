"""How long what people leave is kept. The privacy page shows this table; `purge` applies it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

CONTACT_MONTHS = 12
ASKED_MONTHS = 13


@dataclass(frozen=True)
class Rule:
    """One kind of data, how long it is kept, what happens then."""

    data: str
    months: int
    then: str


RULES = (
    Rule("Messages du formulaire de contact", CONTACT_MONTHS, "effacés"),
    Rule(
        "Mots cherchés sur le site, comptés par jour, sans savoir par qui", ASKED_MONTHS, "effacés"
    ),
)


def expired_messages():
    """Contact messages past their retention."""
    from portal.models import ContactMessage

    return ContactMessage.objects.filter(received_at__lt=_limit(CONTACT_MONTHS))


def expired_searches():
    """Days of searches past their retention."""
    from portal.models import AskedQuery

    return AskedQuery.objects.filter(day__lt=timezone.localdate(_limit(ASKED_MONTHS)))


def _limit(months: int) -> datetime:
    return timezone.now() - timedelta(days=months * 365 // 12)
