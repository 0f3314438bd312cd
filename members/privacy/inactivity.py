"""Accounts nobody uses: warned after 23 months, anonymised a month later at the earliest."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from members import mailing
from members.models import User
from members.privacy.forgetting import anonymise, unused_since
from members.privacy.retention import Rule

WARNING_MONTHS, INACTIVE_MONTHS, NOTICE_DAYS = 23, 24, 30


def to_warn() -> QuerySet[User]:
    """Accounts about to be anonymised that were not told since they were last used."""
    limit = timezone.now() - timedelta(days=WARNING_MONTHS * 365 // 12)
    return unused_since(limit).filter(warned_at=None)


def warn(user: User) -> None:
    """Tell the person, once, and start the month of notice."""
    now = timezone.now()
    mailing.send(
        "inactive_account",
        user.email,
        {
            "name": user.first_name,
            "last_day": timezone.localdate(now + timedelta(days=NOTICE_DAYS)),
            "address": f"{settings.WAGTAILADMIN_BASE_URL}{reverse(settings.LOGIN_URL)}",
        },
        key=f"inactive-{user.pk}-{now:%Y-%m-%d}",
    )
    User.objects.filter(pk=user.pk).update(warned_at=now)


def keep(sender, user: User, **kwargs) -> None:
    """Signing in ends the notice (receiver of `user_logged_in`)."""
    if user.warned_at is not None:
        user.warned_at = None
        user.save(update_fields=["warned_at"])


def expired_accounts(limit: datetime) -> QuerySet[User]:
    """Unused since `limit`, and warned a month ago or more."""
    notice = timezone.now() - timedelta(days=NOTICE_DAYS)
    return unused_since(limit).filter(warned_at__lt=notice)


def anonymise_all(users: QuerySet[User]) -> None:
    for user in users:
        anonymise(user)


RULE = Rule(
    "Comptes inactifs",
    f"Comptes sans connexion (prévenus par courriel {NOTICE_DAYS} jours avant)",
    "anonymisés",
    expired_accounts,
    months=INACTIVE_MONTHS,
    apply=anonymise_all,
)
