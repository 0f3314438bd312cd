"""The moves of an agreement file: from which states, by whom, under which conditions.

The only declaration: the machine obeys it, the screens offer what it allows, `docs/agrement.md`
is printed from it. Source of the process: design §6; the contradictory round before a refusal
and the visit within six months come from the convention between OF’ESA and structures.
"""

from dataclasses import dataclass

from members.models import State
from members.permissions import Quality

REFERENT, CERTIFIER, SYSTEM = Quality.REFERENT, Quality.CERTIFIER, Quality.SYSTEM


@dataclass(frozen=True)
class Transition:
    """One move. `button` is what people read; `done` what the journal and mails say."""

    name: str
    button: str
    done: str
    sources: tuple[State, ...]
    target: State
    by: Quality
    needs_reason: bool = False
    needs_complete: bool = False
    # Names of conditions of `members.agreement.conditions`, said in French there.
    conditions: tuple[str, ...] = ()


ALL = (
    Transition(
        "submit",
        "Déposer le dossier",
        "Dossier déposé",
        (State.DRAFT,),
        State.SUBMITTED,
        REFERENT,
        needs_complete=True,
    ),
    Transition(
        "take_up",
        "Prendre en instruction",
        "Instruction commencée",
        (State.SUBMITTED,),
        State.UNDER_REVIEW,
        CERTIFIER,
    ),
    Transition(
        "ask_more",
        "Demander des compléments",
        "Compléments demandés",
        (State.UNDER_REVIEW,),
        State.MORE_ASKED,
        CERTIFIER,
        needs_reason=True,
    ),
    Transition(
        "send_back",
        "Renvoyer le dossier complété",
        "Compléments envoyés",
        (State.MORE_ASKED,),
        State.UNDER_REVIEW,
        REFERENT,
        needs_complete=True,
    ),
    Transition(
        "agree",
        "Agréer",
        "Agrément accordé",
        (State.UNDER_REVIEW, State.CONTESTED),
        State.AGREED,
        CERTIFIER,
        needs_reason=True,
        needs_complete=True,
        conditions=("referents_validated", "nothing_to_complete"),
    ),
    Transition(
        "plan_refusal",
        "Envisager un refus",
        "Refus envisagé",
        (State.UNDER_REVIEW,),
        State.REFUSAL_PLANNED,
        CERTIFIER,
        needs_reason=True,
    ),
    Transition(
        "contest",
        "Envoyer vos observations",
        "Observations envoyées",
        (State.REFUSAL_PLANNED,),
        State.CONTESTED,
        REFERENT,
        needs_reason=True,
    ),
    Transition(
        "refuse",
        "Refuser définitivement",
        "Agrément refusé",
        (State.REFUSAL_PLANNED, State.CONTESTED),
        State.REFUSED,
        CERTIFIER,
        needs_reason=True,
        conditions=("heard",),
    ),
    Transition(
        "suspend",
        "Suspendre",
        "Agrément suspendu",
        (State.AGREED,),
        State.SUSPENDED,
        CERTIFIER,
        needs_reason=True,
    ),
    Transition(
        "reinstate",
        "Lever la suspension",
        "Suspension levée",
        (State.SUSPENDED,),
        State.AGREED,
        CERTIFIER,
        needs_reason=True,
        conditions=("not_over",),
    ),
    Transition(
        "withdraw",
        "Retirer l’agrément",
        "Agrément retiré",
        (State.AGREED, State.SUSPENDED),
        State.WITHDRAWN,
        CERTIFIER,
        needs_reason=True,
    ),
    Transition(
        "expire",
        "Constater la fin",
        "Agrément arrivé à son terme",
        (State.AGREED, State.SUSPENDED),
        State.EXPIRED,
        SYSTEM,
        conditions=("over",),
    ),
    Transition(
        "abandon",
        "Abandonner la demande",
        "Demande abandonnée",
        (State.DRAFT, State.SUBMITTED, State.MORE_ASKED),
        State.ABANDONED,
        REFERENT,
    ),
)
BY_NAME = {transition.name: transition for transition in ALL}


def offered(state: str, qualities: frozenset[Quality]) -> list[Transition]:
    """The moves that someone with these qualities may try on a file in this state."""
    return [move for move in ALL if state in move.sources and move.by in qualities]
