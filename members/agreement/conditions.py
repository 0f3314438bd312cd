"""Conditions of moves: each says in French why not, or nothing."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from members.agreement.rules import CONTEST_DAYS
from members.models import Agreement, State, Verdict

# The convention asks for internal référents « identifiés et validés »: this section says them.
VALIDATED_SECTION = "referents"


def contest_end(agreement: Agreement) -> date:
    """The last day on which the structure may answer a refusal that is being considered."""
    return timezone.localdate(agreement.state_since) + timedelta(days=CONTEST_DAYS)


def heard(agreement: Agreement) -> str:
    """A refusal is final once the structure has answered, or had the time to."""
    if agreement.state == State.CONTESTED:
        return ""
    end = contest_end(agreement)
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


def referents_validated(agreement: Agreement) -> str:
    """The internal référents are validated (convention between OF’ESA and structures)."""
    accepted = agreement.reviews.filter(section=VALIDATED_SECTION, verdict=Verdict.ACCEPTED)
    if accepted.exists():
        return ""
    return "Les référents internes ne sont pas encore validés : acceptez d’abord cette rubrique."


def nothing_to_complete(agreement: Agreement) -> str:
    """Nothing that the structure was asked to complete is left so."""
    if not agreement.reviews.filter(verdict=Verdict.TO_COMPLETE).exists():
        return ""
    return "Une rubrique est encore « À compléter » : acceptez-la, ou demandez des compléments."


CONDITIONS: dict[str, Callable[[Agreement], str]] = {
    "heard": heard,
    "not_over": not_over,
    "over": over,
    "referents_validated": referents_validated,
    "nothing_to_complete": nothing_to_complete,
}
WORDS = {
    "heard": f"la structure a répondu, ou {CONTEST_DAYS} jours ont passé",
    "not_over": "l’agrément n’est pas arrivé à son terme",
    "over": "le dernier jour est passé",
    "referents_validated": "les référents internes sont validés",
    "nothing_to_complete": "aucune rubrique à compléter",
}
