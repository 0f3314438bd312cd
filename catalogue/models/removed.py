"""Addresses that have been removed on purpose: they answer 410 and say where to go."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from .records import Record


class RemovedRecord(models.Model):
    """The tombstone of an unpublished or deleted record."""

    path = models.CharField("adresse", max_length=500, unique=True)
    title = models.CharField("titre", max_length=255)
    replacement = models.ForeignKey(
        Record,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="fiche proposée à la place",
        help_text="Le lecteur qui arrive à l’ancienne adresse y sera invité.",
    )
    # A hidden notice leaves no title behind: the tombstone would tell what nobody may know.
    removed_at = models.DateTimeField("retirée le", auto_now_add=True)

    panels = [
        FieldPanel("replacement"),
        FieldPanel("title", help_text="Montré à qui arrive à l’ancienne adresse."),
        FieldPanel("path", read_only=True),
        FieldPanel("removed_at", read_only=True),
    ]

    class Meta:
        ordering = ["-removed_at"]
        verbose_name = "fiche retirée"
        verbose_name_plural = "fiches retirées"

    def __str__(self) -> str:
        return self.title or self.path
