from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from catalogue.rights import NeverAdded
from portal.admin_screens import ContactMessageViewSet, GlossaryEntryViewSet
from portal.desk import DeskPanel
from portal.guide import guide
from portal.models import ContactMessage

register_permission_policy(ContactMessage, NeverAdded(ContactMessage))
register_snippet(GlossaryEntryViewSet)
register_snippet(ContactMessageViewSet)


@hooks.register("construct_homepage_panels")
def desk(request, panels) -> None:
    panels.append(DeskPanel())


@hooks.register("register_admin_urls")
def guide_address():
    return [path("guide/", guide, name="editors_guide")]


@hooks.register("register_help_menu_item")
def guide_in_menu():
    return MenuItem("Guide de l’éditeur", reverse("editors_guide"), icon_name="help", order=10)


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
