"""Anonymous pages kept whole, so that a warm page never touches the database.

The first middleware of all: a hit leaves before sessions, templates or queries. Only what
is the same for every anonymous visitor is kept: GET, status 200, no session cookie, no
cookie set, no form token, nothing private. Everything kept is forgotten at once when any
content changes (catalogue/generation.py), and never outlives the next expiry of a page, nor
the day (an agreement ends at midnight). Access needs no other rule here: an anonymous
visitor's rights depend on content only.
"""

import hashlib

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from catalogue.generation import generation

UNCACHED = (
    "/admin/",
    "/compte/",
    "/espace-membres/",
    "/fichiers/",
    "/documents/",
    "/sante/",
    "/contact/",
    "/media/",
    "/composants/",
    "/verifier/",
    "/selection/",
    "/productions/",
)
MAX_QUERY = 200
KEPT_TYPES = ("text/html", "application/rss+xml", "application/atom+xml", "application/xml")


class PageCacheMiddleware:
    """Serves kept pages; keeps those that may be."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PAGE_CACHE_SECONDS or not _may_ask(request):
            return self.get_response(request)
        store = caches["pages"]
        key = _key(request, generation())
        kept = store.get(key)
        if kept is None:
            response = self.get_response(request)
            if not _may_keep(request, response):
                return response
            kept = (response.content, dict(response.items()), _etag(response.content))
            store.set(key, kept, _seconds())
        return _answer(request, kept)


def _may_ask(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(UNCACHED)
        and len(request.META.get("QUERY_STRING", "")) <= MAX_QUERY
        and "q=" not in request.META.get("QUERY_STRING", "")
        # As many addresses as selections: none is asked twice.
        and "selection=" not in request.META.get("QUERY_STRING", "")
    )


def _may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    control = response.get("Cache-Control", "")
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE" not in request.META
        and "private" not in control
        and "no-store" not in control
        and response.get("Content-Type", "").startswith(KEPT_TYPES)
    )


def _key(request: HttpRequest, mark: str) -> str:
    """Host, address, compression wanted, generation, day: all that the bytes depend on."""
    zipped = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    host, today = request.META.get("HTTP_HOST", ""), f"{timezone.localdate()}"
    parts = (host, request.get_full_path(), str(zipped), mark, today)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _seconds() -> int:
    """How long to keep: the setting, or less if a page expires before."""
    from wagtail.models import Page

    upcoming = (
        Page.objects.filter(live=True, expire_at__gt=timezone.now())
        .order_by("expire_at")
        .values_list("expire_at", flat=True)
        .first()
    )
    if upcoming is None:
        return settings.PAGE_CACHE_SECONDS
    left = int((upcoming - timezone.now()).total_seconds())
    return max(0, min(settings.PAGE_CACHE_SECONDS, left))


def _etag(content: bytes) -> str:
    return f'W/"{hashlib.sha256(content).hexdigest()[:24]}"'


def _answer(request: HttpRequest, kept: tuple) -> HttpResponse:
    content, headers, etag = kept
    if request.META.get("HTTP_IF_NONE_MATCH") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(b"" if request.method == "HEAD" else content)
    for name, value in headers.items():
        if response.status_code == 200 or name.lower() not in ("content-length", "content-type"):
            response[name] = value
    response["ETag"] = etag
    return response
