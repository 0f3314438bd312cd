"""Simplified search: every word must stand in the notice (title, summary, terms).

Reads notices only, which everybody may know of, so nothing reserved can leak. The full
search takes its place and falls back on it when its index cannot answer.
"""

from django.db.models import Q, QuerySet

MAX_WORDS = 8
FIELDS = (
    "title",
    "summary",
    "keyword_items__tag__name",
    "supports__label",
    "devices__label",
    "devices__acronym",
)


def containing(records: QuerySet, query: str) -> QuerySet:
    """Records whose notice contains every word of the query; all of them if it is empty."""
    for word in query.split()[:MAX_WORDS]:
        if not word.isprintable():
            continue
        anywhere = Q()
        for name in FIELDS:
            anywhere |= Q(**{f"{name}__icontains": word})
        matching = records.model._base_manager.filter(anywhere)
        records = records.filter(pk__in=matching.values("pk"))
    return records
