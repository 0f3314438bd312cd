"""Who looks after a record, and until when it may be trusted."""

from django.conf import settings
from django.db import models


def person(label: str, related_name: str, help_text: str) -> models.ForeignKey:
    """An account of the editors' interface; the record outlives it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=label,
        help_text=help_text,
    )


class KeptRecord(models.Model):
    """What a record needs to stay right: a date, a person, somebody in their absence.

    `owner`, of Wagtail, is whoever created the page: another question.
    """

    review_by = models.DateField(
        "à revoir avant le",
        null=True,
        blank=True,
        help_text=(
            "Laissée vide, la date est fixée à la publication, selon la sorte de fiche. Un mois "
            "après ce jour, si rien n’a été revu, un bandeau prévient les lecteurs."
        ),
    )
    keeper = person(
        "responsable",
        "kept_records",
        "Reçoit les rappels : cette personne dit si la fiche est toujours exacte.",
    )
    keeper_deputy = person(
        "en son absence",
        "kept_records_as_deputy",
        "Reçoit les rappels à sa place. Sans personne ici, ils vont aux éditeurs du réseau.",
    )

    class Meta:
        abstract = True
