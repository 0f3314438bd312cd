"""The index page of a kind: the list, its feeds, its own facets."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from catalogue.models import BasePage, Record


class RecordIndexPage(RoutablePageMixin, BasePage):
    """Abstract index of one kind: lists every record of the kind, wherever it stands."""

    intro = RichTextField("introduction", blank=True, features=["bold", "link", "ul"])

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    body_fields = ("intro",)
    parent_page_types = ["portal.HomePage"]
    max_count = 1

    kind: str
    facet_params: tuple[str, ...]
    one: str
    many: str
    none: str

    class Meta:
        abstract = True

    @path("", name="list")
    def list_view(self, request: HttpRequest) -> HttpResponse:
        from catalogue import facets, listing

        built = listing.build(
            request,
            Record.objects.filter(record_kind=self.kind),
            facets.facets_for(*self.facet_params),
            listing.Names(self.one, self.many, self.none),
        )
        context = self.get_context(request) | {"listing": built, "feeds": self.feeds()}
        return TemplateResponse(request, self.template, context)

    def feeds(self) -> list[dict]:
        """The two feeds of the list, as links."""
        base = self.get_url()
        return [
            {
                "url": f"{base}flux.rss",
                "label": "RSS",
                "type": "application/rss+xml",
                "title": f"{self.title} (RSS)",
            },
            {
                "url": f"{base}flux.atom",
                "label": "Atom",
                "type": "application/atom+xml",
                "title": f"{self.title} (Atom)",
            },
        ]

    @path("flux.rss/", name="rss")
    def rss_view(self, request: HttpRequest) -> HttpResponse:
        from catalogue.feeds import RecordRss

        return RecordRss(self)(request)

    @path("flux.atom/", name="atom")
    def atom_view(self, request: HttpRequest) -> HttpResponse:
        from catalogue.feeds import RecordAtom

        return RecordAtom(self)(request)
