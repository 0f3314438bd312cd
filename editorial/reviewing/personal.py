"""What reviews and freshness know of a person, and how long it is kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils import timezone

from editorial.freshness import keeping
from editorial.freshness.models import Verification
from editorial.reviewing.models import Absence, DigestChoice
from members.models import User
from members.privacy.forgetting import forgotten
from members.privacy.inventory import Part, Row
from members.privacy.retention import Rule

ABSENCE_DAYS = 30
NAME_MONTHS = 36


def absences(user: User) -> list[Row]:
    return [
        {"du": absence.starts, "au": absence.ends, "remplacé par": str(absence.deputy or "")}
        for absence in user.absences.select_related("deputy")
    ]


def choices(user: User) -> list[Row]:
    found = DigestChoice.objects.filter(user=user)
    return [
        {"rythme": choice.get_rhythm_display(), "dernier écrit le": choice.served_at}
        for choice in found
    ]


def verifications(user: User) -> list[Row]:
    return [
        {
            "fiche": row.record.title,
            "quoi": row.get_how_display(),
            "le": row.at,
            "motif": row.reason,
        }
        for row in user.verifications.select_related("record")
    ]


def kept(user: User) -> list[Row]:
    rows = [("responsable", record) for record in user.kept_records.all()]
    rows += [("en cas d’absence", record) for record in user.kept_records_as_deputy.all()]
    return [{"fiche": record.title, "rôle": role} for role, record in rows]


@receiver(forgotten)
def forget(sender, user: User, **kwargs) -> None:
    """Nothing of a deleted account but the acts themselves, without its name."""
    user.absences.all().delete()
    user.replacements.update(deputy=None)
    DigestChoice.objects.filter(user=user).delete()
    user.verifications.update(by=None)
    keeping.forget(user)


def old_absences(limit: datetime) -> QuerySet:
    return Absence.objects.filter(ends__lt=timezone.localdate(limit))


def old_names(limit: datetime) -> QuerySet:
    return Verification.objects.filter(at__lt=limit).exclude(by=None)


def forget_names(rows: QuerySet) -> None:
    rows.update(by=None)


PARTS = (
    Part("Absences", absences),
    Part("Récapitulatif des éditeurs", choices),
    Part("Vérifications de fiches", verifications),
    Part("Fiches suivies", kept),
)
RULES = (
    Rule(
        "Absences",
        "Absences d’éditeurs et qui les remplaçait, après leur fin",
        "effacées",
        old_absences,
        days=ABSENCE_DAYS,
    ),
    Rule(
        "Noms aux vérifications",
        "Le lien entre la vérification d’une fiche et un compte (la vérification reste)",
        "retirés",
        old_names,
        months=NAME_MONTHS,
        apply=forget_names,
    ),
)
