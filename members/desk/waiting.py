"""Which files wait for the certifier, which for the structure, and until when."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from members.agreement.conditions import contest_end
from members.agreement.rules import ANSWER_DAYS, CONTEST_DAYS, REMINDER_DAYS, REVIEW_DAYS
from members.models import Agreement, State

NEW = (State.SUBMITTED,)
IN_HAND = (State.UNDER_REVIEW, State.CONTESTED)
UNDER_AGREEMENT = (State.AGREED, State.SUSPENDED)
# Reminders of the end and of the visit: the farthest, the middle and the last one.
FIRST, SECOND, LAST = REMINDER_DAYS


def files() -> QuerySet[Agreement]:
    """Files of the structures that the network has not closed."""
    return Agreement.objects.filter(structure__is_active=True)


def for_us(today: date) -> Q:
    """Files that nobody but the certifier can move: new, in hand, or left without an answer."""
    limit = datetime.combine(today - timedelta(days=CONTEST_DAYS), time.min)
    unanswered = Q(state=State.REFUSAL_PLANNED, state_since__lt=timezone.make_aware(limit))
    return Q(state__in=(*NEW, *IN_HAND)) | unanswered


def number_for_us() -> int:
    """How many files wait for the certifier now."""
    return files().filter(for_us(timezone.localdate())).count()


def is_unanswered(agreement: Agreement, today: date) -> bool:
    """Whether the structure let the time of its observations pass."""
    return agreement.state == State.REFUSAL_PLANNED and contest_end(agreement) < today


def since(agreement: Agreement) -> date:
    """The day on which the file came into its state."""
    return timezone.localdate(agreement.state_since)


def answer_by(agreement: Agreement) -> date:
    """The day after which whoever must answer is late."""
    if agreement.state == State.REFUSAL_PLANNED:
        return contest_end(agreement)
    days = ANSWER_DAYS if agreement.state == State.MORE_ASKED else REVIEW_DAYS
    return since(agreement) + timedelta(days=days)


def visits(today: date) -> Q:
    """Agreements whose verification visit is due soon, or overdue."""
    return Q(
        state__in=UNDER_AGREEMENT,
        visit_done=None,
        visit_due__lte=today + timedelta(days=SECOND),
    )


def endings(today: date, days: int = FIRST) -> Q:
    """Agreements that end within so many days."""
    end = today + timedelta(days=days)
    return Q(state__in=UNDER_AGREEMENT, valid_until__lte=end)
