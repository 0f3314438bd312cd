"""The glossary: acronyms and words of the field, each with its source."""

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from catalogue.models import BasePage
from catalogue.models.searching import BODY, TERMS, TITLE
from catalogue.text import french_slug, normalised_key


class GlossaryEntry(index.Indexed, models.Model):
    """One word. `origin` says whether a source defines it or we completed it."""

    class Origin(models.TextChoices):
        SOURCE = "source", "Défini par une source"
        COMPLEMENT = "complement", "Complément"

    term = models.CharField(
        "terme", max_length=160, unique=True, help_text="Le sigle ou le mot, comme on le lit."
    )
    expansion = models.CharField(
        "développement du sigle",
        max_length=250,
        blank=True,
        help_text="Les mots en entier. La recherche passe du sigle aux mots.",
    )
    definition = models.TextField(
        "définition", help_text="Deux ou trois phrases, comme on le dirait à un nouveau collègue."
    )
    source = models.CharField(
        "source", max_length=250, blank=True, help_text="Le document qui le définit, et l’année."
    )
    origin = models.CharField(
        "origine", max_length=10, choices=Origin.choices, default=Origin.SOURCE
    )
    key = models.CharField(max_length=160, editable=False, db_index=True)

    panels = [
        FieldRowPanel([FieldPanel("term"), FieldPanel("expansion")]),
        FieldPanel("definition"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("origin")]),
    ]
    search_fields = [
        index.FilterField("id"),
        index.SearchField("term", boost=TITLE),
        index.SearchField("expansion", boost=TERMS),
        index.SearchField("definition", boost=BODY),
        index.AutocompleteField("term"),
    ]

    class Meta:
        ordering = ["key"]
        verbose_name = "mot du glossaire"
        verbose_name_plural = "mots du glossaire"

    def __str__(self) -> str:
        return self.term

    def save(self, *args, **kwargs) -> None:
        self.key = normalised_key(self.term)
        super().save(*args, **kwargs)

    @property
    def anchor(self) -> str:
        return f"mot-{french_slug(self.term)}"

    @property
    def url(self) -> str:
        """Its place on the page of the glossary."""
        return f"/glossaire/#{self.anchor}"

    @property
    def letter(self) -> str:
        """The letter it is filed under; digits go under « 0-9 »."""
        first = self.key[:1].upper()
        return first if first.isalpha() else "0-9"


class GlossaryPage(BasePage):
    """All the words, by letter, on one page (find in page, print)."""

    intro = RichTextField("introduction", blank=True, features=["bold", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    body_fields = ("intro",)
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "portal/glossary_page.html"
    page_description = "Le glossaire : sigles et mots du métier."

    class Meta:
        verbose_name = "page du glossaire"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from portal.presenting import glossary_letters

        return super().get_context(request, *args, **kwargs) | glossary_letters()
