"""What every public template needs: identity, navigation, footer."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, Site

from catalogue import access
from catalogue.generation import Kept
from portal.models import PortalSettings


def site(request: HttpRequest) -> dict:
    """Identity of the site and its menus, loaded once per request and only when used."""
    if request.path.startswith("/admin/"):
        return {}
    identity = PortalSettings.for_request(request)
    menus = _menus(request)
    return menus | {
        "portal_settings": identity,
        "footer_links": [*menus["footer_links"], *_elsewhere(identity)],
        "account_links": _account_links(request),
    }


def _elsewhere(identity: PortalSettings) -> list[dict]:
    """The network's other sites, as a column of the footer."""
    links = [
        {"title": link.value["label"], "url": link.value["url"]} for link in identity.social_links
    ]
    return [{"title": "Ailleurs", "links": links}] if links else []


def _menus(request: HttpRequest) -> dict:
    """Main navigation (pages shown in menus) and footer, from one query."""
    if not hasattr(request, "_portal_menus"):
        pages = access.visible_to(_below_home(request), request.user)
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
    return _arranged(request._portal_menus, request.path)


def _arranged(entries: list[dict], path: str) -> dict:
    """The pages of the tree, and the directory, which stands beside it."""
    legal = [entry for entry in entries if entry["legal"]]
    legal.append({"title": "Plan du site", "url": reverse("sitemap_page")})
    directory = reverse("members:directory")
    structures = {"title": "Structures", "url": directory, "current": path.startswith(directory)}
    verifying = {"title": "Vérifier un agrément", "url": reverse("members:verify")}
    proposing = {"title": "Proposer une bonne pratique", "url": reverse("editorial:propose")}
    choosing = {"title": "Ma sélection", "url": reverse("selection:page")}
    pages = [entry for entry in entries if not entry["legal"]]
    return {
        "navigation": [*(entry for entry in entries if entry["main"]), structures],
        "footer_links": [
            {"title": "Le portail", "links": [*pages, choosing, proposing, structures, verifying]},
            {"title": "Informations", "links": legal},
        ],
    }


_children: Kept[list[int]] = Kept()


def _below_home(request: HttpRequest) -> QuerySet:
    """The pages below the home page: their keys were found once among all those of the site."""
    site = Site.find_for_request(request)
    if not site:
        return Page.objects.none()
    pages = Page.objects.child_of(site.root_page).order_by()
    keys = _children.get(site.pk, lambda: list(pages.values_list("pk", flat=True)))
    return Page.objects.filter(pk__in=keys).order_by("path")


LEGAL = ("mentions-legales", "confidentialite", "accessibilite", "contact", "a-propos")


def _account_links(request: HttpRequest) -> list[dict]:
    if not request.user.is_authenticated:
        return []
    links = [
        {"title": "Mon espace", "url": reverse("members:home")},
        {"title": "Adresse, mot de passe, sécurité", "url": reverse("members:account")},
    ]
    if request.user.has_perm("wagtailadmin.access_admin"):
        links.append({"title": "Administration", "url": reverse("wagtailadmin_home")})
    return links
