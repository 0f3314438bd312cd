"""The record: what a resource, a referential and a monograph share."""

import uuid
from typing import NamedTuple

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from modelcluster.queryset import FakeQuerySet
from wagtail.search import index

from catalogue import access
from catalogue.text import normalised_key

from .base import BasePage
from .keeping import KeptRecord
from .keywords import RecordKeyword
from .licences import Licence
from .organisations import Organisation
from .searching import FILES, SUMMARY, TERMS, SearchedRecord
from .terms import (
    Audience,
    Department,
    Device,
    Occupation,
    Region,
    Role,
    Step,
    StructureType,
    Support,
    Theme,
)


class RecordKind(models.TextChoices):
    """The three kinds of record; the value is used in addresses and CSS classes."""

    RESOURCE = "ressource", "Ressource"
    REFERENTIAL = "referentiel", "Référentiel"
    MONOGRAPH = "monographie", "Monographie"


class State(models.TextChoices):
    """Whether a record may be relied on today."""

    IN_FORCE = "in_force", "En vigueur"
    EXPERIMENTAL = "experimental", "Période expérimentale"
    REPLACED = "replaced", "Remplacée"


def terms(model: type[models.Model], label: str) -> ParentalManyToManyField:
    """A multiple choice among the terms of one vocabulary."""
    return ParentalManyToManyField(model, blank=True, related_name="records", verbose_name=label)


FILED_UNDER = ("supports", "steps", "themes", "devices", "occupations", "roles", "audiences")
SEARCHED_TERMS = (*FILED_UNDER, "structure_types", "departments", "regions")


class FiledTerm(NamedTuple):
    """What a page shows of a term it is filed under."""

    pk: int
    slug: str
    label: str
    acronym: str


class Record(KeptRecord, SearchedRecord, BasePage):
    """Concrete parent of the three kinds: one queryset lists, filters and counts the bank.

    Its address is its index page plus its slug, for life; its `identifier` survives any
    republishing or move and answers on `/id/<identifier>/`.
    """

    record_kind = models.CharField(
        "nature", max_length=12, choices=RecordKind.choices, editable=False, db_index=True
    )
    identifier = models.UUIDField("identifiant stable", default=uuid.uuid4, editable=False)
    summary = models.TextField(
        "résumé",
        validators=[MaxLengthValidator(400)],
        help_text="Deux ou trois phrases simples, 400 signes au plus : l’essentiel d’abord.",
    )
    keywords = ClusterTaggableManager(through=RecordKeyword, blank=True, verbose_name="mots-clés")

    supports = terms(Support, "supports de production")
    occupations = terms(Occupation, "métiers")
    devices = terms(Device, "dispositifs")
    themes = terms(Theme, "thématiques")
    steps = terms(Step, "étapes du parcours")
    audiences = terms(Audience, "publics")
    roles = terms(Role, "pour qui")
    structure_types = terms(StructureType, "types de structure")
    departments = terms(Department, "départements")
    regions = terms(Region, "régions")

    access_level = models.CharField(
        "qui peut l’ouvrir",
        max_length=12,
        choices=access.Level.choices,
        default=access.Level.PUBLIC,
        help_text=(
            "Réservée, la fiche garde son titre et son résumé visibles de tous, avec un cadenas. "
            "Le contenu et les fichiers ne s’ouvrent qu’aux personnes choisies ici."
        ),
    )
    hide_notice = models.BooleanField(
        "cacher aussi le titre et le résumé",
        default=False,
        help_text=(
            "Cochée, cette case cache tout : seules les personnes qui peuvent ouvrir la fiche "
            "savent qu’elle existe. Sans effet sur une fiche ouverte à tous."
        ),
    )
    publisher = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_records",
        verbose_name="publié par",
        help_text="Le réseau ou la structure qui met ce document à disposition.",
    )
    licence = models.ForeignKey(
        Licence,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="licence",
        help_text="Ce que chacun a le droit de faire du document.",
    )
    language = models.CharField("langue", max_length=5, default="fr")

    source_title = models.CharField(
        "document source",
        max_length=250,
        blank=True,
        help_text="D’où vient le contenu : le titre du recueil, du guide, du rapport.",
    )
    source_publisher = models.CharField("éditeur de la source", max_length=250, blank=True)
    source_year = models.PositiveSmallIntegerField(
        "année de la source",
        null=True,
        blank=True,
        validators=[MinValueValidator(1980), MaxValueValidator(2100)],
    )
    source_place = models.CharField(
        "endroit dans la source", max_length=250, blank=True, help_text="Fiche, page, chapitre."
    )

    state = models.CharField(
        "état",
        max_length=12,
        choices=State.choices,
        default=State.IN_FORCE,
        help_text="Un bandeau le dit en tête de fiche quand elle n’est pas en vigueur.",
    )
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="remplacée par",
        help_text="La fiche à lire à la place. Un lien y mène, même une fois celle-ci retirée.",
    )
    valid_from = models.DateField("valable depuis", null=True, blank=True)
    period_note = models.CharField(
        "précision de période",
        max_length=200,
        blank=True,
        help_text="Ex. : règle de la période expérimentale 2013-2015.",
    )
    owner_note = models.CharField(
        "note interne",
        max_length=250,
        blank=True,
        help_text="Pour l’équipe : ce qu’il reste à vérifier, à demander. Jamais publiée.",
    )

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("terms_text", boost=TERMS),
        index.SearchField("summary", boost=SUMMARY),
        index.SearchField("files_text", boost=FILES),
        index.FilterField("record_kind"),
        index.FilterField("access_level"),
    ]
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    is_creatable = False
    searched_words = (
        *(f"{name}__{part}" for name in SEARCHED_TERMS for part in ("label", "acronym")),
        "occupations__rome_code",
        "keyword_items__tag__name",
    )
    # A copy is another record: it gets an identifier of its own.
    exclude_fields_in_copy = ["identifier"]
    kind: RecordKind

    class Meta:
        verbose_name = "fiche"
        permissions = [
            ("open_members", "Peut ouvrir ce qui est réservé aux membres"),
            ("open_accredited", "Peut ouvrir ce qui est réservé aux structures agréées"),
            ("open_editors", "Peut ouvrir ce qui est réservé aux éditeurs"),
        ]
        indexes = [
            models.Index(fields=["record_kind", "access_level"]),
            # What is closed to a reader, without reading the rows (`access.closed_to`).
            models.Index(fields=["access_level", "hide_notice"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["identifier"], name="unique_record_identifier")
        ]

    def save(self, *args, **kwargs):
        if not self.record_kind:
            self.record_kind = self.kind
        self._add_regions_of_departments()
        super().save(*args, **kwargs)
        # A draft of a published page is saved by some fields only: its text stays apart.
        if kwargs.get("update_fields") is None:
            self.keep_text()

    def _add_regions_of_departments(self) -> None:
        """A record placed in a département is found by its région as well."""
        placed = {department.region for department in self._chosen("departments")}
        present = self._chosen("regions")
        if not placed.issubset(present):
            self.regions.set([*present, *placed.difference(present)])

    def _chosen(self, name: str) -> list:
        """Terms chosen so far; none on a new record where nothing was chosen."""
        try:
            return list(getattr(self, name).all())
        except ValueError:
            return []

    @cached_property
    def filed_under(self) -> dict[str, list]:
        """Terms shown on the page and shared with others: name → terms, in one query."""
        found: dict[str, list] = {name: [] for name in FILED_UNDER}
        if any(isinstance(getattr(self, name).all(), FakeQuerySet) for name in FILED_UNDER):
            # A draft being previewed holds its terms in memory.
            return {
                name: [FiledTerm(t.pk, t.slug, t.label, t.acronym) for t in self._chosen(name)]
                for name in FILED_UNDER
            }
        parts = [
            getattr(self, name)
            .all()
            .order_by()
            .annotate(field=models.Value(name, output_field=models.CharField()))
            .values_list("field", "pk", "slug", "label", "acronym", "sort_order")
            for name in FILED_UNDER
        ]
        for name, *row, _order in sorted(
            parts[0].union(*parts[1:], all=True), key=lambda row: (row[5], row[3])
        ):
            found[name].append(FiledTerm(*row))
        return found

    @cached_property
    def keyword_names(self) -> list[str]:
        """Keywords in alphabetical order, less those that a term already says."""
        terms = [term for group in self.filed_under.values() for term in group]
        said = {normalised_key(word) for term in terms for word in (term.label, term.acronym)}
        names = sorted(keyword.name for keyword in self.keywords.all())
        return [name for name in names if normalised_key(name) not in said]

    @property
    def permalink(self) -> str:
        """The address that outlives moves and renames."""
        return reverse("permalink", args=[self.identifier])

    @property
    def full_permalink(self) -> str:
        """The permanent address, host included: what one prints, copies or cites."""
        return settings.WAGTAILADMIN_BASE_URL + self.permalink

    @property
    def citation(self) -> str:
        """How to cite this record: publisher, title, site, date, address for life."""
        publisher = self.publisher.name if self.publisher else settings.WAGTAIL_SITE_NAME
        moment = self.last_published_at or self.first_published_at
        year = f" ({moment:%Y})" if moment else ""
        return f"{publisher}{year}. {self.title}. En ligne : {self.full_permalink}"
