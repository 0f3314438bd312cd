"""Searches that a person keeps, and follows."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from catalogue.models import RecordKind


class SavedSearch(models.Model):
    """Words and filters on one list of the bank, under a name of its owner's.

    `query` is the part of the address after « ? », as catalogue/facets.py writes it. When it is
    followed, what was published after `news_since` has not been told yet.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_searches",
        verbose_name="compte",
    )
    name = models.CharField("nom", max_length=80)
    within = models.CharField(
        "liste", max_length=20, choices=RecordKind.choices, blank=True, help_text="Vide : tout."
    )
    query = models.CharField("critères", max_length=1000, blank=True)
    followed = models.BooleanField("suivie", default=False)
    news_since = models.DateTimeField("nouveautés depuis", default=timezone.now)
    created_at = models.DateTimeField("enregistrée le", auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "recherche enregistrée"
        verbose_name_plural = "recherches enregistrées"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "within", "query"], name="members_one_search_each"
            )
        ]

    def __str__(self) -> str:
        return self.name
