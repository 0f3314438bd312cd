"""Kinds of mails: what they are called, what staff may see of them, when they become useless."""

from collections.abc import Callable
from dataclasses import dataclass

from members.models import OutgoingMail


@dataclass(frozen=True)
class Kind:
    """A sort of mail.

    `plain`: its links are no secret; the links of every other kind are masked for staff.
    `still_wanted` is asked just before it leaves: false when it must not leave any more.
    `folder`: where the templates of its words stand.
    """

    name: str
    label: str
    plain: bool = False
    still_wanted: Callable[[OutgoingMail], bool] | None = None
    folder: str = "members/mails"


# A kind that nobody registered: its links may open an account.
OTHER = Kind("autre", "Compte et divers")

_kinds: dict[str, Kind] = {OTHER.name: OTHER}


def register(*kinds: Kind) -> None:
    """Add kinds (rooms call it from `AppConfig.ready`)."""
    _kinds.update({kind.name: kind for kind in kinds})


def kind_of(name: str) -> Kind:
    """The kind of this name; an unknown name shows as it is, and hides its links."""
    return _kinds.get(name) or Kind(name, name)


def choices() -> list[tuple[str, str]]:
    """(name, label) of the known kinds, by label."""
    return sorted(((kind.name, kind.label) for kind in _kinds.values()), key=lambda pair: pair[1])
