"""Pedagogical resources: livrets, fiches, grilles, guides, supports."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.forms import Select
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from catalogue.models import LinesField, Record, RecordKind, ResourceKind
from catalogue.models.index_pages import RecordIndexPage
from catalogue.pages import RecordServing
from catalogue.panels import record_tabs


class CompetencyRole(models.TextChoices):
    """What a resource does for a competency."""

    TEACH = "teach", "Enseigner"
    ASSESS = "assess", "Évaluer"
    PROVE = "prove", "Prouver"


class ResourceCompetency(Orderable):
    """A resource teaches, assesses or proves one competency of a referential."""

    page = ParentalKey(
        "resources.ResourcePage", on_delete=models.CASCADE, related_name="competency_links"
    )
    competency = models.ForeignKey(
        "referentials.Competency",
        models.CASCADE,
        related_name="resource_links",
        verbose_name="compétence",
    )
    role = models.CharField(
        "ce que fait la ressource", max_length=6, choices=CompetencyRole.choices
    )

    panels = [FieldPanel("competency"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = "compétence visée"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "competency", "role"], name="one_link_per_competency_and_role"
            )
        ]


class ResourcePage(RecordServing, Record):
    """A tool to take to work: what it is for, its files, the competencies it serves.

    Lives under the resources index. Its files are edited in the « Fichiers » tab.
    """

    kind = RecordKind.RESOURCE
    is_creatable = True

    resource_kind = models.ForeignKey(
        ResourceKind, models.PROTECT, related_name="resources", verbose_name="type de ressource"
    )
    purpose = models.TextField(
        "à quoi ça sert",
        blank=True,
        validators=[MaxLengthValidator(400)],
        help_text="Pour qui et pour quoi, en une ou deux phrases.",
    )
    how_to_use = LinesField("mode d’emploi", help_text="Cinq lignes au plus, une par geste.")
    duration_minutes = models.PositiveSmallIntegerField(
        "durée en minutes", null=True, blank=True, help_text="Le temps de s’en servir une fois."
    )

    edit_handler = record_tabs(
        [
            FieldPanel("resource_kind", widget=Select),
            FieldPanel("purpose"),
            FieldPanel("how_to_use"),
            FieldPanel("duration_minutes"),
            InlinePanel(
                "competency_links",
                label="compétence",
                heading="Pour quelles compétences",
                help_text=(
                    "Choisissez une compétence d’un référentiel publié, puis dites si la ressource "
                    "aide à l’enseigner, à l’évaluer ou à la prouver."
                ),
            ),
        ],
        first=("supports", "steps", "roles"),
    )
    body_fields = ("purpose", "how_to_use")
    searched_words = ("resource_kind__label", "resource_kind__acronym", *Record.searched_words)
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: list[str] = []
    template = "resources/resource_page.html"
    page_description = "Un outil pédagogique : livret, fiche, grille, guide, support…"

    class Meta:
        verbose_name = "ressource"
        verbose_name_plural = "ressources"

    @property
    def duration_label(self) -> str:
        """« 45 min », « 2 h », « 1 h 30 »."""
        if not self.duration_minutes:
            return ""
        hours, minutes = divmod(self.duration_minutes, 60)
        if not hours:
            return f"{minutes}\u00a0min"
        return f"{hours}\u00a0h" + (f"\u00a0{minutes:02d}" if minutes else "")

    def body_context(self, request) -> dict:
        from resources.presenting import competency_groups, practices_using

        return {
            "competency_groups": competency_groups(self, request),
            "practices": practices_using(self, request),
        }


class ResourceIndexPage(RecordIndexPage):
    """The list of resources, at /ressources/."""

    kind = RecordKind.RESOURCE
    facet_params = (
        "type",
        "support",
        "etape",
        "role",
        "metier",
        "theme",
        "dispositif",
        "format",
        "acces",
        "editeur",
    )
    one, many = "ressource", "ressources"
    none = "Aucune ressource ne correspond à tous ces critères."
    subpage_types = ["resources.ResourcePage"]
    template = "catalogue/record_list.html"
    page_description = "La liste des ressources pédagogiques."

    class Meta:
        verbose_name = "liste des ressources"
