"""The family's results: lazy, sliceable, counted, faceted."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from django.db.models import Model, QuerySet
from modelsearch.backends.base import BaseSearchResults, EmptySearchResults

from search.checks import check_facet
from search.degraded import substitute
from search.matching import Matching
from search.robustness import IndexUnavailable


class WhooshSearchResults(BaseSearchResults):
    """Slices share one search: a page and its total cost one look at the index."""

    supports_facet = True

    def __init__(self, backend: Any, query_compiler: Any, prefetch_related: Any = None):
        super().__init__(backend, query_compiler, prefetch_related)
        self._matching = Matching(backend, query_compiler)

    def facet(self, field_name: str) -> OrderedDict:
        """Value → number of objects found, whatever the slice; the commonest first.

        Works on relations and through RelatedFields. Raises FilterFieldError.
        """
        check_facet(self.query_compiler, field_name)
        return self._answer(
            lambda: OrderedDict(self._matching.counts(field_name)),
            lambda instead: OrderedDict(instead.facet(field_name)),
        )

    def pks(self) -> list[Hashable]:
        """The primary keys of this slice, in order: no object is fetched."""
        return self._answer(
            lambda: self._matching.page(self.start, self.stop),
            lambda instead: [obj.pk for obj in instead],
        )

    def scores(self) -> dict[Hashable, float]:
        """Primary key → score of everything found, whatever the slice."""
        return self._answer(
            self._matching.scores,
            lambda instead: {obj.pk: 0.0 for obj in instead},
        )

    def queryset(self) -> QuerySet:
        """Everything found, whatever the slice, as a queryset: to count facets oneself."""
        return self._answer(self._matching.everything, self._queryset_instead)

    def _clone(self) -> "WhooshSearchResults":
        clone = super()._clone()
        clone._matching = self._matching
        return clone

    def _do_search(self) -> list[Model]:
        return self._answer(self._objects, list)

    def _do_count(self) -> int:
        return self._answer(
            lambda: len(self._matching.allowed[self.start : self.stop]),
            lambda instead: instead.count(),
        )

    def _objects(self) -> list[Model]:
        pks = self._matching.page(self.start, self.stop)
        objects = self._matching.objects(pks, self.prefetch_related)
        if self._score_field:
            for obj in objects:
                setattr(obj, self._score_field, self._matching.score(obj.pk))
        return objects

    def _queryset_instead(self, instead: BaseSearchResults) -> QuerySet:
        manager = self.query_compiler.queryset.model._base_manager
        instead.start, instead.stop = 0, None
        return manager.filter(pk__in=[obj.pk for obj in instead])

    def _answer(self, ask: Callable[[], Any], ask_instead: Callable[[Any], Any]) -> Any:
        """What the index says, or what is said instead while it cannot answer."""
        try:
            return ask()
        except IndexUnavailable as error:
            return ask_instead(substitute(self, error))


def scores_of(results: BaseSearchResults, limit: int = 1_000) -> dict[Hashable, float]:
    """Primary key → score of what any backend of the family found, at most `limit` of others."""
    if isinstance(results, WhooshSearchResults):
        return results.scores()
    if isinstance(results, EmptySearchResults):
        return {}
    scored = results.annotate_score("found_score")[:limit]
    return {item.pk: getattr(item, "found_score", 0.0) or 0.0 for item in scored}
