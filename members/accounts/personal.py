"""What accounts keep of a person: what they may read of it, how long it stays, how it goes."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from members.models import User
from members.privacy.inventory import Part, Row
from members.privacy.retention import Rule

DEVICES = "Appareils où le compte est ouvert"


def devices(user: User) -> list[Row]:
    return [
        {
            "depuis le": session.created_at,
            "adresse IP": session.ip,
            "navigateur": session.user_agent,
        }
        for session in UserSession.objects.filter(user=user)
    ]


def ways_in(user: User) -> list[Row]:
    """Second factors and linked services; their secrets prove who one is and are never given."""
    factors = Authenticator.objects.filter(user=user)
    services = SocialAccount.objects.filter(user=user)
    return [
        {"moyen": factor.get_type_display(), "depuis le": factor.created_at} for factor in factors
    ] + [{"moyen": service.provider, "depuis le": service.date_joined} for service in services]


def addresses(user: User) -> list[Row]:
    found = EmailAddress.objects.filter(user=user)
    return [{"adresse": item.email, "confirmée": item.verified} for item in found]


PARTS = (
    Part("Adresses du compte", addresses),
    Part(DEVICES, devices),
    Part("Moyens de se connecter", ways_in),
)


def ended_sessions(_limit: datetime) -> QuerySet:
    """Devices whose session is over: at most as long after the last visit as a session lasts."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return UserSession.objects.exclude(session_key__in=alive)


def erase_sessions(rows: QuerySet) -> None:
    rows.delete()
    call_command("clearsessions")


RULES = (
    Rule(
        "Appareils déconnectés",
        "Appareils où un compte est ouvert (adresse IP, navigateur), après la dernière visite",
        "effacés",
        ended_sessions,
        days=settings.SESSION_COOKIE_AGE // 86400,
        apply=erase_sessions,
    ),
)


def forget(user: User) -> None:
    """Nothing opens this account any more, and nothing says from where it was opened."""
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        model.objects.filter(user=user).delete()
