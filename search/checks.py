"""What a search may use, and the family's own errors when it may not.

The database does the filtering and the ordering, so anything it can do would work. The
declarations of `search_fields` are still asked for: a site that keeps them can move to
another backend of the family by one setting.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, OrderBy, Transform
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup
from django.db.models.sql.where import WhereNode
from modelsearch.backends.base import (
    BaseSearchQueryCompiler,
    FilterFieldError,
    OrderByFieldError,
    SearchFieldError,
)
from modelsearch.index import FilterField

from search.extraction import paths


def check_fields(model: type[Model], names: Iterable[str] | None, kind: type) -> None:
    """Raises SearchFieldError if a name is no declared field of that kind (or path to one)."""
    if not names:
        return
    declared = set(paths(model, kind))
    for name in names:
        if name not in declared:
            raise SearchFieldError(
                f'Cannot search with field "{name}". Please add index.{kind.__name__}("{name}") '
                f"to {model.__name__}.search_fields.",
                field_name=name,
            )


def check_filters(compiler: BaseSearchQueryCompiler) -> None:
    """Raises FilterFieldError if the queryset filters on a column that is not declared.

    The primary key needs no declaration. Only columns are checked: subqueries and other
    expressions are the database's business.
    """
    own_key = compiler.queryset.model._meta.pk
    for column in _columns(compiler.queryset.query.where):
        if column.target.attname.endswith("_ptr_id") or column.target == own_key:
            continue
        try:
            compiler._get_filter_field_path_for_column(column)
        except FilterFieldError:
            if not _is_declared_relation(compiler, column):
                raise


def check_order(compiler: BaseSearchQueryCompiler) -> None:
    """Raises OrderByFieldError if the queryset's order uses a field that is not declared."""
    model = compiler.queryset.model
    for name in compiler.queryset.query.order_by:
        if isinstance(name, OrderBy) or not isinstance(name, str):
            continue
        bare = name.lstrip("+-")
        if bare not in ("pk", model._meta.pk.name) and not is_filterable(compiler, bare):
            raise OrderByFieldError(
                f'Cannot sort search results with field "{bare}". Please add '
                f'index.FilterField("{bare}") to {model.__name__}.search_fields.',
                field_name=bare,
            )


def check_facet(compiler: BaseSearchQueryCompiler, name: str) -> None:
    """Raises FilterFieldError if a facet is asked on a field that is not declared."""
    if not is_filterable(compiler, name):
        model = compiler.queryset.model
        raise FilterFieldError(
            f'Cannot facet search results with field "{name}". Please add '
            f"index.FilterField('{name}') to {model.__name__}.search_fields.",
            field_name=name,
        )


def is_filterable(compiler: BaseSearchQueryCompiler, name: str) -> bool:
    """Whether `name` (a field, its column, or a path through RelatedFields) is declared."""
    if compiler._get_filterable_field(name) is not None:
        return True
    return name in set(paths(compiler.queryset.model, FilterField))


def _columns(node: Any) -> Iterable[Col]:
    if isinstance(node, WhereNode):
        for child in node.children:
            yield from _columns(child)
    elif isinstance(node, Lookup):
        left = node.lhs
        while isinstance(left, Transform):
            left = left.lhs
        if isinstance(left, Col):
            yield left


def _is_declared_relation(compiler: BaseSearchQueryCompiler, column: Col) -> bool:
    """Whether a column of a link table belongs to a relation declared as a FilterField."""
    table = compiler.queryset.query.alias_map[column.alias]
    join = getattr(table, "join_field", None)
    if join is None:
        return False
    model = compiler.queryset.model
    for declared in model.get_filterable_search_fields():
        try:
            field = declared.get_field(model)
        except FieldDoesNotExist:
            continue
        steps = getattr(field, "path_infos", None) if field.is_relation else None
        if steps and steps[0].join_field == join:
            return True
    return False
