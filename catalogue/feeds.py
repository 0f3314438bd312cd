"""RSS and Atom of a kind: the newest notices a visitor may know of."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from catalogue import access
from catalogue.models import Record

LENGTH = 30


class RecordRss(Feed):
    """A feed is read by machines and kept by strangers: it only ever shows the public view."""

    language = "fr"

    def __init__(self, index_page):
        self.index_page = index_page

    def title(self) -> str:
        return f"{self.index_page.title} : les nouveautés"

    def link(self) -> str:
        return self.index_page.get_url()

    def description(self) -> str:
        return self.index_page.meta_description or self.index_page.title

    subtitle = description

    def items(self):
        records = Record.objects.filter(record_kind=self.index_page.kind)
        visible = access.visible_to(records, AnonymousUser())
        return visible.order_by("-first_published_at", "-pk")[:LENGTH]

    def item_title(self, item: Record) -> str:
        return item.title

    def item_description(self, item: Record) -> str:
        return item.summary

    def item_link(self, item: Record) -> str:
        return item.get_url()

    def item_guid(self, item: Record) -> str:
        return f"urn:uuid:{item.identifier}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Record) -> datetime:
        return item.first_published_at

    def item_updateddate(self, item: Record) -> datetime:
        return item.last_published_at


class RecordAtom(RecordRss):
    """The same feed in Atom."""

    feed_type = Atom1Feed
