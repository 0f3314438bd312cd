"""Conditions of moves: each says in French why not, or nothing."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from members.agreement.rules import CONTEST_DAYS
from members.models import Agreement, State


def heard(agreement: Agreement) -> str:
    """A refusal is final once the structure has answered, or had the time to."""
    if agreement.state == State.CONTESTED:
        return ""
    end = timezone.localdate(agreement.state_since) + timedelta(days=CONTEST_DAYS)
    if timezone.localdate() > end:
        return ""
    return (
        f"La structure a jusqu’au {end:%d/%m/%Y} pour envoyer ses observations : "
        "le refus ne peut pas encore être définitif."
    )


def not_over(agreement: Agreement) -> str:
    """A suspension is lifted only while the agreement lasts."""
    if agreement.valid_until and agreement.valid_until >= timezone.localdate():
        return ""
    return "Cet agrément est arrivé à son terme : il faut un dossier de renouvellement."


def over(agreement: Agreement) -> str:
    """An agreement ends the day after its last day."""
    if agreement.valid_until and agreement.valid_until < timezone.localdate():
        return ""
    return "Cet agrément n’est pas arrivé à son terme."


CONDITIONS: dict[str, Callable[[Agreement], str]] = {
    "heard": heard,
    "not_over": not_over,
    "over": over,
}
WORDS = {
    "heard": f"la structure a répondu, ou {CONTEST_DAYS} jours ont passé",
    "not_over": "l’agrément n’est pas arrivé à son terme",
    "over": "le dernier jour est passé",
}
