"""Response rules that hold everywhere: content policy, privacy of caches, removed pages."""

from urllib.parse import urlsplit

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from catalogue import access
from catalogue.models import Record, RemovedRecord

ADMIN_PREFIX = "/admin/"


class ContentPolicyMiddleware(CSPMiddleware):
    """One strict policy for the site; the editors' interface has its own."""

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path.startswith(ADMIN_PREFIX):
            parts.config = settings.CONTENT_SECURITY_POLICY_ADMIN
        elif getattr(request, "is_preview", False):
            # A page of the site, drawn in a frame beside its editor.
            parts.replace = {"frame-ancestors": [SELF]}
        return parts


class PrivateResponseMiddleware:
    """What a signed-in person receives is never kept by a shared cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(settings.STATIC_URL):
            return response
        patch_vary_headers(response, ["Cookie"])
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class GoneMiddleware:
    """An address removed on purpose answers 410 and proposes where to go."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if "\0" in request.path:
            # PostgreSQL refuses it in a query; no page ever had such an address.
            return response
        removed = (
            RemovedRecord.objects.filter(path=request.path).select_related("replacement").first()
        )
        if removed is None:
            return response
        context = {"removed": removed, "replacement": self._replacement(request, removed)}
        return render(request, "410.html", context, status=410)

    @staticmethod
    def _replacement(request: HttpRequest, removed: RemovedRecord):
        other = removed.replacement
        return other if other and access.can_know(request.user, other) else None


class KnownRedirectMiddleware(RedirectMiddleware):
    """A former address leads to a record only those who may know of it, or to its tombstone."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if answer is response or self._may_lead(request):
            return answer
        return response

    @staticmethod
    def _may_lead(request: HttpRequest) -> bool:
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        found = get_redirect(request, path) or get_redirect(request, urlsplit(path).path)
        record = Record.objects.filter(pk=found.redirect_page_id).first()
        if record is None or access.can_know(request.user, record):
            return True
        return RemovedRecord.objects.filter(path=record.get_url(request)).exists()
