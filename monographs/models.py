"""Monographs of good practice, on the common template of the networks' fiches."""

from django.db import models
from django.forms import Select
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.models import Orderable

from catalogue.models import LinesField, Organisation, Record, RecordKind, ResourceKind
from catalogue.models.index_pages import RecordIndexPage
from catalogue.pages import RecordServing
from catalogue.panels import record_tabs
from catalogue.widgets import TickBoxes
from monographs import blocks
from monographs.importing.models import FicheImport, HeadingVariant, ImportBatch, ImportedFile
from monographs.importing.panels import ImportedPanel

__all__ = [
    "FicheImport",
    "HeadingVariant",
    "ImportBatch",
    "ImportedFile",
    "MonographIndexPage",
    "MonographPage",
    "MonographTool",
]


class MonographTool(Orderable):
    """A tool the practice used, linked to a record of the bank when there is one."""

    page = ParentalKey("monographs.MonographPage", on_delete=models.CASCADE, related_name="tools")
    label = models.CharField("outil", max_length=400)
    resource_kind = models.ForeignKey(
        ResourceKind, models.SET_NULL, null=True, blank=True, verbose_name="type"
    )
    availability = models.CharField(
        "disponibilité",
        max_length=120,
        blank=True,
        help_text="Si l’outil n’est pas dans la banque : auprès de qui le demander.",
    )
    record = models.ForeignKey(
        Record,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tool_uses",
        verbose_name="ressource de la banque",
    )

    panels = [
        FieldPanel("label"),
        FieldPanel("resource_kind", widget=Select),
        PageChooserPanel("record", ["resources.ResourcePage"]),
        FieldPanel("availability"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "outil"


class MonographPage(RecordServing, Record):
    """A good practice told so that others can adapt it.

    An empty section does not show. What ages fast (funding, contacts of the time) stays
    apart from the story and carries its dates. No person is ever named.
    """

    kind = RecordKind.MONOGRAPH
    is_creatable = True

    bearers = ParentalManyToManyField(
        Organisation,
        blank=True,
        related_name="monographs",
        verbose_name="structures porteuses",
        help_text="Elle manque dans la liste ? Ajoutez-la d’abord dans « Organisations ».",
    )
    partners = StreamField(
        [("partner", blocks.PartnerBlock())], blank=True, collapsed=True, verbose_name="partenaires"
    )
    audience_text = models.TextField(
        "public concerné",
        blank=True,
        help_text="Combien de personnes, dans quelle situation. Jamais quelqu’un en particulier.",
    )
    context = models.TextField(
        "contexte : pourquoi cette action",
        blank=True,
        help_text="Le besoin de départ, en quelques phrases.",
    )
    objectives = LinesField("objectifs", help_text="Un par ligne, avec un verbe.")
    implementation = StreamField(
        [("step", blocks.StepBlock())],
        blank=True,
        collapsed=True,
        verbose_name="étapes de mise en œuvre",
    )
    results = LinesField(
        "résultats", help_text="Un par ligne. Un résultat chiffré va plutôt dans « Chiffres clés »."
    )
    key_figures = StreamField(
        [("figure", blocks.FigureBlock())], blank=True, collapsed=True, verbose_name="chiffres clés"
    )
    value_structure = LinesField("plus-value pour la structure")
    value_company = LinesField("plus-value pour l’entreprise")
    value_employees = LinesField("plus-value pour les salariés")
    value_territory = LinesField("plus-value pour le territoire")
    levers = LinesField("leviers", help_text="Ce qui a aidé, un point par ligne.")
    vigilance = LinesField("points de vigilance", help_text="Ce qu’il vaut mieux savoir avant.")
    funding_text = models.TextField(
        "financement", blank=True, help_text="En clair. Les montants vont dans les lignes dessous."
    )
    funding = StreamField(
        [("line", blocks.FundingBlock())],
        blank=True,
        collapsed=True,
        verbose_name="lignes de financement",
    )
    perspectives = LinesField("perspectives", help_text="La suite prévue, un point par ligne.")
    quotes = StreamField(
        [("quote", blocks.QuoteBlock())], blank=True, collapsed=True, verbose_name="paroles"
    )
    insets = StreamField(
        [("inset", blocks.InsetBlock())], blank=True, collapsed=True, verbose_name="encadrés"
    )

    edit_handler = record_tabs(
        [
            ImportedPanel(),
            MultiFieldPanel(
                [FieldPanel("bearers", widget=TickBoxes), FieldPanel("partners")],
                heading="Qui porte l’action",
            ),
            MultiFieldPanel(
                [FieldPanel("audience_text"), FieldPanel("context"), FieldPanel("objectives")],
                heading="Pourquoi",
            ),
            MultiFieldPanel(
                [FieldPanel("implementation"), FieldPanel("insets"), FieldPanel("quotes")],
                heading="Comment",
            ),
            MultiFieldPanel(
                [
                    FieldPanel("results"),
                    FieldPanel("key_figures"),
                    FieldPanel("value_structure"),
                    FieldPanel("value_company"),
                    FieldPanel("value_employees"),
                    FieldPanel("value_territory"),
                ],
                heading="Ce que cela donne",
            ),
            MultiFieldPanel(
                [FieldPanel("levers"), FieldPanel("vigilance"), FieldPanel("perspectives")],
                heading="Pour réussir",
            ),
            MultiFieldPanel(
                [FieldPanel("funding_text"), FieldPanel("funding")], heading="Financement"
            ),
            InlinePanel(
                "tools",
                label="outil",
                heading="Outils utilisés",
                help_text="Reliez l’outil à une ressource de la banque quand elle y est.",
            ),
        ],
        first=("themes", "departments", "structure_types"),
    )
    body_fields = (
        "partners",
        "audience_text",
        "context",
        "objectives",
        "implementation",
        "insets",
        "quotes",
        "results",
        "key_figures",
        "value_structure",
        "value_company",
        "value_employees",
        "value_territory",
        "levers",
        "vigilance",
        "perspectives",
        "funding_text",
        "funding",
    )
    parent_page_types = ["monographs.MonographIndexPage"]
    subpage_types: list[str] = []
    template = "monographs/monograph_page.html"
    page_description = "Une bonne pratique : contexte, étapes, résultats, leviers, outils."

    class Meta:
        verbose_name = "monographie"
        verbose_name_plural = "monographies"

    @property
    def body_text(self) -> str:
        """Its text, after the names of those who carry the action."""
        named = (f"{bearer.name}, {bearer.city}." for bearer in self.bearers.all())
        return " ".join([*named, super().body_text])

    def body_context(self, request: HttpRequest) -> dict:
        from monographs.presenting import body

        return body(self, request)

    @cached_property
    def bearer_list(self) -> list[Organisation]:
        """Bearers with their place, read once."""
        return list(self.bearers.all().select_related("department", "region"))

    def extra_jsonld(self) -> dict:
        """Where and by whom, as the notice says it."""
        places = [{"@type": "Place", "name": place.label} for place in self.departments.all()]
        bearers = [{"@type": "Organization", "name": item.name} for item in self.bearer_list]
        extra: dict = {"headline": self.title}
        if places:
            extra["spatialCoverage"] = places
        if bearers:
            extra["contributor"] = bearers
        return extra


class MonographIndexPage(RecordIndexPage):
    """The list of monographs at /monographies/, and their map at /monographies/carte/."""

    kind = RecordKind.MONOGRAPH
    facet_params = (
        "theme",
        "dispositif",
        "support",
        "metier",
        "public",
        "structure",
        "region",
        "departement",
        "annee",
    )
    one, many = "monographie", "monographies"
    none = "Aucune monographie ne correspond à tous ces critères."
    subpage_types = ["monographs.MonographPage"]
    template = "catalogue/record_list.html"
    page_description = "La liste des monographies et leur carte."

    class Meta:
        verbose_name = "liste des monographies"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        return context | {"map_url": f"{self.get_url(request)}carte/"}

    @path("carte/", name="map")
    def map_view(self, request: HttpRequest) -> HttpResponse:
        from monographs.mapping import monograph_map

        context = self.get_context(request) | monograph_map(self, request)
        context["breadcrumb"] = [*self.linked_breadcrumb(request), {"title": "Carte"}]
        return TemplateResponse(request, "monographs/map.html", context)
