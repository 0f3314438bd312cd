"""Keywords: taggit as a controlled vocabulary. Editors pick, the network's editors create."""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel

from catalogue.text import french_slug, normalised_key


class Keyword(TagBase):
    """One keyword, unique by its normalised key (`Évaluation` = `evaluation`)."""

    # Only the admin's own screen creates a keyword: a typing mistake in a page does not.
    free_tagging = False

    key = models.CharField(max_length=100, unique=True, editable=False)

    panels = [
        FieldPanel(
            "name",
            heading="Mot-clé",
            help_text=(
                "En minuscules, au singulier, tel qu’un lecteur l’écrirait. Cherchez d’abord s’il "
                "n’existe pas déjà sous un autre mot."
            ),
        )
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = "mot-clé"
        verbose_name_plural = "mots-clés"

    def slugify(self, tag: str, i: int | None = None) -> str:
        return french_slug(tag) + (f"-{i}" if i else "")

    def clean(self) -> None:
        super().clean()
        self.key = normalised_key(self.name)
        twin = Keyword.objects.filter(key=self.key).exclude(pk=self.pk).first()
        if twin:
            raise ValidationError({"name": f"Ce mot-clé existe déjà : « {twin.name} »."})

    def save(self, *args, **kwargs) -> None:
        self.key = normalised_key(self.name)
        super().save(*args, **kwargs)


class RecordKeyword(ItemBase):
    """The link between a record and a keyword."""

    tag = models.ForeignKey(Keyword, models.CASCADE, related_name="keyword_records")
    content_object = ParentalKey(
        "catalogue.Record", on_delete=models.CASCADE, related_name="keyword_items"
    )
