"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from django.urls import include, path, reverse
from wagtail import hooks

from editorial import menu
from editorial.compiling.rights import MAY_COMPOSE
from editorial.compiling.sides import DESK
from editorial.compiling.views import addresses


@hooks.register("register_admin_urls")
def compilation_addresses():
    return [path("recueils/", include(addresses(DESK)))]


@hooks.register(menu.HOOK)
def compilations_in_menu():
    return menu.entry("Recueils", reverse("compilations"), "doc-full", 70, MAY_COMPOSE)


@hooks.register("register_permissions")
def compilation_permission():
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(
        content_type__app_label="editorial", codename="compose_compilation"
    )
