"""Invitations: a signed link, for one address, used once, for a fortnight."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from members import journal
from members.mailing import send
from members.models import Act, Invitation, JoinRequest, Membership, Role, Structure
from members.models.memberships import invitation_end
from members.structures.addresses import confirmed_addresses
from members.structures.rules import (
    INVITATIONS_PER_HOUR,
    MOST_WAITING,
    Refused,
    locked,
    quality_to_manage,
)
from members.throttling import too_many

SALT = "members.invitation"
# Where the link being answered is kept while its bearer makes an account.
SESSION_KEY = "invitation"
NO_LONGER = "Cette invitation n’est plus en attente : elle a été acceptée, reprise ou remplacée."


def invite(structure: Structure, email: str, role: str, by) -> Invitation:
    """Invite this address, and write to it. Raises `Refused`, with why."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused("Cette adresse électronique n’est pas valide : vérifiez-la.") from error
    if role not in Role.values:
        raise Refused("Ce rôle n’existe pas.")
    with transaction.atomic():
        structure = locked(structure)
        quality = quality_to_manage(by, structure)
        _check_new(structure, email)
        _count(structure)
        invitation = Invitation.objects.create(
            structure=structure, email=email, role=role, invited_by=by
        )
        details = {"role": role}
        journal.record(Act.INVITED, structure=structure, actor=by, quality=quality, details=details)
        _write(invitation)
    return invitation


def send_again(structure: Structure, identifier: UUID, by) -> Invitation:
    """Write again, with a new link and a new fortnight: the former link dies.

    Works on an invitation past its date too. Raises `Refused`.
    """
    with transaction.atomic():
        structure = locked(structure)
        quality = quality_to_manage(by, structure)
        former = _open_one(structure, identifier)
        _count(structure)
        former.revoked_at = timezone.now()
        former.save(update_fields=["revoked_at"])
        invitation = Invitation.objects.create(
            structure=structure,
            email=former.email,
            role=former.role,
            invited_by=by,
            expires_at=invitation_end(),
        )
        details = {"role": former.role, "again": True}
        journal.record(Act.INVITED, structure=structure, actor=by, quality=quality, details=details)
        _write(invitation)
    return invitation


def take_back(structure: Structure, identifier: UUID, by) -> None:
    """Make an invitation useless. Raises `Refused` when it is already."""
    with transaction.atomic():
        structure = locked(structure)
        quality = quality_to_manage(by, structure)
        invitation = _open_one(structure, identifier)
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        journal.record(Act.INVITATION_REVOKED, structure=structure, actor=by, quality=quality)


def waiting_in(structure: Structure) -> QuerySet[Invitation]:
    """Invitations neither used nor taken back, those past their date included."""
    return structure.invitations.filter(used_at=None, revoked_at=None)


def token_of(invitation: Invitation) -> str:
    """What stands in the link: signed, so that nobody makes one up."""
    return signing.dumps([str(invitation.identifier), invitation.email], salt=SALT)


def link_of(invitation: Invitation) -> str:
    """The full address to send."""
    path = reverse("members:invitation", args=[token_of(invitation)])
    return settings.WAGTAILADMIN_BASE_URL + path


def invitation_for(token: str) -> Invitation | None:
    """The invitation of this link while it may be accepted; nothing otherwise, whatever why."""
    try:
        written, email = signing.loads(token, salt=SALT)
        identifier = UUID(written)
    except (signing.BadSignature, AttributeError, TypeError, ValueError):
        return None
    pending = Invitation.objects.pending().select_related("structure", "invited_by")
    return pending.filter(identifier=identifier, email=email, structure__is_active=True).first()


def invitation_in_session(request: HttpRequest) -> Invitation | None:
    """The invitation this visitor is answering, which opens the door of sign-up."""
    token = request.session.get(SESSION_KEY)
    return invitation_for(token) if isinstance(token, str) else None


def is_being_answered(request: HttpRequest) -> bool:
    """Whether this visitor came by an invitation: they may make an account."""
    return invitation_in_session(request) is not None


def waiting_for(user) -> list[Invitation]:
    """Invitations sent to the confirmed addresses of this person."""
    pending = Invitation.objects.pending().filter(structure__is_active=True)
    addresses = confirmed_addresses(user)
    return list(pending.filter(email__in=addresses).select_related("structure"))


def may_accept(invitation: Invitation, user) -> bool:
    """Whether this account proved that it reads the invited address."""
    return (
        user.is_authenticated and user.is_active and invitation.email in confirmed_addresses(user)
    )


def accept(token: str, user) -> Structure:
    """Come into the structure. Raises `Refused` when the link is not for this account, or no more.

    A person who is in already gets the role of the invitation when it says référent·e.
    """
    with transaction.atomic():
        invitation = invitation_for(token)
        if invitation is None or not may_accept(invitation, user):
            raise Refused("Cette invitation ne peut pas être acceptée avec ce compte.")
        structure = locked(invitation.structure)
        now = timezone.now()
        # One winner only, of the same link opened twice.
        if not Invitation.objects.pending().filter(pk=invitation.pk).update(used_at=now):
            raise Refused(NO_LONGER)
        enter(structure, user, invitation.role)
        # A request of the same person needs no answer any more.
        JoinRequest.objects.filter(user=user, structure=structure, answered_at=None).update(
            answered_at=now, accepted=True
        )
    return structure


def enter(structure: Structure, user, role: str) -> Membership:
    """Put a person in a structure, with a line in the journal; never lowers a role."""
    membership, is_new = Membership.objects.get_or_create(
        user=user, structure=structure, defaults={"role": role}
    )
    if is_new:
        details = {"role": role}
        journal.record(
            Act.JOINED,
            structure=structure,
            actor=user,
            quality=membership.get_role_display(),
            details=details,
        )
    elif role == Role.REFERENT and not membership.is_referent:
        membership.role = role
        membership.save(update_fields=["role"])
        details = {"from": Role.MEMBER, "to": role}
        journal.record(Act.ROLE_CHANGED, structure=structure, actor=user, details=details)
    return membership


def _check_new(structure: Structure, email: str) -> None:
    if structure.memberships.filter(user__email=email).exists():
        raise Refused("Cette personne est déjà dans la structure.")
    waiting = waiting_in(structure)
    if waiting.filter(email=email).exists():
        raise Refused(
            "Une invitation attend déjà à cette adresse : envoyez-la de nouveau, plus bas."
        )
    if waiting.count() >= MOST_WAITING:
        raise Refused(
            f"{MOST_WAITING} invitations attendent déjà une réponse : reprenez celles qui ne "
            "servent plus."
        )


def _count(structure: Structure) -> None:
    if too_many("invite", str(structure.pk), limit=INVITATIONS_PER_HOUR, seconds=3600):
        raise Refused("Trop d’invitations en peu de temps. Réessayez dans une heure.")


def _open_one(structure: Structure, identifier: UUID) -> Invitation:
    invitation = waiting_in(structure).filter(identifier=identifier).first()
    if invitation is None:
        raise Refused(NO_LONGER)
    return invitation


def _write(invitation: Invitation) -> None:
    context = {
        "structure": invitation.structure.name,
        "role": invitation.get_role_display(),
        "until": timezone.localdate(invitation.expires_at),
        "link": link_of(invitation),
    }
    identifier = str(invitation.identifier)
    send(
        "invitation",
        invitation.email,
        context,
        key=f"invitation:{identifier}",
        about={"invitation": identifier},
    )
