"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from django.urls import path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter

from catalogue.models import Record
from editorial import menu
from editorial.freshness import keeping, screens


@hooks.register("register_admin_urls")
def freshness_addresses():
    return [path("suivi/fraicheur/", screens.staleness, name="staleness")]


@hooks.register(menu.HOOK)
def staleness_in_menu():
    return menu.entry("Fiches à vérifier", reverse("staleness"), "calendar-check", 20)


@hooks.register("after_publish_page")
def remind_of_the_day(request, page) -> None:
    """A correction is no verification: whoever publishes past the day is asked about it."""
    if isinstance(page, Record) and page.review_by and page.review_by < timezone.localdate():
        url = f"{reverse('staleness')}?age=late"
        words = "La date de vérification de cette fiche est dépassée. Tout est juste ?"
        messages.warning(request, words, buttons=[messages.button(url, "Dire qu’elle est exacte")])


@hooks.register("register_log_actions")
def verifying(actions) -> None:
    @actions.register_action(keeping.VERIFIED)
    class Verified(LogFormatter):
        label = "Vérifier la fiche"

        def format_message(self, entry) -> str:
            return keeping.in_words(**entry.data)
