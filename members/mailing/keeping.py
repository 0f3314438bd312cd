"""How long mails are kept: their words thirty days, the fact that they left ninety."""

from datetime import datetime

from django.db.models import QuerySet

from members.models import MailState, OutgoingMail
from members.privacy.retention import Rule

TEXT_DAYS, ROW_DAYS = 30, 90


def with_old_words(limit: datetime) -> QuerySet:
    """Mails written before, whose words are still there; what waits is left alone."""
    settled = OutgoingMail.objects.exclude(state=MailState.WAITING)
    return settled.filter(created_at__lt=limit).exclude(text="", html="")


def old_mails(limit: datetime) -> QuerySet:
    """Mails written before."""
    return OutgoingMail.objects.filter(created_at__lt=limit)


def erase_words(mails: QuerySet) -> None:
    """Keep the fact: to whom, about what, when."""
    mails.update(text="", html="", about={}, headers={})


RULES = (
    Rule(
        "Textes de courriels",
        "Texte des courriels envoyés par le site",
        "effacés",
        with_old_words,
        days=TEXT_DAYS,
        apply=erase_words,
    ),
    Rule(
        "Courriels",
        "Trace des courriels envoyés : adresse, objet, date",
        "effacés",
        old_mails,
        days=ROW_DAYS,
    ),
)
