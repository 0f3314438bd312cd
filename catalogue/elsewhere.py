"""The same searches in another engine of the family, in words that each of them understands."""

from django.db.models import QuerySet
from wagtail.search.query import And, Fuzzy, MatchAll, Or, SearchQuery

from catalogue.models import Record
from catalogue.reach import NOTICE, Reach, Scores
from search.results import scores_of


def scores(within: Reach, engine, query: SearchQuery) -> Scores:
    """Everything that a query finds within a reach."""
    plain = _plainer(query)
    if plain is None:
        return {}
    found: Scores = _pages(within, engine, plain)
    for source in within.sources:
        objects: QuerySet = source.readable(within.user)
        inside = scores_of(engine.search(plain, objects))
        found |= {source.key(pk): score * source.weight for pk, score in inside.items()}
    return found


def _pages(within: Reach, engine, query: SearchQuery) -> Scores:
    found = scores_of(engine.search(query, within.whole))
    # PostgreSQL forgives mistakes in whole texts, whatever the fields: reserved text included.
    if isinstance(query, Fuzzy):
        return found
    return found | scores_of(engine.search(query, within.notices, fields=_notice_fields()))


def _notice_fields() -> list[str]:
    """The fields of a notice that these engines can search apart: columns."""
    columns = {field.name for field in Record._meta.get_fields() if field.concrete}
    return [name for name in NOTICE if name in columns]


def _plainer(query: SearchQuery) -> SearchQuery | None:
    """Mistakes are forgiven in a query alone, everything is found by a query alone."""
    if not isinstance(query, And | Or):
        return query
    parts = [part for part in query.subqueries if not isinstance(part, MatchAll)]
    plain = [part for part in map(_plainer, parts) if part and not isinstance(part, Fuzzy)]
    if not plain or (isinstance(query, And) and len(plain) < len(parts)):
        return None
    return plain[0] if len(plain) == 1 else type(query)(plain)
