"""How long this room keeps what people leave (members/privacy/retention.py)."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from members.privacy.retention import Rule
from portal.models import AskedQuery, ContactMessage

CONTACT_MONTHS = 12
ASKED_MONTHS = 13


def old_messages(limit: datetime) -> QuerySet:
    """Contact messages received before."""
    return ContactMessage.objects.filter(received_at__lt=limit)


def old_searches(limit: datetime) -> QuerySet:
    """Days of searches before."""
    return AskedQuery.objects.filter(day__lt=timezone.localdate(limit))


RULES = (
    Rule(
        "Messages de contact",
        "Messages du formulaire de contact",
        "effacés",
        old_messages,
        months=CONTACT_MONTHS,
    ),
    Rule(
        "Recherches comptées",
        "Mots cherchés sur le site, comptés par jour, sans savoir par qui",
        "effacées",
        old_searches,
        months=ASKED_MONTHS,
    ),
)
