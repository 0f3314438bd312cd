"""Changing a file without moving it: the same lock and the same refusals as a move."""

from collections.abc import Collection

from members.agreement.machine import Refused, Stale
from members.models import Agreement
from members.permissions import Quality, qualities_of


def file_to_change(pk: int, user, version: str, states: Collection[str]) -> Agreement:
    """The file, locked until the end of the transaction, for a certifier of another house.

    `version` is the one the person saw, as the page sent it. Raises `Refused`, or `Stale` when
    the file is no longer that one or not in one of `states`.
    """
    agreement = Agreement.objects.select_for_update(of=["self"]).get(pk=pk)
    if Quality.CERTIFIER not in qualities_of(user, agreement.structure):
        raise Refused("Vous ne pouvez pas agir sur ce dossier.")
    if version != str(agreement.version) or agreement.state not in states:
        raise Stale(
            "Ce dossier a changé depuis que vous avez ouvert la page : il est maintenant "
            f"« {agreement.get_state_display()} ». Rien n’est enregistré. Votre texte est encore "
            "là : copiez-le s’il vous sert."
        )
    return agreement
