"""What a recueil will hold, before it is made: contents, pages more or less, warnings."""

import math

from django.db.models.functions import Length
from django.utils.safestring import mark_safe

from catalogue.models import RecordText
from editorial.compiling.models import Compilation
from editorial.compiling.producing import FORMS
from editorial.compiling.standing import Standing, standing_of
from exports.books.covers import cover_svg

# Signs of a record that fill a page; pages around the records, for each part and in all.
SIGNS_PER_PAGE, PER_PART = 1_350, 1
# Cover, contents, foreword, map, glossary, index; then figures and sources grow with records.
AROUND, RECORDS_PER_ANNEX_PAGE = 9, 4


def preview(compilation: Compilation, user) -> dict:
    standing = standing_of(compilation, user)
    return {
        "standing": standing,
        "pages": estimate(standing),
        "warned": [place for place in standing.printed if place.warning],
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
    inside = sum(max(1, math.ceil(sizes.get(key, 0) / SIGNS_PER_PAGE)) for key in keys)
    parts = sum(1 for part in standing.parts if part.printed)
    return inside + parts * PER_PART + AROUND + len(keys) // RECORDS_PER_ANNEX_PAGE
