"""Roles, departures, removals. A structure with people always keeps a référent·e."""

from django.db import transaction

from members import journal
from members.models import Act, Membership, Role, Structure
from members.permissions import Quality
from members.structures.rules import Refused, locked, quality_to_manage

LAST_ONE = (
    "Vous êtes la seule personne référente, et d’autres personnes restent dans la structure. "
    "Transmettez d’abord votre rôle à l’une d’elles."
)
OWN_ROLE = (
    "Personne ne change son propre rôle. Pour le passer à quelqu’un, choisissez « Transmettre mon "
    "rôle » en face de son nom."
)
GONE = "Cette personne n’est plus dans la structure."


def people_of(structure: Structure) -> list[Membership]:
    """The people of a structure, référent·es first, then by arrival."""
    memberships = structure.memberships.select_related("user").order_by("joined_at", "pk")
    return sorted(memberships, key=lambda membership: not membership.is_referent)


def change_role(structure: Structure, target: int, role: str, by) -> Membership:
    """Give a role to somebody else of the structure. Raises `Refused`."""
    with transaction.atomic():
        membership, quality = _of_somebody_else(structure, target, by, OWN_ROLE)
        if role not in Role.values:
            raise Refused("Ce rôle n’existe pas.")
        if membership.role == role:
            raise Refused(f"Cette personne est déjà {membership.get_role_display()}.")
        _set_role(membership, role, by, quality)
        _keep_a_referent(membership.structure)
    return membership


def transfer(structure: Structure, target: int, by) -> Membership:
    """Pass one's own role of référent·e to somebody else, and become a member.

    Raises `Refused`, for instance when one is no longer référent·e: of two transfers at once,
    each acts on what the other left.
    """
    with transaction.atomic():
        membership, quality = _of_somebody_else(structure, target, by, OWN_ROLE)
        mine = Membership.objects.filter(structure=structure, user=by, role=Role.REFERENT).first()
        if mine is None:
            raise Refused("Vous n’êtes pas référent·e de cette structure : rien à transmettre.")
        if not membership.is_referent:
            _set_role(membership, Role.REFERENT, by, quality)
        _set_role(mine, Role.MEMBER, by, quality)
    return membership


def remove(structure: Structure, target: int, by) -> Membership:
    """Take somebody else out: their access ends with their next page. Raises `Refused`."""
    own = "Pour partir vous-même, choisissez « Quitter la structure »."
    with transaction.atomic():
        membership, quality = _of_somebody_else(structure, target, by, own)
        membership.delete()
        _keep_a_referent(membership.structure)
        journal.record(Act.REMOVED, structure=structure, actor=by, quality=quality)
    return membership


def leave(structure: Structure, user) -> None:
    """Leave a structure. Raises `Refused` when people would stay without a référent·e."""
    with transaction.atomic():
        membership = Membership.objects.filter(structure=locked(structure), user=user).first()
        if membership is None:
            raise Refused("Vous n’êtes plus dans cette structure.")
        quality = Quality.REFERENT if membership.is_referent else Quality.MEMBER
        membership.delete()
        if membership.is_referent and not _is_kept(structure):
            raise Refused(LAST_ONE)
        journal.record(Act.LEFT, structure=structure, actor=user, quality=quality)


def _of_somebody_else(structure: Structure, target: int, by, own: str) -> tuple[Membership, str]:
    """The membership `target` of this structure, and the quality of whoever acts on it."""
    quality = quality_to_manage(by, locked(structure))
    membership = structure.memberships.select_related("user", "structure").filter(pk=target).first()
    if membership is None:
        raise Refused(GONE)
    if membership.user_id == by.pk:
        raise Refused(own)
    return membership, quality


def _set_role(membership: Membership, role: str, by, quality: str) -> None:
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    journal.record(
        Act.ROLE_CHANGED,
        structure=membership.structure,
        actor=by,
        quality=quality,
        details={"from": before, "to": role},
    )


def _keep_a_referent(structure: Structure) -> None:
    if not _is_kept(structure):
        raise Refused("La structure resterait sans référent·e : désignez-en d’abord une autre.")


def _is_kept(structure: Structure) -> bool:
    """Whether somebody answers for the structure, or nobody is left in it."""
    people = structure.memberships.all()
    return people.filter(role=Role.REFERENT).exists() or not people.exists()
