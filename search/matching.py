"""One search, carried out: what the index finds, crossed with what the queryset allows.

The database decides who is in (filters, rights, deleted rows); the index only says which
documents match and how well. Nothing about access is ever read from the index.
"""

import heapq
import json
from collections.abc import Collection, Hashable, Iterable
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import Aggregate, Count, JSONField, Model, QuerySet
from django.db.models.expressions import RawSQL

from search.engine import nodes
from search.engine.scoring import Evaluation
from search.vocabulary import documents_of, keys_of

FEW = 500


class Matching:
    """The answer to one search: worked out when first asked, then kept."""

    def __init__(self, backend: Any, compiler: Any):
        self.backend = backend
        self.compiler = compiler
        self.queryset: QuerySet = compiler.queryset

    @cached_property
    def allowed(self) -> list[Hashable]:
        """The primary keys of everything found. Raises IndexUnavailable."""
        if not self._found:
            return []
        return list(dict.fromkeys(pk for pk in self._rows() if pk in self._found))

    def page(self, start: int, stop: int | None) -> list[Hashable]:
        """The primary keys of one slice, in the order asked for."""
        if self._ordered_by_database:
            return self.allowed[start:stop]
        if stop is None or stop * 4 > len(self.allowed):
            return self._ranked[start:stop]
        return heapq.nlargest(stop, self.allowed, key=self._rank)[start:]

    def objects(self, pks: Collection[Hashable], prefetch: Iterable | None) -> list[Model]:
        """The objects of some primary keys, in the same order."""
        queryset = self.queryset
        if not queryset.query.is_sliced:
            queryset = with_pks(queryset.order_by(), pks)
        if prefetch:
            queryset = queryset.prefetch_related(*prefetch)
        known = {obj.pk: obj for obj in queryset} if pks else {}
        return [known[pk] for pk in pks if pk in known]

    def score(self, pk: Hashable) -> float:
        """The score of an object found."""
        return self._found[pk]

    def scores(self) -> dict[Hashable, float]:
        """Primary key → score of all that is found and allowed. Raises IndexUnavailable."""
        return {pk: self._found[pk] for pk in self.allowed}

    def everything(self) -> QuerySet:
        """All objects found, whatever the slice, free from the joins of the filters."""
        manager = self.queryset.model._base_manager.using(self.queryset.db)
        return with_pks(manager.all(), self.allowed)

    def counts(self, field: str) -> list[tuple[Any, int]]:
        """(value, number of objects) of a field, the commonest first."""
        rows = self.everything().order_by().values_list(field)
        counted = rows.annotate(count=Count("pk", distinct=True))
        return sorted(counted, key=lambda row: (-row[1], row[0] is None, str(row[0])))

    @cached_property
    def _found(self) -> dict[Hashable, float]:
        """Primary key → score of all that the index finds. Raises IndexUnavailable."""
        self._node: nodes.Node = nodes.Nothing()
        if self.queryset.query.is_empty():
            return {}
        index = self.backend.get_index_for_model(self.queryset.model)
        snapshot = index.store.snapshot()
        expansions = self.backend.options.query_limits.max_expansions
        fields, self._node = self.compiler.compile(
            self.backend,
            snapshot,
            lambda: documents_of(keys_of(self.queryset), snapshot, index.convert),
        )
        scores = Evaluation(snapshot, fields, expansions).run(self._node)
        keys = snapshot.keys(index.convert)
        self._large = len(scores) * 2 > snapshot.count
        return {keys[number]: score for number, score in scores.items()}

    @cached_property
    def _ordered_by_database(self) -> bool:
        """Whether the queryset's own order is kept: asked for, or nothing to rank by."""
        by_relevance = self.compiler.order_by_relevance and bool(self._found)
        return not by_relevance or isinstance(self._node, nodes.Everything)

    @cached_property
    def _ranked(self) -> list[Hashable]:
        return sorted(self.allowed, key=self._rank, reverse=True)

    def _rank(self, pk: Hashable) -> tuple[float, Any]:
        """Best score first, then the latest key, as the family's other backends do."""
        return self._found[pk], pk

    def _rows(self) -> QuerySet:
        queryset = self.queryset
        if queryset.query.is_sliced:
            return queryset.values_list("pk", flat=True)
        if not self._ordered_by_database:
            queryset = queryset.order_by()
        elif not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        # Past half of the table, reading it whole is faster than naming rows one by one.
        if len(self._found) <= FEW or not self._large:
            queryset = with_pks(queryset, self._found)
        return queryset.values_list("pk", flat=True)


class KeyList(Aggregate):
    """Many keys as one JSON value: read several times faster than as many rows."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **context) -> tuple[str, list]:
        """The same there; NULL when there is no row."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def with_pks(queryset: QuerySet, pks: Collection[Hashable]) -> QuerySet:
    """The rows with these keys, however many: SQLite takes them as one JSON parameter."""
    connection = connections[queryset.db]
    if len(pks) <= FEW or connection.vendor != "sqlite":
        return queryset.filter(pk__in=list(pks))
    values = list(pks)
    if set(map(type, values)) != {int}:
        field = queryset.model._meta.pk
        values = [field.get_db_prep_value(pk, connection) for pk in pks]
    chosen = RawSQL("SELECT value FROM json_each(%s)", (json.dumps(values),))
    return queryset.filter(pk__in=chosen)
