"""What follows a change of account, wherever it was made."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.db.models.signals import post_save
from django.dispatch import receiver

from members.accounts import personal
from members.models import User
from members.privacy.forgetting import forgotten


@receiver(post_save, sender=User)
def forget_former_addresses(instance: User, created: bool, update_fields=None, **kwargs) -> None:
    """An address changed in the editors' interface: the former one opens the account no more.

    The new one is confirmed at the next sign-in, by the link that is then sent.
    """
    if created or (update_fields and "email" not in update_fields):
        return
    addresses = EmailAddress.objects.filter(user=instance)
    if addresses.filter(primary=True).exclude(email=instance.email.lower()).exists():
        addresses.exclude(email=instance.email.lower()).delete()


@receiver(authenticator_added)
def close_sessions_without_it(request, user: User, authenticator: Authenticator, **kwargs) -> None:
    """A session opened before the second factor never proved it: only this one stays."""
    for session in UserSession.objects.filter(user=user):
        if session.session_key != request.session.session_key:
            session.end()


@receiver(forgotten)
def forget_ways_in(user: User, **kwargs) -> None:
    personal.forget(user)
