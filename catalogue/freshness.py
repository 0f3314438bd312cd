"""How long a record may be trusted without anybody looking at it again.

`review_by` alone says it, so that a page needs nothing else to warn its readers. Kept pages
carry the day in their key (portal/page_cache.py): the warning shows on its day.
"""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q, QuerySet
from django.utils import timezone

# What people are left between the day and the public warning. Our proposal.
GRACE = timedelta(days=30)
ENTERS_ADMIN = "wagtailadmin.access_admin"


def is_stale(review_by: date | None) -> bool:
    """Whether readers are warned today."""
    return review_by is not None and review_by + GRACE < timezone.localdate()


def stale() -> Q:
    """The same question, asked of the database."""
    return Q(review_by__lt=timezone.localdate() - GRACE)


def people() -> QuerySet:
    """Accounts that may look after a record: active, and let into the editors' interface."""
    found = ModelBackend().with_perm(ENTERS_ADMIN)
    return (
        get_user_model()
        .objects.filter(pk__in=found.values("pk"))
        .order_by("last_name", "first_name", "email")
    )
