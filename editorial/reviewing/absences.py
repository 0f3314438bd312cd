"""Who is away, who stands in, and who may be asked to.

A deputy is chosen among people who already have the same rights on pages and, for a reviewer,
who review too: standing in gives the sight of what waits and a place in other groups of
reviewers, never a right on pages. The question is asked again each time: a deputy who lost these
rights stands in no more.
"""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import GroupPagePermission

from catalogue.freshness import people


class AbsenceQuerySet(models.QuerySet):
    def today(self):
        """Those that hold today, in the time of the site; both days are included."""
        day = timezone.localdate()
        return self.filter(starts__lte=day, ends__gte=day)


class Absence(models.Model):
    """« Je suis absent du … au … », and who stands in meanwhile."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences", verbose_name="compte"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name="qui vous remplace",
    )
    starts = models.DateField("premier jour")
    ends = models.DateField("dernier jour")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        verbose_name = "absence"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="absence_ends_after_it_starts",
                violation_error_message="Le dernier jour ne peut pas venir avant le premier.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, du {self.starts:%d/%m/%Y} au {self.ends:%d/%m/%Y}"

    @property
    def is_over(self) -> bool:
        return self.ends < timezone.localdate()


def candidates(user) -> list:
    """People who may be asked to stand in for this one, by name: a few queries."""
    wanted = page_rights([user.pk])[user.pk]
    reviewers = set(review_groups().values_list("user", flat=True))
    found = people().filter(pk__in=reviewers) if user.pk in reviewers else people()
    others = [person for person in found if person.pk != user.pk]
    rights = page_rights([person.pk for person in others])
    if user.is_superuser:
        wanted |= {(None, "publish_page")}
        rights = {pk: rights[pk] | {(None, name) for _page, name in rights[pk]} for pk in rights}
    return [person for person in others if person.is_superuser or wanted <= rights[person.pk]]


def review_groups():
    """Groups that take a step of some workflow."""
    takes = Q(reviewtask__active=True) | Q(groupapprovaltask__active=True)
    return Group.objects.filter(takes, user__isnull=False)


def page_rights(keys: list[int]) -> dict[int, set[tuple]]:
    """Account → (page, right) that its groups give it."""
    found: dict[int, set[tuple]] = {key: set() for key in keys}
    rows = GroupPagePermission.objects.filter(group__user__in=keys)
    for key, page, right in rows.values_list("group__user", "page", "permission__codename"):
        if key in found:
            found[key].add((page, right))
    return found


def replaced_by(user) -> list[Absence]:
    """Absences of today for which this person really stands in."""
    if not user.is_active:
        return []
    found = list(Absence.objects.today().filter(deputy=user).select_related("user"))
    return [absence for absence in found if absence.user.is_active and _fits(user, absence.user)]


def _fits(user, absent) -> bool:
    """Whether this person is still among those who may stand in."""
    return any(person.pk == user.pk for person in candidates(absent))
