"""What an agreement is worth on a given day: the one answer behind every page that says it."""

from datetime import date
from enum import StrEnum

from django.utils import timezone

from members.models import Agreement, State


class Standing(StrEnum):
    """What to say of an agreement. The state of the file alone does not tell: days pass."""

    VALID = "valid"
    NOT_YET = "not_yet"
    OVER = "over"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    # Never decided, or refused: for the public this file does not exist.
    NONE = "none"


def standing_of(agreement: Agreement, day: date | None = None) -> Standing:
    """Where this agreement stands on this day (today by default).

    `agreement.structure` must be loaded. A closed structure has no agreement in force, as it
    opens nothing (`members.permissions`).
    """
    day = day or timezone.localdate()
    if agreement.valid_from is None:
        return Standing.NONE
    if agreement.state == State.WITHDRAWN:
        return Standing.WITHDRAWN
    if agreement.state == State.EXPIRED or day > agreement.valid_until:
        return Standing.OVER
    if not agreement.structure.is_active:
        return Standing.CLOSED
    if agreement.state == State.SUSPENDED:
        return Standing.SUSPENDED
    if agreement.state != State.AGREED:
        return Standing.NONE
    return Standing.VALID if day >= agreement.valid_from else Standing.NOT_YET
