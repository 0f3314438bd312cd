"""Registers the network’s side with Wagtail (imported by `members.wagtail_hooks`)."""

from wagtail import hooks

from members.desk import menu


@hooks.register("register_admin_urls")
def agreement_addresses():
    return menu.ADDRESSES


hooks.register("register_admin_menu_item", menu.menu_item)
hooks.register("construct_homepage_panels", menu.add_panel)
