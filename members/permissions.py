"""What belonging to a structure gives: reserved levels of the bank, and a say on a file.

`MembershipBackend` plugs into Django's permissions, so that `catalogue.access` stays the only
module that decides. Everything is read from the database once a request: an agreement that
ends, a suspension or a departure acts on the next one.
"""

from enum import StrEnum

from django.contrib.auth.backends import BaseBackend
from django.db.models import Exists, OuterRef

from catalogue.access import PERMISSIONS, Level
from members.models import Agreement, Membership, Role, Structure

DECIDE = "members.decide_agreement"


class Quality(StrEnum):
    """In which quality one acts on a file; the value is what the journal says."""

    REFERENT = "référent·e pédagogique"
    MEMBER = "membre de la structure"
    CERTIFIER = "certificateur"
    SYSTEM = "le portail"


class MembershipBackend(BaseBackend):
    """Opens the members' level to adherent structures, the agreed level to agreed ones.

    A structure that is agreed is a member too. A closed structure opens nothing.
    """

    def get_user_permissions(self, user_obj, obj=None) -> set[str]:
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous:
            return set()
        if not hasattr(user_obj, "_levels_by_membership"):
            user_obj._levels_by_membership = self._read(user_obj)
        return user_obj._levels_by_membership

    @staticmethod
    def _read(user) -> set[str]:
        agreed = Agreement.objects.in_force().filter(structure=OuterRef("structure"))
        rows = Membership.objects.filter(user=user, structure__is_active=True).values_list(
            "structure__is_adherent", Exists(agreed)
        )
        found = set()
        for is_adherent, is_agreed in rows:
            if is_adherent or is_agreed:
                found.add(PERMISSIONS[Level.MEMBERS])
            if is_agreed:
                found.add(PERMISSIONS[Level.ACCREDITED])
        return found


def qualities_of(user, structure: Structure) -> frozenset[Quality]:
    """In which qualities this person may act on this structure and its files.

    Nobody decides on the file of a structure they belong to, whatever their rights.
    """
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    role = (
        Membership.objects.filter(user=user, structure=structure)
        .values_list("role", flat=True)
        .first()
    )
    if role is None:
        return frozenset({Quality.CERTIFIER} if user.has_perm(DECIDE) else ())
    if not structure.is_active:
        return frozenset()
    return frozenset({Quality.REFERENT if role == Role.REFERENT else Quality.MEMBER})
