"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from editorial.publishing import history, withdrawing

for moment in ("before_unpublish_page", "before_delete_page"):
    hooks.register(moment, withdrawing.before_one)
for moment in ("after_unpublish_page", "after_delete_page"):
    # Before the catalogue says that nothing is proposed.
    hooks.register(moment, withdrawing.after_one, order=-1)
hooks.register("before_bulk_action", withdrawing.before_several)
hooks.register("after_bulk_action", withdrawing.after_several)


@hooks.register("register_admin_urls")
def history_address():
    return [path("historique/<int:pk>/", history.record_history, name="record_history")]


@hooks.register("register_page_header_buttons")
def history_in_header(page, user, view_name, next_url=None):
    rights = page.permissions_for_user(user)
    if page.pk and (rights.can_edit() or rights.can_publish()):
        url = reverse("record_history", args=[page.pk])
        yield Button("Qui a changé quoi", url, icon_name="history", priority=45)
