"""Métier referentials: versioned trees, and the index of their competencies."""

import re
import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from catalogue.models import LinesField, Record, RecordKind
from catalogue.models.index_pages import RecordIndexPage
from catalogue.models.searching import BODY, SUMMARY, TITLE
from catalogue.models.terms import rome_validator
from catalogue.pages import RecordServing
from catalogue.panels import record_tabs
from referentials.blocks import LevelBlock, TreeBlock, anchor_of
from referentials.comparing import TreePanel

certification_validator = RegexValidator(
    r"^(RNCP|RS)\d{3,6}$", "Un numéro de certification s’écrit RNCP39794 ou RS5678."
)


def validate_rome_lines(lines) -> None:
    """Every line is a ROME code."""
    for code in lines:
        rome_validator(code)


class ReferentialPage(RecordServing, RoutablePageMixin, Record):
    """What a trade asks for: activities, competencies, criteria, for a production support.

    The tree is edited as a draft like any page (preview, compare, history). On publication
    its competencies are copied into `Competency`, which resources point to.
    """

    kind = RecordKind.REFERENTIAL
    is_creatable = True

    version = models.CharField(
        "version",
        max_length=20,
        default="1.0",
        help_text="À changer avec le contenu : 1.1 pour une retouche, 2.0 pour une refonte.",
    )
    status_note = models.TextField(
        "statut de ce référentiel",
        blank=True,
        help_text="D’où il vient, ce qu’il n’est pas. Affiché en tête de page.",
    )
    rome_codes = LinesField(
        "codes ROME",
        validators=[validate_rome_lines],
        help_text="Un par ligne, seulement s’ils sont certains (ex. A1203).",
    )
    certification_code = models.CharField(
        "numéro de certification",
        max_length=12,
        blank=True,
        validators=[certification_validator],
        help_text="RNCP ou RS, seulement s’il est publié. Sinon, laissez vide.",
    )
    scale = StreamField(
        [("level", LevelBlock())],
        blank=True,
        collapsed=True,
        verbose_name="échelle de maîtrise",
        help_text="Du premier essai à l’autonomie : un niveau par ligne du livret.",
    )
    tree = StreamField(TreeBlock(), blank=True, verbose_name="blocs, activités, compétences")
    competency_count = models.PositiveSmallIntegerField(default=0, editable=False)

    edit_handler = record_tabs(
        [
            FieldPanel("version"),
            FieldPanel("status_note"),
            TreePanel(
                "tree",
                help_text=(
                    "Un bloc contient des activités, une activité des compétences, une compétence "
                    "ses critères. Les compétences en ligne changent à la publication seulement."
                ),
            ),
            FieldPanel("scale"),
            FieldRowPanel([FieldPanel("rome_codes"), FieldPanel("certification_code")]),
        ],
        first=("supports", "occupations", "devices"),
    )
    body_fields = ("status_note", "rome_codes", "certification_code", "tree")
    parent_page_types = ["referentials.ReferentialIndexPage"]
    subpage_types: list[str] = []
    template = "referentials/referential_page.html"
    page_description = "Un référentiel métier : activités, compétences, critères."

    class Meta:
        verbose_name = "référentiel"
        verbose_name_plural = "référentiels"

    def body_context(self, request: HttpRequest) -> dict:
        from referentials.generating.kinds import links_to
        from referentials.presenting import presented_tree

        return {
            "blocks": presented_tree(self, request),
            "generators": links_to(self.get_url(request) or ""),
            "scale": [level.value for level in self.scale],
        }

    def extra_jsonld(self) -> dict:
        return {"version": self.version}

    @property
    def data_links(self) -> list[dict]:
        """The tree as a table, to open in a spreadsheet or to give to a program."""
        from referentials.exchange.writing import FORMATS

        if not self.live:
            return []
        return [
            {
                "label": extension.upper(),
                "url": reverse("referentials:data", args=[self.identifier, f"arbre.{extension}"]),
            }
            for extension in FORMATS
        ]

    @path("matrice/", name="matrix")
    def matrix_view(self, request: HttpRequest) -> HttpResponse:
        """The competencies by what teaches, assesses and proves them."""
        from referentials.matrix import matrix_context

        access_context = self.access_context(request)
        if not access_context["can_open"]:
            return TemplateResponse(request, self.template, self.get_context(request), status=403)
        context = Record.get_context(self, request) | access_context
        context |= matrix_context(self, request)
        context["breadcrumb"] = [*self.linked_breadcrumb(request), {"title": "Matrice"}]
        return TemplateResponse(request, "referentials/matrix.html", context)

    @path("generer/", name="generators")
    def generators_view(self, request: HttpRequest) -> HttpResponse:
        """The documents that one may make from this referential."""
        from referentials.generating.views import HOME, home_context

        context = self.generator_context(request)
        if not context["can_open"]:
            return TemplateResponse(request, self.template, self.get_context(request), status=403)
        return TemplateResponse(request, HOME, context | home_context())

    @path("generer/<slug:document>/", name="generator")
    def generator_view(self, request: HttpRequest, document: str) -> HttpResponse:
        """One of these documents: what one chooses, what it becomes."""
        from referentials.generating.views import generator

        context = self.generator_context(request, document)
        if not context["can_open"]:
            return TemplateResponse(request, self.template, self.get_context(request), status=403)
        return generator(self, request, document, context)

    def generator_context(self, request: HttpRequest, document: str = "") -> dict:
        """What the pages of generators share; `document`: which of them, if one."""
        from referentials.generating.kinds import trail_of

        context = Record.get_context(self, request) | self.access_context(request)
        context["base_url"] = base = f"{self.get_url(request)}generer/"
        context["breadcrumb"] = [*self.linked_breadcrumb(request), *trail_of(base, document)]
        return context

    @path("competences/<str:code>/", name="competency")
    def competency_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """One competency: its criteria, and the resources that teach, assess, prove it."""
        from referentials.presenting import competency_context

        access_context = self.access_context(request)
        if not access_context["can_open"]:
            # The same answer for every code: which ones exist is part of the body.
            return TemplateResponse(request, self.template, self.get_context(request), status=403)
        competency = self.competencies.filter(code=code, retired=False).first()
        if competency is None:
            raise Http404
        context = Record.get_context(self, request) | access_context
        context |= competency_context(self, competency, request)
        context["breadcrumb"] = [*self.linked_breadcrumb(request), {"title": competency.code}]
        return TemplateResponse(request, "referentials/competency.html", context)


class Competency(index.Indexed, models.Model):
    """A published competency: the row that resources point to.

    Written only by `referentials.publishing` from the tree of the live referential. A
    competency that leaves the tree is retired, never deleted: links to it survive.
    """

    referential = models.ForeignKey(
        ReferentialPage, models.CASCADE, related_name="competencies", verbose_name="référentiel"
    )
    # Its own rows are not uses of a referential.
    referential.wagtail_reference_index_ignore = True
    identifier = models.UUIDField("identifiant stable", default=uuid.uuid4)
    code = models.CharField("code", max_length=20)
    label = models.CharField("compétence", max_length=250)
    context = models.CharField("contexte", max_length=250, blank=True)
    criteria = LinesField("critères")
    block_title = models.CharField("bloc", max_length=280)
    activity_title = models.CharField("activité", max_length=280)
    position = models.PositiveSmallIntegerField("ordre")
    retired = models.BooleanField("sortie du référentiel", default=False)

    search_fields = [
        index.FilterField("id"),
        index.FilterField("retired"),
        index.SearchField("code_texts", boost=TITLE),
        index.SearchField("label", boost=TITLE),
        index.SearchField("criteria", boost=BODY),
        index.SearchField("context", boost=BODY),
        index.SearchField("activity_title", boost=BODY),
        index.SearchField("block_title", boost=BODY),
        index.RelatedFields("referential", [index.SearchField("title", boost=SUMMARY)]),
        index.AutocompleteField("label"),
        index.AutocompleteField("code"),
    ]

    class Meta:
        ordering = ["referential", "position"]
        verbose_name = "compétence"
        constraints = [
            models.UniqueConstraint(
                fields=["referential", "identifier"], name="unique_competency_identifier"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def anchor(self) -> str:
        """Its place in the referential's page."""
        return f"c-{anchor_of(self.code)}"

    @property
    def code_texts(self) -> list[str]:
        """Its code, and as it is often typed: « PR2.2.1 », « PR 2.2.1 »."""
        return [self.code, re.sub(r"^([^\W\d]+)(?=\d)", r"\1 ", self.code)]

    def get_url(self, request: HttpRequest) -> str:
        """Its own address, under its referential's."""
        return f"{self.referential.get_url(request)}competences/{self.code}/"


class ReferentialIndexPage(RecordIndexPage):
    """The list of referentials, at /referentiels/."""

    kind = RecordKind.REFERENTIAL
    facet_params = ("support", "metier", "dispositif", "acces")
    one, many = "référentiel", "référentiels"
    none = "Aucun référentiel ne correspond à tous ces critères."
    subpage_types = ["referentials.ReferentialPage"]
    template = "catalogue/record_list.html"
    page_description = "La liste des référentiels métiers."

    @path("generer/", name="choose")
    def choose_view(self, request: HttpRequest) -> HttpResponse:
        """The documents one may make, and the referentials to make them from."""
        from referentials.generating.views import CHOOSE, choose_context

        context = self.get_context(request) | choose_context(request)
        context["breadcrumb"] = [*self.linked_breadcrumb(request), {"title": "Générer"}]
        return TemplateResponse(request, CHOOSE, context)

    class Meta:
        verbose_name = "liste des référentiels"
