"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from django.urls import path, reverse
from wagtail import hooks

from editorial import menu
from editorial.freshness import screens


@hooks.register("register_admin_urls")
def freshness_addresses():
    return [path("suivi/fraicheur/", screens.staleness, name="staleness")]


@hooks.register(menu.HOOK)
def staleness_in_menu():
    return menu.entry("Fiches à vérifier", reverse("staleness"), "calendar-check", 20)
