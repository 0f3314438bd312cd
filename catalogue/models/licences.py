"""Licences in plain words."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from .lines import LinesField


class Licence(models.Model):
    """What a reader may do with a document, said so that everybody understands."""

    label = models.CharField("nom", max_length=120)
    slug = models.SlugField("adresse", unique=True)
    url = models.URLField("texte officiel", blank=True)
    can = LinesField("vous pouvez")
    must = LinesField("vous devez")
    cannot = LinesField("vous ne pouvez pas")

    panels = [FieldPanel(name) for name in ("label", "slug", "url", "can", "must", "cannot")]

    class Meta:
        ordering = ["label"]
        verbose_name = "licence"

    def __str__(self) -> str:
        return self.label
