from functools import partial

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from catalogue.rights import AllowedMenuItem, NeverAdded
from members.permissions import DECIDE
from portal.admin_screens import ContactMessageViewSet, GlossaryEntryViewSet, SearchGroup
from portal.desk import DeskPanel
from portal.guide import guide
from portal.models import ContactMessage
from portal.searching import desk_views as search_desk
from portal.searching import state as search_state

register_permission_policy(ContactMessage, NeverAdded(ContactMessage))
register_snippet(GlossaryEntryViewSet)
register_snippet(ContactMessageViewSet)
register_snippet(SearchGroup)


@hooks.register("construct_homepage_panels")
def desk(request, panels) -> None:
    panels.append(DeskPanel())


@hooks.register("register_admin_urls")
def guide_address():
    return [
        path("guide/", guide, name="editors_guide"),
        path("guide/chaine/", guide, {"reader": "chaine-editoriale"}, name="chain_guide"),
        path("guide/documents/", guide, {"reader": "documents"}, name="documents_guide"),
        path("guide/certificateur/", guide, {"reader": "certificateur"}, name="certifiers_guide"),
    ]


@hooks.register("register_admin_urls")
def search_desk_addresses():
    return [
        path("recherche/demandes/", search_desk.week_page, name="search_week"),
        path("recherche/synonyme/", search_desk.trial, name="search_trial"),
        path("recherche/etat/", search_state.page, name="search_state"),
        # Wagtail's own addresses: found first, as this room comes before it.
        path("searchpicks/", search_desk.Picks.as_view()),
        path("searchpicks/results/", search_desk.Picks.as_view(results_only=True)),
        path("searchpicks/add/", search_desk.PutForward.as_view()),
    ]


# Label, name of the address, permission, drawing, place.
SEARCH_MENU = (
    ("Recherches de la semaine", "search_week", search_desk.TEACHES, "view", 0),
    ("Essayer un synonyme", "search_trial", search_desk.TEACHES, "rotate", 2),
    (
        search_desk.Picks.page_title,
        "wagtailsearchpromotions:index",
        search_desk.PUTS_FORWARD,
        "pick",
        3,
    ),
    ("État de la recherche", "search_state", search_state.SEES, "info-circle", 5),
)


def search_menu_item(label: str, address: str, permission: str, icon: str, order: int) -> MenuItem:
    return AllowedMenuItem(label, reverse(address), permission, icon_name=icon, order=order)


for entry in SEARCH_MENU:
    hooks.register("register_search_menu_item", partial(search_menu_item, *entry))


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def search_has_its_own_menu(request, menu_items) -> None:
    """Wagtail's entries: the picks are in « Recherche », its count of words is not fed."""
    ours = ("promoted-search-results", "search-terms")
    menu_items[:] = [item for item in menu_items if item.name not in ours]


@hooks.register("register_help_menu_item")
def guide_in_menu():
    return MenuItem("Guide de l’éditeur", reverse("editors_guide"), icon_name="help", order=10)


@hooks.register("register_help_menu_item")
def chain_guide_in_menu():
    url = reverse("chain_guide")
    return MenuItem("Guide de la chaîne éditoriale", url, icon_name="help", order=11)


@hooks.register("register_help_menu_item")
def documents_guide_in_menu():
    url = reverse("documents_guide")
    return MenuItem("Guide des documents à emporter", url, icon_name="help", order=12)


@hooks.register("register_help_menu_item")
def certifiers_guide_in_menu():
    url = reverse("certifiers_guide")
    label = "Guide du certificateur"
    return AllowedMenuItem(label, url, DECIDE, icon_name="help", order=13)


@hooks.register("construct_help_menu")
def only_our_help(request, menu_items) -> None:
    """Wagtail's own pages are in English and speak to everybody but our editors."""
    menu_items[:] = [
        item
        for item in menu_items
        if item.name != "editor-guide" and not item.name.startswith("whats-new-in-wagtail")
    ]


@hooks.register("insert_global_admin_css")
def small_signs():
    return format_html('<link rel="stylesheet" href="{}">', static("portal/css/admin.css"))
