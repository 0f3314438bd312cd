"""Selections of records that a person keeps, and may share with a structure."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from catalogue.selection import codes
from catalogue.selection.addresses import selection_url

from .structures import Structure

# Signs of the longest selection: two hundred codes and what separates them.
LONGEST = codes.LIMIT * (codes.CODE_LENGTH + 1)


class KeptSelection(models.Model):
    """Records in an order, under a name of its owner's; `codes` as an address writes them.

    Shared, it is read by the people of `structure` as long as its owner is one of them.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="kept_selections",
        verbose_name="compte",
    )
    name = models.CharField("nom", max_length=80)
    codes = models.CharField("fiches", max_length=LONGEST)
    structure = models.ForeignKey(
        Structure,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="shared_selections",
        verbose_name="partagée avec",
    )
    created_at = models.DateTimeField("gardée le", auto_now_add=True)
    used_at = models.DateTimeField("ouverte le", default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "sélection gardée"
        verbose_name_plural = "sélections gardées"

    def __str__(self) -> str:
        return self.name

    @property
    def total(self) -> int:
        return len(codes.read([self.codes]).keys)

    @property
    def url(self) -> str:
        return selection_url(self.codes)
