"""The administration's side of each part."""

from wagtail import hooks

from editorial.checking import hooks as checking  # noqa: F401
from editorial.compiling import hooks as compiling  # noqa: F401
from editorial.freshness import hooks as freshness  # noqa: F401
from editorial.menu import group
from editorial.proposing import hooks as proposing  # noqa: F401
from editorial.publishing import hooks as publishing  # noqa: F401
from editorial.reviewing import hooks as reviewing  # noqa: F401
from editorial.sheets import hooks as sheets  # noqa: F401

hooks.register("register_admin_menu_item", group)
