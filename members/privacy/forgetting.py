"""Forgetting a person: the acts stay, nothing says who did them."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.dispatch import Signal

from members import journal
from members.models import Act, Invitation, Membership, OutgoingMail, Role, User

# Sent inside the transaction with `user`: rooms erase what hangs on the account's address.
forgotten = Signal()


class CannotLeave(Exception):
    """The person must first do something; the message says what."""


def why_not(user: User) -> str:
    """What keeps this person from leaving, in French; empty when nothing does.

    A structure with other people never stays without its référent·e.
    """
    alone = [
        membership.structure
        for membership in user.memberships.filter(role=Role.REFERENT).select_related("structure")
        if _leaves_others(membership)
    ]
    if alone:
        names = ", ".join(f"« {structure} »" for structure in alone)
        return (
            f"Vous êtes seul·e référent·e pédagogique de {names}. Donnez d’abord ce rôle à "
            "quelqu’un de la structure."
        )
    last = user.is_superuser and not _other_superusers(user)
    return "Vous êtes la seule personne qui administre le portail." if last else ""


@transaction.atomic
def delete_account(user: User) -> None:
    """Erase the account for good. Raises `CannotLeave` when someone would be left alone."""
    if reason := why_not(user):
        raise CannotLeave(reason)
    _let_go(user)
    user.delete()


@transaction.atomic
def anonymise(user: User) -> None:
    """Empty the account; the row stays so that histories say « compte supprimé »."""
    _let_go(user)
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"supprime-{user.pk}@compte.invalid"
    user.first_name, user.last_name = "Compte", "supprimé"
    user.is_active = user.is_staff = False
    user.warned_at = None
    user.set_unusable_password()
    user.save()


def _let_go(user: User) -> None:
    """Out of every structure, every session closed, every address forgotten."""
    for membership in user.memberships.select_related("structure"):
        journal.record(Act.LEFT, structure=membership.structure, quality=membership.role)
    user.memberships.all().delete()
    user.join_requests.all().delete()
    user.record_requests.all().delete()
    user.saved_searches.all().delete()
    user.productions.all().delete()
    user.kept_selections.all().delete()
    OutgoingMail.objects.filter(to=user.email).delete()
    Invitation.objects.filter(email=user.email).delete()
    journal.forget(user)
    journal.record(Act.ACCOUNT_DELETED)
    _close_sessions(user)
    forgotten.send(sender=User, user=user)


def _close_sessions(user: User) -> None:
    """Sessions are opaque: each is read once. Accounts are few, this is rare."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


def _leaves_others(membership: Membership) -> bool:
    others = Membership.objects.filter(structure=membership.structure).exclude(pk=membership.pk)
    return others.exists() and not others.filter(role=Role.REFERENT).exists()


def _other_superusers(user: User) -> bool:
    return User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()


def last_seen():
    """When an account was last used: its last sign-in, or its opening."""
    return Coalesce(F("last_login"), F("date_joined"))


def unused_since(moment):
    """Active accounts, not those that run the site, unused since then."""
    return User.objects.annotate(seen=last_seen()).filter(
        Q(seen__lt=moment), is_active=True, is_superuser=False
    )
