"""The backend itself: BACKEND "search.backend" and PATH are enough (docs/search.md)."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from modelsearch.backends.base import (
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    get_model_root,
)
from modelsearch.index import AutocompleteField, SearchField

from search import checks
from search.engine import nodes
from search.engine.documents import COMPLETED, SEARCHED
from search.engine.snapshot import Snapshot
from search.indexing import AtomicRebuilder, Rebuilder, WhooshIndex
from search.options import Options
from search.queries import CompletionBuilder, QueryBuilder
from search.results import WhooshSearchResults
from search.vocabulary import Vocabulary


class WhooshSearchQueryCompiler(BaseSearchQueryCompiler):
    """A search over whole words."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    KIND = SEARCHED
    FIELD = SearchField
    BUILDER = QueryBuilder
    CHECKS_FILTERS = True

    def check(self) -> None:
        """Raises SearchFieldError, FilterFieldError, OrderByFieldError."""
        checks.check_fields(self.queryset.model, self.fields, self.FIELD)
        if self.CHECKS_FILTERS:
            checks.check_filters(self)
            if not self.order_by_relevance:
                checks.check_order(self)

    def compile(
        self,
        backend: "WhooshSearchBackend",
        snapshot: Snapshot,
        among: Callable[[], int],
    ) -> tuple[tuple[str, ...], nodes.Node]:
        """(the fields to look in, what to look for); `among`: the set of the documents allowed."""
        options = backend.options
        fields = snapshot.named(self.KIND, self.fields)
        vocabulary = Vocabulary(snapshot, fields, among)
        builder = self.BUILDER(
            options.analysis, vocabulary, options.thesaurus, options.query_limits
        )
        return fields, builder.build(self.query)


class WhooshAutocompleteQueryCompiler(WhooshSearchQueryCompiler):
    """A search as one types, in the AutocompleteFields."""

    KIND = COMPLETED
    FIELD = AutocompleteField
    BUILDER = CompletionBuilder


class _LenientQueryCompiler(WhooshSearchQueryCompiler):
    """Leaves filters and orders to the database."""

    CHECKS_FILTERS = False


class _LenientAutocompleteQueryCompiler(WhooshAutocompleteQueryCompiler):
    """Leaves filters and orders to the database."""

    CHECKS_FILTERS = False


class WhooshSearchBackend(BaseSearchBackend):
    """Holds settings only: the family makes a new one at every call."""

    query_compiler_class = WhooshSearchQueryCompiler
    autocomplete_query_compiler_class = WhooshAutocompleteQueryCompiler
    index_class = WhooshIndex
    results_class = WhooshSearchResults
    rebuilder_class = AtomicRebuilder
    # The index is derived: failing to write it must never lose what an editor saved.
    catch_indexing_errors = True

    def __init__(self, params: dict[str, Any]):
        super().__init__(params)
        self.options = Options.read(params)
        if not self.options.atomic_rebuild:
            self.rebuilder_class = Rebuilder
        if not self.options.check_filters:
            self.query_compiler_class = _LenientQueryCompiler
            self.autocomplete_query_compiler_class = _LenientAutocompleteQueryCompiler

    def get_index_for_model(self, model: type[Model]) -> WhooshIndex:
        """The index of the family the model belongs to."""
        return WhooshIndex(self, get_model_root(model), self.options)

    def status(self) -> dict[str, str]:
        """Index name → "ok", or why it cannot answer: for a health page."""
        return {index.name: index.status() for index in self.all_indexes()}


SearchBackend = WhooshSearchBackend
