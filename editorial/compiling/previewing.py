"""What a recueil will hold, before it is made: contents, pages more or less, warnings."""

import math

from django.db.models.functions import Length
from django.utils.safestring import mark_safe

from catalogue.models import RecordText
from editorial.compiling.models import Compilation
from editorial.compiling.producing import FORMS
from editorial.compiling.standing import Standing, standing_of
from exports.books.covers import cover_svg

# A record of fewer signs holds on one page; a longer one adds its head to its text.
SHORT, SIGNS_PER_PAGE = 700, 1_700
# Cover, contents, foreword, map, glossary, index; then figures and sources grow with records.
AROUND, RECORDS_PER_ANNEX_PAGE = 9, 4


def preview(compilation: Compilation, user) -> dict:
    standing = standing_of(compilation, user)
    return {
        "standing": standing,
        "pages": estimate(standing),
        "warned": [place for place in standing.printed if place.warning],
        "without_licence": [place for place in standing.printed if not place.has_licence],
        "reserved": [place for place in standing.printed if place.is_reserved],
        "forms": FORMS.items(),
        "art": art_of(compilation),
    }


def art_of(compilation: Compilation):
    """The drawing of the cover, for a page of the site."""
    drawn = cover_svg(compilation.colour, compilation.shape).decode()
    return mark_safe(drawn)  # noqa: S308 (our own drawing, from two words of a closed list)


def estimate(standing: Standing) -> int:
    """How many pages, to the nearest ten or so; one query."""
    keys = [place.item.record_id for place in standing.printed]
    if not keys:
        return 0
    texts = RecordText.objects.filter(pk__in=keys).annotate(size=Length("body"))
    sizes = dict(texts.values_list("pk", "size"))
    inside = sum(_pages(sizes.get(key, 0)) for key in keys)
    parts = sum(1 for part in standing.parts if part.printed)
    return inside + parts + AROUND + len(keys) // RECORDS_PER_ANNEX_PAGE


def _pages(signs: int) -> int:
    return 1 if signs < SHORT else 1 + math.ceil(signs / SIGNS_PER_PAGE)
