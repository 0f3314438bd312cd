"""« Chaîne éditoriale » in the menu: each part adds its own entries."""

from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from catalogue.freshness import ENTERS_ADMIN
from catalogue.rights import AllowedMenuItem

HOOK = "register_editorial_menu_item"
menu = Menu(register_hook_name=HOOK)


def group() -> MenuItem:
    """The group itself: empty for somebody, it does not show."""
    return SubmenuMenuItem(
        "Chaîne éditoriale", menu, name="editorial", icon_name="clipboard-list", order=90
    )


def entry(label: str, url: str, icon: str, order: int, permission: str = ENTERS_ADMIN) -> MenuItem:
    """An entry of the group, for those who have a permission."""
    return AllowedMenuItem(label, url, permission, icon_name=icon, order=order)
