"""Addresses of the site. Wagtail's pages answer what is not listed here."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve as serve_page

from catalogue.views import permalink
from editorial.reviewing.account import account
from portal.sitemaps import Directory, PublicPages
from portal.views import pages
from portal.views import search as search_views


def public_sitemap(request):
    return sitemap(request, {"pages": PublicPages(request), "structures": Directory()})


urlpatterns = [
    # The editors' login leads to the site's: one door, which asks for the second factor.
    path("admin/login/", RedirectView.as_view(pattern_name="members:login", query_string=True)),
    path("_util/login/", RedirectView.as_view(pattern_name="members:login", query_string=True)),
    re_path("^admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/account/", account),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("fichiers/", include("catalogue.urls")),
    path("fiches/", include("referentials.urls")),
    path("", include("catalogue.sheets.urls")),
    path("", include("catalogue.productions.urls")),
    path("", include("catalogue.selection.urls")),
    path("id/<uuid:identifier>/", permalink, name="permalink"),
    path("recherche/", search_views.search, name="search"),
    path("recherche/suggestions/", search_views.suggestions, name="suggestions"),
    path("plan-du-site/", pages.sitemap_page, name="sitemap_page"),
    path("sante/", pages.health, name="health"),
    path("composants/", pages.gallery, name="gallery"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", public_sitemap, name="sitemap"),
    path("", include("editorial.urls")),
    path("", include("members.urls")),
    path("compte/", include("members.accounts.urls")),
]
if not settings.S3_BUCKET:
    # Images of editorial pages only: files of records never stand in MEDIA_ROOT.
    urlpatterns += [path("media/images/<path:name>", pages.image, name="image")]
# Wagtail's own pattern, plus dots: codes of competencies (EV1.2.3) and feeds (flux.rss).
urlpatterns += [
    re_path(r"^((?:[\w\-.]+/)*(?:[\w\-]+\.(?:rss|atom))?)$", serve_page, name="wagtail_serve")
]

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler429 = "portal.views.errors.too_many"
handler404 = "portal.views.errors.not_found"
