"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from wagtail import hooks

from editorial.publishing import withdrawing

for moment in ("before_unpublish_page", "before_delete_page"):
    hooks.register(moment, withdrawing.before_one)
for moment in ("after_unpublish_page", "after_delete_page"):
    # Before the catalogue says that nothing is proposed.
    hooks.register(moment, withdrawing.after_one, order=-1)
hooks.register("before_bulk_action", withdrawing.before_several)
hooks.register("after_bulk_action", withdrawing.after_several)
