"""Registers the network’s side with Wagtail (imported by `members.wagtail_hooks`)."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from members.desk import menu
from members.desk.registers import StructureGroup
from members.desk.rights import OnlySome
from members.models import Agreement, FileOpening, JournalEntry, Membership, Structure

# What exists for each, whatever a group was given: structures close, the journal stays.
ACTIONS = {
    Structure: {"add", "change", "view"},
    Membership: {"change", "delete", "view"},
    Agreement: {"view"},
    JournalEntry: {"view"},
    FileOpening: {"view"},
}
for model, actions in ACTIONS.items():
    register_permission_policy(model, OnlySome(model, actions))


@hooks.register("register_admin_urls")
def agreement_addresses():
    return menu.ADDRESSES


@hooks.register("register_admin_viewset")
def structures():
    return StructureGroup()


hooks.register("register_admin_menu_item", menu.menu_item)
hooks.register("construct_homepage_panels", menu.add_panel)
