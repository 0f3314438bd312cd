"""What every page of the site shares."""

from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page


class BasePage(Page):
    """Abstract base of every page type.

    Wagtail's own page privacy is switched off: who may see what is decided by
    `catalogue.access` alone, so that lists, counts and files can never disagree.
    """

    private_page_options: list[str] = []

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            heading="Moteurs de recherche et partage",
        ),
        FieldPanel("show_in_menus"),
    ]

    class Meta:
        abstract = True

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
