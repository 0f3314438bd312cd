"""What the structure may do on its files, as buttons."""

from dataclasses import dataclass

from django.utils import timezone

from members.agreement.finding import Found
from members.agreement.next_step import day, renewal_opens
from members.agreement.transitions import Transition, offered
from members.models import Agreement, State
from members.models.agreement import UNDER_WAY

# The last word of their addresses.
ACTIONS = {
    "deposer": "submit",
    "renvoyer": "send_back",
    "observations": "contest",
    "abandonner": "abandon",
}
PLACES = {name: place for place, name in ACTIONS.items()}


@dataclass(frozen=True)
class Move:
    """A move that this person may try now."""

    transition: Transition
    url: str

    @property
    def is_main(self) -> bool:
        return self.transition.name != "abandon"


def moves_of(found: Found) -> list[Move]:
    """The moves offered to this person on this file, in the order of the process."""
    return [
        Move(transition, found.dossier.url("file_move", PLACES[transition.name]))
        for transition in offered(found.agreement.state, found.qualities)
        if transition.name in PLACES
    ]


@dataclass(frozen=True)
class Opening:
    """Whether a new file may be opened: a button, or why there is none."""

    text: str = ""
    label: str = ""


def opening_for(agreements: list[Agreement], is_referent: bool) -> Opening:
    """What the list of files offers; `machine.open_file` decides."""
    if any(agreement.state in UNDER_WAY for agreement in agreements):
        return Opening()
    today = timezone.localdate()
    current = [
        agreement
        for agreement in agreements
        if agreement.state in (State.AGREED, State.SUSPENDED) and agreement.valid_until >= today
    ]
    if not is_referent:
        return Opening("Seul·e la ou le référent·e pédagogique peut ouvrir un dossier.")
    if not current:
        label = "Ouvrir un nouveau dossier" if agreements else "Ouvrir notre dossier"
        return Opening("Comptez deux ou trois séances de vingt minutes. Tout est gardé.", label)
    last = max(current, key=lambda agreement: agreement.valid_until)
    if today < renewal_opens(last):
        return Opening(
            f"Votre agrément vaut jusqu’au {day(last.valid_until)}. Vous pourrez demander son "
            f"renouvellement à partir du {day(renewal_opens(last))}."
        )
    return Opening(
        f"Votre agrément vaut jusqu’au {day(last.valid_until)}. Vos réponses sont reprises.",
        "Préparer le renouvellement",
    )
