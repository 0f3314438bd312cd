"""How long what people leave is kept: rules that the privacy page shows and `purge` applies.

Rooms register theirs; what is said and what is done are the same line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone


def erase(rows: QuerySet) -> None:
    """Delete the rows."""
    rows.delete()


@dataclass(frozen=True)
class Rule:
    """One kind of data, how long it is kept, what happens then.

    `expired` gives the rows older than a moment; `apply` does what `then` says. `name` and
    `then` are what the command prints: « Messages de contact : 3 (effacés) ». A month is a
    twelfth of a year.
    """

    name: str
    data: str
    then: str
    expired: Callable[[datetime], QuerySet]
    months: int = 0
    days: int = 0
    apply: Callable[[QuerySet], None] = erase

    @property
    def duration(self) -> str:
        """« 12 mois », « 30 jours »."""
        return f"{self.months}\u00a0mois" if self.months else f"{self.days}\u00a0jours"

    def rows(self) -> QuerySet:
        """What is past its time now."""
        kept = timedelta(days=self.days or self.months * 365 // 12)
        return self.expired(timezone.now() - kept)


_rules: dict[str, Rule] = {}


def register(*rules: Rule) -> None:
    """Add rules (rooms call it from `AppConfig.ready`)."""
    _rules.update({rule.data: rule for rule in rules})


def all_rules() -> list[Rule]:
    """Every rule, in the order in which they were registered."""
    return list(_rules.values())
