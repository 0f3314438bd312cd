"""Editorial pages: home, content, CQP step by step, news."""

from django.db import models
from django.http import HttpRequest
from wagtail import blocks as core_blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from catalogue.models import BasePage
from portal import blocks


class HomePage(BasePage):
    """The front door: what this is, three doors for three people, what is new."""

    lead = models.TextField("phrase d’accueil", help_text="Une phrase qui dit ce qu’est ce site.")
    search_examples = StreamField(
        [("example", blocks.ExampleBlock())],
        blank=True,
        collapsed=True,
        verbose_name="exemples de recherche",
        help_text="Trois au plus, sous le champ de recherche.",
    )
    doors = StreamField(
        [("door", blocks.DoorBlock())],
        blank=True,
        collapsed=True,
        verbose_name="portes",
        help_text="Une porte par personne : ce qu’elle vient chercher, et deux ou trois liens.",
    )
    figures = StreamField(
        [("figure", blocks.FigureItem())], blank=True, collapsed=True, verbose_name="chiffres"
    )
    figures_note = models.TextField("note sous les chiffres", blank=True)
    network_title = models.CharField("titre pour le réseau", max_length=120, blank=True)
    network_text = models.TextField("texte pour le réseau", blank=True)
    network_links = StreamField(
        [("link", blocks.LinkItem())], blank=True, collapsed=True, verbose_name="liens"
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("search_examples"),
        FieldPanel("doors"),
        MultiFieldPanel([FieldPanel("figures"), FieldPanel("figures_note")], heading="Chiffres"),
        MultiFieldPanel(
            [
                FieldPanel("network_title"),
                FieldPanel("network_text"),
                FieldPanel("network_links"),
            ],
            heading="Pour le réseau",
        ),
    ]
    body_fields = ("lead",)
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "resources.ResourceIndexPage",
        "referentials.ReferentialIndexPage",
        "monographs.MonographIndexPage",
        "portal.CqpPage",
        "portal.GlossaryPage",
        "portal.NewsIndexPage",
        "portal.ContentPage",
        "portal.ContactPage",
    ]
    max_count = 1
    template = "portal/home_page.html"
    page_description = "La page d’accueil du site."

    class Meta:
        verbose_name = "page d’accueil"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from portal.presenting import home_context

        return super().get_context(request, *args, **kwargs) | home_context(self, request)


class ContentPage(BasePage):
    """An editorial page made of blocks: method, received ideas, legal text…"""

    intro = models.TextField("introduction", blank=True, max_length=400)
    body = StreamField(blocks.BodyBlock(), blank=True, verbose_name="contenu")

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    body_fields = (
        "intro",
        "body",
    )
    parent_page_types = ["portal.HomePage", "portal.ContentPage"]
    subpage_types = ["portal.ContentPage"]
    template = "portal/content_page.html"
    page_description = "Une page de texte, avec étapes, chiffres, encadrés, tableaux."

    class Meta:
        verbose_name = "page de contenu"
        verbose_name_plural = "pages de contenu"

    @property
    def contents(self) -> list[dict]:
        """Headings of the page, for the contents list."""
        from catalogue.text import french_slug

        return [
            {"title": block.value, "anchor": french_slug(block.value), "children": []}
            for block in self.body
            if block.block_type == "heading"
        ]


class CqpPage(BasePage):
    """A certification step by step: who does what, with which tools, from which source."""

    intro = models.TextField("introduction", blank=True, max_length=400)
    caveat = models.TextField("avertissement", blank=True)
    steps = StreamField(
        [("step", blocks.PathStepBlock())], blank=True, collapsed=True, verbose_name="étapes"
    )
    roles = StreamField(
        [("role", blocks.RoleItem())], blank=True, collapsed=True, verbose_name="qui fait quoi"
    )
    figures = StreamField(
        [("figure", blocks.FigureItem())], blank=True, collapsed=True, verbose_name="chiffres"
    )
    timeline = StreamField(
        [("item", blocks.TimelineItem())], blank=True, collapsed=True, verbose_name="frise"
    )
    questions_intro = models.TextField("ce que l’on ne sait pas encore", blank=True)
    questions = StreamField(
        [("question", core_blocks.CharBlock(label="Question", max_length=300))],
        blank=True,
        verbose_name="questions ouvertes",
    )

    content_panels = [
        *BasePage.content_panels,
        *(
            FieldPanel(name)
            for name in (
                "intro",
                "caveat",
                "steps",
                "roles",
                "figures",
                "timeline",
                "questions_intro",
                "questions",
            )
        ),
    ]
    body_fields = (
        "intro",
        "steps",
    )
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    template = "portal/cqp_page.html"
    page_description = "Une certification étape par étape, avec les outils de chaque étape."

    class Meta:
        verbose_name = "certification pas à pas"
        verbose_name_plural = "certifications pas à pas"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from portal.presenting import cqp_context

        return super().get_context(request, *args, **kwargs) | cqp_context(self, request)


class NewsIndexPage(BasePage):
    """The news, newest first."""

    intro = RichTextField("introduction", blank=True, features=["bold", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    body_fields = ("intro",)
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.NewsPage"]
    max_count = 1
    template = "portal/news_index_page.html"
    page_description = "La liste des actualités."

    class Meta:
        verbose_name = "liste des actualités"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from portal.presenting import news_list

        return super().get_context(request, *args, **kwargs) | news_list(self, request)


class NewsPage(BasePage):
    """A dated piece of news or an archive (press release)."""

    date = models.DateField("date")
    date_label = models.CharField(
        "date telle qu’on la montre",
        max_length=40,
        blank=True,
        help_text="Si le jour exact est inconnu : « 2013 ».",
    )
    summary = models.TextField("résumé", max_length=400)
    is_archive = models.BooleanField("archive", default=False)
    body = StreamField(blocks.BodyBlock(), blank=True, verbose_name="contenu")

    content_panels = [
        *BasePage.content_panels,
        *(FieldPanel(name) for name in ("date", "date_label", "is_archive", "summary", "body")),
    ]
    body_fields = (
        "summary",
        "body",
    )
    parent_page_types = ["portal.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "portal/news_page.html"
    page_description = "Une actualité datée."

    class Meta:
        verbose_name = "actualité"
        verbose_name_plural = "actualités"
        ordering = ["-date"]
