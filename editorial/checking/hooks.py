"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from catalogue.rights import AllowedMenuItem
from editorial.checking import board, gate, screens
from editorial.checking.rights import publishes

hooks.register("before_publish_page", gate.before_publishing)
hooks.register("before_bulk_action", gate.before_bulk_publishing)
hooks.register("before_copy_page", gate.before_copying)


@hooks.register("register_admin_urls")
def checks_addresses():
    return [
        path("controles/", board.board, name="checks_board"),
        path("controles/niveaux/", board.set_levels, name="checks_levels"),
        path("controles/fiche/<int:pk>/", screens.record_checks, name="record_checks"),
    ]


class PublishersMenuItem(MenuItem):
    """Shown to those who publish."""

    def is_shown(self, request) -> bool:
        return publishes(request.user)


@hooks.register("register_editorial_menu_item")
def board_in_menu():
    return PublishersMenuItem(
        "Contrôles", reverse("checks_board"), name="controles", icon_name="circle-check", order=40
    )


@hooks.register("register_editorial_menu_item")
def levels_in_menu():
    url = reverse("checks_levels")
    return AllowedMenuItem(
        "Niveaux des contrôles", url, board.SETS, name="niveaux", icon_name="cogs", order=90
    )


@hooks.register("register_permissions")
def rights_of_administrators():
    codenames = ["change_checklevel", "override_checks"]
    return Permission.objects.filter(content_type__app_label="editorial", codename__in=codenames)


@hooks.register("register_log_actions")
def overriding_in_history(actions) -> None:
    @actions.register_action(screens.OVERRIDDEN)
    class Overridden(LogFormatter):
        label = "Publication malgré un contrôle"

        def format_message(self, entry) -> str:
            rules = ", ".join(entry.data.get("rules", []))
            return f"Publiée malgré : {rules}. Raison : {entry.data.get('reason', '')}"
