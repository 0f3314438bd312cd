"""What every public template needs: identity, navigation, footer."""

from django.http import HttpRequest
from django.urls import reverse

from catalogue import access
from portal.models import PortalSettings
from wagtail.models import Page, Site


def site(request: HttpRequest) -> dict:
    """Identity of the site and its menus, loaded once per request and only when used."""
    if request.path.startswith("/admin/"):
        return {}
    return {
        "portal_settings": PortalSettings.for_request(request),
        **_menus(request),
        "account_links": _account_links(request),
    }


def _menus(request: HttpRequest) -> dict:
    """Main navigation (pages shown in menus) and footer, from one query."""
    if not hasattr(request, "_portal_menus"):
        root = Site.find_for_request(request)
        pages = (
            access.visible_to(
                Page.objects.child_of(root.root_page).order_by("path"), request.user
            )
            if root
            else []
        )
        entries = [
            {
                "title": page.title,
                "url": page.get_url(request),
                "current": request.path.startswith(page.get_url(request) or "-"),
                "main": page.show_in_menus,
                "legal": page.slug in LEGAL,
            }
            for page in pages
        ]
        request._portal_menus = entries
    entries = request._portal_menus
    legal = [entry for entry in entries if entry["legal"]]
    legal.append({"title": "Plan du site", "url": reverse("sitemap_page")})
    return {
        "navigation": [entry for entry in entries if entry["main"]],
        "footer_links": [
            {"title": "Le portail", "links": [e for e in entries if not e["legal"]]},
            {"title": "Informations", "links": legal},
        ],
    }


LEGAL = ("mentions-legales", "confidentialite", "accessibilite", "contact", "a-propos")


def _account_links(request: HttpRequest) -> list[dict]:
    if not request.user.is_authenticated:
        return []
    links = [{"title": "Mon espace", "url": reverse("members:home")}]
    if request.user.has_perm("wagtailadmin.access_admin"):
        links.append({"title": "Administration", "url": reverse("wagtailadmin_home")})
    return links
