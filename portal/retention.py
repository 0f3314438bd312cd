"""How long personal data is kept. The privacy page shows this table; `purge` applies it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

CONTACT_MONTHS = 12


@dataclass(frozen=True)
class Rule:
    """One kind of data, how long it is kept, what happens then."""

    data: str
    months: int
    then: str


RULES = (Rule("Messages du formulaire de contact", CONTACT_MONTHS, "effacés"),)


def expired_messages():
    """Contact messages past their retention."""
    from portal.models import ContactMessage

    limit = timezone.now() - timedelta(days=CONTACT_MONTHS * 365 // 12)
    return ContactMessage.objects.filter(received_at__lt=limit)
