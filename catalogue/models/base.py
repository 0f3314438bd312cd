"""What every page of the site shares."""

from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from catalogue.signals import about_to_be_published

from .searching import ADDRESS, BODY, SUMMARY, TITLE, text_of


class BasePage(Page):
    """Abstract base of every page type.

    Wagtail's own page privacy is switched off: who may see what is decided by
    `catalogue.access` alone, so that lists, counts and files can never disagree.
    """

    private_page_options: list[str] = []
    # The fields in which its text is written, in the order of reading.
    body_fields: tuple[str, ...] = ()
    search_fields = [
        *Page.search_fields,
        index.SearchField("title", boost=TITLE),
        index.SearchField("seo_title", boost=SUMMARY),
        index.SearchField("search_description", boost=SUMMARY),
        index.SearchField("address_words", boost=ADDRESS),
        index.SearchField("body_text", boost=BODY),
    ]

    content_panels = [
        TitleFieldPanel(
            "title",
            placeholder="Titre",
            help_text="Court et concret : ce que l’on va trouver, avec les mots des lecteurs.",
        )
    ]
    address_panels = [
        FieldPanel(
            "slug",
            heading="Adresse de la page",
            help_text=(
                "La fin de l’adresse, écrite d’après le titre. N’y touchez plus une fois la page "
                "publiée : les liens déjà partagés en dépendent."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "seo_title",
                    heading="Titre montré par les moteurs",
                    help_text="Facultatif. Sans lui, ils montrent le titre de la page.",
                ),
                FieldPanel(
                    "search_description",
                    heading="Phrase montrée par les moteurs",
                    help_text="Facultatif. Sans elle, ils montrent le résumé.",
                ),
            ],
            heading="Moteurs de recherche et partage",
            classname="collapsed",
        ),
    ]
    promote_panels = [
        *address_panels,
        FieldPanel(
            "show_in_menus",
            heading="Montrer dans le menu du haut",
            help_text=(
                "Vaut pour les pages rangées juste sous l’accueil. Leur ordre dans le menu est "
                "celui de la liste des pages."
            ),
        ),
    ]

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        """None, without asking: two queries less on every page."""
        return PageViewRestriction.objects.none()

    def publish(self, revision, user=None, **kwargs):
        """Every door but the editor itself passes here; programs publish without a user."""
        if user is not None:
            about_to_be_published.send(type(self), page=revision.as_object(), user=user)
        return super().publish(revision, user=user, **kwargs)

    @property
    def address_words(self) -> str:
        """The words of its address: readers type what they saw there."""
        return self.slug.replace("-", " ")

    @property
    def body_text(self) -> str:
        """Its text in one piece, for the search."""
        return text_of(self, self.body_fields)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "breadcrumb": self.breadcrumb(request),
            # Asked with the request: Wagtail then reads the site's address once.
            "canonical_url": self.get_full_url(request) or "",
        }

    def breadcrumb(self, request: HttpRequest) -> list[dict]:
        """From the home page to this one (the last has no address: one is there)."""
        above = self.get_ancestors().filter(depth__gt=1).order_by("depth") if self.pk else []
        trail = [
            {"title": page.title if page.depth > 2 else "Accueil", "url": page.get_url(request)}
            for page in above
        ]
        return [*trail, {"title": self.title}]

    def linked_breadcrumb(self, request: HttpRequest) -> list[dict]:
        """The trail of something that stands under this page (map, competency)."""
        *above, last = self.breadcrumb(request)
        return [*above, last | {"url": self.get_url(request)}]

    @property
    def meta_description(self) -> str:
        """One sentence for search engines and shared links."""
        text = self.search_description or getattr(self, "summary", "")
        return Truncator(text or strip_tags(getattr(self, "intro", ""))).chars(200)
