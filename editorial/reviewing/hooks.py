"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from django.contrib.auth import get_user_model
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.log_actions import LogFormatter

from editorial import menu
from editorial.reviewing import guard, rights, screens, words

# The board and the desk say the same in one place.
WAGTAILS_PANELS = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


@hooks.register("register_admin_urls")
def reviewing_addresses():
    return [
        path("suivi/", screens.board, name="editorial_board"),
        path("suivi/moi/", screens.me, name="editorial_me"),
        path("suivi/moi/absences/<int:pk>/", screens.back, name="editorial_back"),
    ]


@hooks.register(menu.HOOK)
def board_in_menu():
    return menu.entry("Suivi éditorial", reverse("editorial_board"), "tasks", 10)


@hooks.register(menu.HOOK)
def me_in_menu():
    return menu.entry("Mes absences et courriels", reverse("editorial_me"), "user", 90)


@hooks.register("register_account_menu_item")
def me_in_account(request):
    return {
        "url": reverse("editorial_me"),
        "label": "Mes absences et courriels",
        "help_text": "Qui vous remplace, et le récapitulatif que vous recevez.",
    }


@hooks.register("construct_homepage_panels", order=100)
def one_list_of_what_waits(request, panels: list) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, WAGTAILS_PANELS)]


@hooks.register("register_log_actions")
def standing_in(actions) -> None:
    @actions.register_action(rights.STOOD_IN)
    class StoodIn(LogFormatter):
        label = "Remplacer quelqu’un"

        def format_message(self, entry) -> str:
            found = get_user_model().objects.filter(pk__in=entry.data.get("for", []))
            names = ", ".join(map(str, found)) or "quelqu’un qui n’a plus de compte"
            return f"A relu à la place de {names}"


hooks.register("before_publish_page", guard.before_publishing)
hooks.register("construct_page_action_menu", guard.in_the_menu)
hooks.register("construct_page_action_menu", words.in_the_menu)
hooks.register("before_bulk_action", guard.before_bulk)
