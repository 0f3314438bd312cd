"""How many pages a recueil will have, more or less, before it is made."""

import math

from django.db.models.functions import Length

from catalogue.models import RecordText
from editorial.compiling.standing import Standing

# A record of fewer signs holds on one page; a longer one adds its head to its text.
SHORT, SIGNS_PER_PAGE = 700, 1_700
# Cover, contents, foreword, map, glossary, index; then figures and sources grow with records.
AROUND, RECORDS_PER_ANNEX_PAGE = 9, 4


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
