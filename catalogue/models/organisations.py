"""Who publishes a record or carries a practice."""

from django.db import models
from django.forms import Select
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from catalogue.widgets import TickBoxes

from .terms import Department, Region, StructureType


class Organisation(index.Indexed, ClusterableModel):
    """A network or a structure, as the published sources name it. No person, no contact."""

    class Kind(models.TextChoices):
        NETWORK = "network", "Réseau"
        STRUCTURE = "structure", "Structure"

    name = models.CharField(
        "nom",
        max_length=200,
        unique=True,
        help_text="Tel que la structure l’écrit. Jamais le nom d’une personne.",
    )
    slug = models.SlugField(
        "repère",
        max_length=200,
        unique=True,
        help_text="Écrit d’après le nom : minuscules, sans accent, des tirets.",
    )
    kind = models.CharField("nature", max_length=12, choices=Kind.choices, default=Kind.STRUCTURE)
    types = ParentalManyToManyField(StructureType, blank=True, verbose_name="types de structure")
    city = models.CharField("ville", max_length=120, blank=True)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, verbose_name="département"
    )
    region = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, verbose_name="région"
    )
    description = models.TextField(
        "présentation", blank=True, help_text="Deux ou trois phrases. Ni contact ni nom propre."
    )
    is_fictional = models.BooleanField(
        "structure fictive",
        default=False,
        help_text="Pour les démonstrations : le site le dira partout où son nom paraît.",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldRowPanel(
            [
                FieldPanel("city"),
                FieldPanel("department", widget=Select),
                FieldPanel("region", widget=Select),
            ],
            heading="Où elle est",
        ),
        FieldPanel("types", widget=TickBoxes),
        FieldPanel("description"),
        FieldPanel("is_fictional"),
        FieldPanel("slug"),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("city"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = "organisation"
        verbose_name_plural = "organisations"

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Where it is, as one reads it: « Laon (Aisne) », « Hauts-de-France »."""
        if self.city and self.department:
            return f"{self.city} ({self.department.label})"
        parts = (self.city, self.department and self.department.label)
        return next(filter(None, parts), "") or (self.region.label if self.region else "")
