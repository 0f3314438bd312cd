"""sitemap.xml: what an anonymous visitor may know of, and nothing else."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page, Site

from catalogue import access
from members.directory.published import listed


class PublicPages(Sitemap):
    """Every public page of the site, records included (their notice is public)."""

    limit = 5000

    def __init__(self, request=None):
        self.request = request

    def items(self):
        root = Site.find_for_request(self.request).root_page
        pages = root.get_descendants(inclusive=True).order_by("path")
        return access.visible_to(pages, AnonymousUser())

    def location(self, page: Page) -> str:
        return page.get_url(self.request)

    def lastmod(self, page: Page):
        return page.last_published_at or page.latest_revision_created_at


class Directory(Sitemap):
    """The structures of the network that chose to be listed, and the pages beside the tree."""

    limit = 5000

    def items(self) -> list[str]:
        slugs = listed().order_by("slug").values_list("slug", flat=True)
        doors = ("members:directory", "members:directory_map", "members:verify")
        return [
            *map(reverse, (*doors, "editorial:propose")),
            *(reverse("members:public_structure", args=[slug]) for slug in slugs),
        ]

    def location(self, item: str) -> str:
        return item
