"""Several searches of the same indexes at one instant, for callers who decide who is in.

`WhooshSearchBackend.search()` asks the database at each search. Here the caller asks it once, says
which documents may be found, and only these are scored.
"""

from collections.abc import Collection, Hashable, Iterable
from typing import Any

from django.db.models import Model
from modelsearch.query import And, Boost, Fuzzy, Not, Or, SearchQuery

from search.engine import members, nodes
from search.engine.documents import SEARCHED
from search.engine.scoring import Evaluation
from search.queries import QueryBuilder
from search.vocabulary import Vocabulary, documents_of


def forgives(query: SearchQuery) -> bool:
    """Whether a query forgives mistakes: its words then depend on what may be found."""
    if isinstance(query, And | Or):
        return any(map(forgives, query.subqueries))
    if isinstance(query, Not | Boost):
        return forgives(query.subquery)
    return isinstance(query, Fuzzy)


class Looking:
    """The indexes of one backend, each as it was when first looked at."""

    def __init__(self, backend: Any):
        self.options = backend.options
        self._backend = backend
        self._looks: dict[type[Model], Look] = {}
        self._built: dict[int, tuple[SearchQuery, nodes.Node]] = {}

    def at(self, model: type[Model]) -> "Look":
        """The index of a model's family. Raises IndexUnavailable."""
        if model not in self._looks:
            self._looks[model] = Look(self, self._backend.get_index_for_model(model))
        return self._looks[model]

    def node_of(self, query: SearchQuery, vocabulary: Vocabulary) -> nodes.Node:
        """What a query looks for: the same everywhere, unless mistakes are forgiven."""
        known = self._built.get(id(query))
        if known:
            return known[1]
        options = self.options
        builder = QueryBuilder(
            options.analysis, vocabulary, options.thesaurus, options.query_limits
        )
        node = builder.build(query)
        if not forgives(query):
            # With the query itself: another one may not take its place in memory.
            self._built[id(query)] = (query, node)
        return node


class Look:
    """One index. Sets of documents are those of `search.engine.members`."""

    def __init__(self, looking: Looking, index: Any):
        self.snapshot = index.store.snapshot()
        self._looking = looking
        self._convert = index.convert
        self._paths: dict[tuple[str, ...] | None, tuple[str, ...]] = {}

    def among(self, keys: Collection[Hashable]) -> int:
        """The set of the documents of these keys, when they are many."""
        return documents_of(keys, self.snapshot, self._convert)

    def some(self, keys: Iterable[Hashable]) -> int:
        """The same, when they are few."""
        places = self.snapshot.places_of(self._convert)
        numbers = (places[key] for key in keys if key in places)
        return members.of_numbers(numbers, self.snapshot.size)

    def keys(self, found: int) -> list[Hashable]:
        """The keys of a set of documents."""
        keys = self.snapshot.keys(self._convert)
        return [keys[number] for number in members.numbers_of(found, self.snapshot.size)]

    def holding(self, query: SearchQuery, among: int, fields: tuple[str, ...] | None = None) -> int:
        """The documents found; words are known if they stand in the documents `among`."""
        evaluation, node = self._asked(query, among, fields)
        return evaluation.members(node)

    def scores(
        self, query: SearchQuery, among: int, fields: tuple[str, ...] | None = None
    ) -> dict[Hashable, float]:
        """Key → score of what is found among these documents, in these fields (None: in all)."""
        if not among:
            return {}
        evaluation, node = self._asked(query, among, fields)
        keys = self.snapshot.keys(self._convert)
        numbers, scores = evaluation.scored(node, among)
        return dict(zip(map(keys.__getitem__, numbers), scores, strict=True))

    def _asked(
        self, query: SearchQuery, among: int, paths: tuple[str, ...] | None
    ) -> tuple[Evaluation, nodes.Node]:
        if paths not in self._paths:
            self._paths[paths] = self.snapshot.named(SEARCHED, paths)
        fields = self._paths[paths]
        vocabulary = Vocabulary(self.snapshot, fields, lambda: among)
        node = self._looking.node_of(query, vocabulary)
        expansions = self._looking.options.query_limits.max_expansions
        return Evaluation(self.snapshot, fields, expansions), node
