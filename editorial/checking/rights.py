"""Who sees what of the checks."""

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue import access
from catalogue.models import Record


def publishes(user) -> bool:
    """Whether this person publishes somewhere on the site."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


def records_told_to(user) -> QuerySet[Record]:
    """Records whose title may be told to this person; all of them to who publishes."""
    records = Record.objects.all()
    return records if publishes(user) else access.visible_to(records, user)
