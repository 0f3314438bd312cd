"""What is past its day or soon will be: the same questions for the board, the desk, the mail."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from catalogue.freshness import people, stale
from catalogue.models import Record
from editorial.freshness.receivers import Receivers

SOON = timedelta(days=30)


def online() -> QuerySet:
    """Records that readers see: only these go stale."""
    return Record.objects.filter(live=True)


def late() -> Q:
    """Past their day."""
    return Q(review_by__lt=timezone.localdate())


def soon() -> Q:
    """Within a month."""
    today = timezone.localdate()
    return Q(review_by__range=(today, today + SOON))


def unkept() -> Q:
    """Followed by nobody who is still there."""
    there = people().values("pk")
    return ~Q(keeper__in=there) & ~Q(keeper_deputy__in=there)


# Value of the filter → what it is called, what it asks.
AGES = {
    "late": ("Date dépassée", late),
    "warned": ("Bandeau montré aux lecteurs", stale),
    "soon": ("Dans le mois", soon),
    "none": ("Sans date", lambda: Q(review_by=None)),
    "unkept": ("Sans responsable", unkept),
}


def numbers() -> dict[str, int]:
    """How many of each age, in one query."""
    asked = {name: Count("pk", filter=ask()) for name, (_label, ask) in AGES.items()}
    return online().aggregate(**asked)


@dataclass(frozen=True)
class Due:
    """A record that somebody is reminded of."""

    pk: int
    title: str
    kind: str
    review_by: date
    record: Record

    @property
    def is_late(self) -> bool:
        return self.review_by < timezone.localdate()

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pk])


class DueRecords:
    """Every record late or soon, by person reminded of it. Read once for a whole run."""

    def __init__(self):
        self.receivers = Receivers()
        rows = online().filter(late() | soon()).order_by("review_by", "title")
        self._by_person: dict[int, list[Due]] = {}
        for row in rows:
            due = Due(row.pk, row.title, row.get_record_kind_display(), row.review_by, row)
            for pk in self.receivers.of(row):
                self._by_person.setdefault(pk, []).append(due)

    def of(self, user) -> list[Due]:
        return self._by_person.get(user.pk, [])
