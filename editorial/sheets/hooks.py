"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from editorial import menu
from editorial.sheets import views
from editorial.sheets.kinds import kinds_for
from editorial.sheets.kinds.items import CHANGED, CREATED, UNDONE


@hooks.register("register_admin_urls")
def sheet_addresses():
    return [
        path("tableurs/", views.home, name="sheets"),
        path("tableurs/imports/<int:pk>/", views.import_page, name="sheet_import"),
        path("tableurs/imports/<int:pk>/agir/", views.act, name="sheet_act"),
        path("tableurs/<slug:kind>/", views.kind_page, name="sheet_kind"),
        path("tableurs/<slug:kind>/<slug:what>.<slug:extension>", views.take, name="sheet_take"),
    ]


class SheetsMenuItem(MenuItem):
    """Shown to those who may use a spreadsheet of some kind."""

    def is_shown(self, request) -> bool:
        return bool(kinds_for(request.user))


@hooks.register(menu.HOOK)
def sheets_in_menu():
    return SheetsMenuItem("Tableurs", reverse("sheets"), icon_name="table", order=60)


@hooks.register("register_log_actions")
def sheet_actions(actions) -> None:
    actions.register_action(CREATED, "Créer par tableur", "Créé par un import de tableur")
    actions.register_action(CHANGED, "Changer par tableur", "Changé par un import de tableur")
    actions.register_action(UNDONE, "Annuler un import", "Remis comme avant un import de tableur")
