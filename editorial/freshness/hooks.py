"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from editorial import menu
from editorial.freshness import keeping, screens


@hooks.register("register_admin_urls")
def freshness_addresses():
    return [path("suivi/fraicheur/", screens.staleness, name="staleness")]


@hooks.register(menu.HOOK)
def staleness_in_menu():
    return menu.entry("Fiches à vérifier", reverse("staleness"), "calendar-check", 20)


@hooks.register("register_log_actions")
def verifying(actions) -> None:
    @actions.register_action(keeping.VERIFIED)
    class Verified(LogFormatter):
        label = "Vérifier la fiche"

        def format_message(self, entry) -> str:
            return keeping.in_words(**entry.data)
