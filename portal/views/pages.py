"""Pages that are not in Wagtail's tree: search, site map, health, gallery."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.static import serve

from members.mailing import health as mail_health
from portal.presenting import site_tree
from search import health as search_health

# A cache that stops writing is noticed after this long.
CACHE_WORD, CACHE_SECONDS = "sante", 300


def _trail(title: str) -> list[dict]:
    return [{"title": "Accueil", "url": "/"}, {"title": title}]


def sitemap_page(request: HttpRequest) -> HttpResponse:
    """The human site map."""
    return render(
        request,
        "portal/sitemap_page.html",
        {"sections": site_tree(request), "breadcrumb": _trail("Plan du site")},
    )


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether the site can work: database and cache answer. No detail for strangers.

    Neither the search nor the mails close the site: without its index it still answers, more
    simply, and mails wait.
    """
    checks = {"base": _database_answers(), "cache": _cache_answers()}
    healthy = all(checks.values())
    levels = {"recherche": _level(search_health.level), "courriels": _level(mail_health.level)}
    said = {"etat": "ok" if healthy else "dégradé"} | checks | levels
    return JsonResponse(said, status=200 if healthy else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _cache_answers() -> bool:
    """Read at each call, written only when the former word is over."""
    try:
        if cache.get(CACHE_WORD) == "ok":
            return True
        cache.set(CACHE_WORD, "ok", CACHE_SECONDS)
        return cache.get(CACHE_WORD) == "ok"
    except (DatabaseError, OSError):
        return False


def _level(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except (DatabaseError, OSError):
        return "inconnue"


@login_required
@permission_required("wagtailadmin.access_admin", raise_exception=True)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build the site."""
    from portal.gallery import samples

    return render(request, "components/gallery.html", {"samples": samples()})


def image(request: HttpRequest, name: str) -> HttpResponseBase:
    """An image of an editorial page; a name the disk refuses is one that it does not have."""
    try:
        return serve(request, name, document_root=settings.MEDIA_ROOT / "images")
    except OSError as error:
        raise Http404 from error


def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read: everything public but filtered lists."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /compte/",
        "Disallow: /espace-membres/",
        # Links of people who write: never read by robots, the first page is.
        "Disallow: /proposer/*/",
        "Disallow: /recherche/?",
        "Disallow: /recherche/suggestions/",
        # As many addresses as there are ways of choosing.
        "Disallow: /selection/",
        "Disallow: /productions/",
        "Disallow: /*selection=",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
