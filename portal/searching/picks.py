"""What the network puts forward for some words: pages and links chosen by the editors."""

import re
import unicodedata
from functools import lru_cache

from django.db.models import F
from django.http import HttpRequest
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from catalogue import access
from catalogue.cards import PAGE_KIND, PAGE_LABEL
from catalogue.models import RecordKind
from catalogue.text import normalised_key

LINK = "lien"
LABELS = {**dict(RecordKind.choices), PAGE_KIND: PAGE_LABEL, LINK: "Autre site"}
_NO_WORD = re.compile(r"[^\w\s]+")


def key_of(query: str) -> str:
    """The same key for « Pôle Emploi », « pole  emploi » and « “PÔLE-EMPLOI” ? »."""
    text = unicodedata.normalize("NFKC", query)
    return normalised_key(_NO_WORD.sub(" ", text))


# Those of the editors' words, which are read at every search.
_kept_key = lru_cache(maxsize=2048)(key_of)


def picks_for(query: str, user, request: HttpRequest | None = None) -> list[dict]:
    """What is put forward for these words, among what this user may know of, in its order."""
    key = key_of(query)
    rows = _promotions(key) if key else []
    pages = _pages([row["page_id"] for row in rows if row["page_id"]], user)
    picks: dict[str, dict] = {}
    for row in rows:
        pick = _page(row, pages, request) if row["page_id"] else _link(row)
        if pick:
            picks.setdefault(pick["url"], pick)
    return list(picks.values())


def _promotions(key: str) -> list[dict]:
    """Those whose words have this key: one query, whatever their number."""
    rows = SearchPromotion.objects.order_by("sort_order", "pk").values(
        "query__query_string", "page_id", "external_link_url", "external_link_text", "description"
    )
    return [row for row in rows if _kept_key(row["query__query_string"]) == key]


def _pages(keys: list[int], user) -> dict[int, Page]:
    if not keys:
        return {}
    pages = Page.objects.filter(pk__in=keys).annotate(
        kind=F("record__record_kind"), summary=F("record__summary")
    )
    return {page.pk: page for page in access.visible_to(pages, user)}


def _page(row: dict, pages: dict[int, Page], request: HttpRequest | None) -> dict | None:
    """None for a page that the reader may not know of, or that has no address."""
    page = pages.get(row["page_id"])
    url = page.get_url(request) if page else None
    if page is None or url is None:
        return None
    description = row["description"] or page.summary or page.search_description
    return _pick(page.title, url, description, page.kind or PAGE_KIND)


def _link(row: dict) -> dict | None:
    url = row["external_link_url"]
    if not url.startswith(("https://", "http://")):
        return None
    return _pick(row["external_link_text"] or url, url, row["description"], LINK)


def _pick(title: str, url: str, description: str, kind: str) -> dict:
    return {
        "title": title,
        "url": url,
        "description": description,
        "kind": kind,
        "kind_label": LABELS[kind],
    }
