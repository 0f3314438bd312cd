"""What acts on a structure share: how many, who may, how one says no."""

from members.models import Structure
from members.permissions import Quality, qualities_of

STAFF = "équipe du réseau"
# A structure of the network has a handful of permanent staff: past that, something is wrong.
MOST_WAITING = 50
INVITATIONS_PER_HOUR = 20
JOIN_REQUESTS_PER_DAY = 5


class Refused(Exception):
    """The act is refused; the message is for the person, nothing has changed."""


def quality_to_manage(user, structure: Structure) -> str:
    """In which quality this person manages the people of this structure.

    Its référent·e does, and the network's staff. Raises `Refused` for anybody else.
    """
    if Quality.REFERENT in qualities_of(user, structure):
        return Quality.REFERENT
    if structure.is_active and user.has_perm("members.change_structure"):
        return STAFF
    raise Refused("Seul·e la ou le référent·e pédagogique de la structure peut faire cela.")


def locked(structure: Structure) -> Structure:
    """The structure as it is now, held until the end of the transaction.

    Two acts on the people of one structure come one after the other: the second sees what the
    first did. Raises `Refused` when it was closed meanwhile.
    """
    current = Structure.objects.select_for_update().open().filter(pk=structure.pk).first()
    if current is None:
        raise Refused("Cette structure est fermée sur le portail. Écrivez à l’équipe.")
    return current
