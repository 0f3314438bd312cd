"""Licences in plain words."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from .lines import LinesField


class Licence(models.Model):
    """What a reader may do with a document, said so that everybody understands."""

    label = models.CharField("nom", max_length=120)
    slug = models.SlugField(
        "repère", unique=True, help_text="Un mot court, sans espace ni accent. N’y touchez plus."
    )
    url = models.URLField(
        "texte officiel", blank=True, help_text="L’adresse complète, qui commence par https://."
    )
    can = LinesField("vous pouvez", help_text="Une phrase courte par ligne.")
    must = LinesField("vous devez", help_text="Une phrase courte par ligne.")
    cannot = LinesField("vous ne pouvez pas", help_text="Une phrase courte par ligne.")

    panels = [FieldPanel(name) for name in ("label", "can", "must", "cannot", "url", "slug")]

    class Meta:
        ordering = ["label"]
        verbose_name = "licence"

    def __str__(self) -> str:
        return self.label
