"""The kinds of spreadsheets, by the name that stands in their addresses."""

from editorial.sheets.kinds.base import SheetKind
from editorial.sheets.kinds.items import KEYWORDS, ORGANISATIONS, TERMS
from editorial.sheets.kinds.resources import ResourceKind
from editorial.sheets.kinds.structures import STRUCTURES

KINDS: dict[str, SheetKind] = {
    kind.name: kind for kind in (ResourceKind(), STRUCTURES, ORGANISATIONS, KEYWORDS, *TERMS)
}


def kinds_for(user) -> list[SheetKind]:
    """Those that this person may use."""
    return [kind for kind in KINDS.values() if kind.allows(user)]
