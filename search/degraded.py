"""What a search answers while its index cannot: ON_UNAVAILABLE.

"database" hands the search over to the family's plain database backend: whole strings only,
no stems, no ranking, but right about who may see what. The site stays up.
"""

import logging
import time
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from modelsearch.backends.base import BaseSearchResults, EmptySearchResults
from modelsearch.backends.database.fallback import (
    DatabaseSearchQueryCompiler,
    DatabaseSearchResults,
)
from modelsearch.query import MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery

from search.extraction import paths
from search.french import FrenchAnalysis
from search.options import DATABASE, RAISE
from search.robustness import IndexUnavailable

logger = logging.getLogger(__name__)

MAX_WORDS = 8
SECONDS_BETWEEN_WARNINGS = 60.0
_warned: dict[str, float] = {}


def substitute(results: Any, error: IndexUnavailable) -> BaseSearchResults:
    """The results to give instead of `results`. Raises `error` if told so."""
    options = results.backend.options
    if options.on_unavailable == RAISE:
        raise error
    _warn(error, options.on_unavailable)
    if options.on_unavailable == DATABASE:
        return _from_database(results, options.analysis)
    return NoResults()


class NoResults(EmptySearchResults):
    """Nothing, facets included."""

    supports_facet = True

    def facet(self, field_name: str) -> dict:
        """No value."""
        return {}


def _from_database(results: Any, analysis: FrenchAnalysis) -> BaseSearchResults:
    compiler = results.query_compiler
    model = compiler.queryset.model
    names = [
        name for name in compiler.fields or paths(model, compiler.FIELD) if _plain(model, name)
    ]
    if not names:
        return NoResults()
    plain = DatabaseSearchQueryCompiler(
        compiler.queryset,
        _simplified(compiler.query, analysis),
        fields=names,
        order_by_relevance=compiler.order_by_relevance,
    )
    answer = DatabaseSearchResults(results.backend, plain, results.prefetch_related)
    answer.start, answer.stop = results.start, results.stop
    answer._score_field = results._score_field
    return answer


def _plain(model: type[Model], name: str) -> bool:
    """Whether the database can look for a text in a field."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return field.concrete and not field.is_relation


def _simplified(query: SearchQuery, analysis: FrenchAnalysis) -> SearchQuery:
    """The same query with only what the database backend understands."""
    match query:
        case PlainText() | Fuzzy():
            written = analysis.words(query.query_string)
            words = [surface for _, surface, stopped in written if not stopped][:MAX_WORDS]
            return PlainText(" ".join(words), query.operator) if words else MATCH_NONE
        case Phrase():
            return query if query.query_string.strip() else MATCH_NONE
        case Boost():
            return _simplified(query.subquery, analysis)
        case Not():
            return Not(_simplified(query.subquery, analysis))
        case And() | Or():
            return type(query)([_simplified(child, analysis) for child in query.subqueries])
    return query


def _warn(error: IndexUnavailable, instead: str) -> None:
    now = time.monotonic()
    if now - _warned.get(str(error.path), -SECONDS_BETWEEN_WARNINGS) >= SECONDS_BETWEEN_WARNINGS:
        _warned[str(error.path)] = now
        logger.warning("%s Searches answer from: %s.", error, instead)
