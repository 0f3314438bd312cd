"""Facets, declared once.

A `Facet` says its parameter, its label, the field it reads, and its order. From that one
declaration come: parsing the query string into a frozen `Selection` (unknown values are
ignored), filtering, counting (a facet's counts ignore its own selection), and the addresses
that add or remove a value. Rooms above register their own facets in their `ready()`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import CharField, Count, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import QueryDict

from catalogue import access
from catalogue.models import RecordKind
from catalogue.models.files import FORMAT_LABELS

MAX_VALUES = 20
MAX_LENGTH = 160


@dataclass(frozen=True)
class Facet:
    """One way to narrow the bank.

    `path` leads from `Record` to the value put in addresses, `label_path` to its words;
    `labels` replaces `label_path` for fields with fixed choices. `where` is a further
    condition on the related row (current files only). `rank` leads to the number that orders
    the choices when they do not go by count, « - » before it to reverse.
    """

    param: str
    label: str
    path: str
    label_path: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    where: tuple[tuple[str, object], ...] = ()
    multiple: bool = True
    order: int = 100
    by_count: bool = True
    rank: str = ""

    def condition(self, values: Iterable[str]) -> Q:
        """The filter that keeps records with one of the values."""
        return Q(**{f"{self.path}__in": list(values)}, **dict(self.where))

    def counted(self, records: QuerySet) -> QuerySet:
        """(param, value, label, number of records, rank) for every value met in `records`."""
        rows = records.order_by().filter(**dict(self.where), **{f"{self.path}__isnull": False})
        label = F(self.label_path or self.path)
        rank = F(self.rank.lstrip("-")) if self.rank else Value(0)
        return (
            rows.annotate(
                f_param=Value(self.param, output_field=CharField()),
                f_value=Cast(self.path, CharField()),
                f_label=Cast(label, CharField()),
                f_rank=Cast(rank, IntegerField()),
            )
            .values("f_param", "f_value", "f_label", "f_rank")
            .annotate(f_count=Count("pk", distinct=True))
            .values_list("f_param", "f_value", "f_label", "f_count", "f_rank")
        )

    def arranged(self, rows: Iterable[tuple]) -> list[tuple[str, str, int]]:
        """(value, label, number) by rank, then in the order in which fixed labels are declared."""
        places = {value: place for place, value in enumerate(self.labels)}
        sign = -1 if self.rank.startswith("-") else 1
        ordered = sorted(
            rows, key=lambda row: (sign * (row[3] or 0), places.get(row[0], 0), row[1])
        )
        return [(value, label, count) for value, label, count, _rank in ordered]


def term_facet(param: str, label: str, path: str, order: int, **options) -> Facet:
    """A facet on a vocabulary: the slug in the address, the label on the page."""
    return Facet(param, label, f"{path}__slug", f"{path}__label", order=order, **options)


_registry: dict[str, Facet] = {}


def register(*facets: Facet) -> None:
    """Add facets to the bank's (rooms above call it from `AppConfig.ready`)."""
    _registry.update({facet.param: facet for facet in facets})


def all_facets() -> list[Facet]:
    """Every facet, in the order in which they show."""
    return sorted(_registry.values(), key=lambda facet: facet.order)


def facets_for(*params: str) -> list[Facet]:
    """The named facets, in their declared order."""
    return [facet for facet in all_facets() if facet.param in params]


register(
    Facet(
        "nature", "Nature", "record_kind", labels=dict(RecordKind.choices), order=10, by_count=False
    ),
    term_facet("support", "Support de production", "supports", 30),
    term_facet("metier", "Métier", "occupations", 40),
    term_facet("dispositif", "Dispositif", "devices", 50),
    term_facet("theme", "Thématique", "themes", 60),
    term_facet("etape", "Étape du parcours", "steps", 70, by_count=False, rank="steps__sort_order"),
    term_facet("public", "Public", "audiences", 80),
    term_facet("role", "Pour qui", "roles", 85),
    term_facet("region", "Région", "regions", 90),
    term_facet("departement", "Département", "departments", 95),
    Facet(
        "acces",
        "Accès",
        "access_level",
        labels=dict(access.Level.choices),
        order=100,
        by_count=False,
    ),
    Facet(
        "format",
        "Format de fichier",
        "files__extension",
        labels=FORMAT_LABELS,
        where=(("files__superseded_at", None),),
        order=110,
    ),
    Facet(
        "annee",
        "Année de la source",
        "source_year",
        order=120,
        by_count=False,
        rank="-source_year",
    ),
    term_facet("structure", "Type de structure", "structure_types", 130),
    Facet("editeur", "Publié par", "publisher__slug", "publisher__name", order=140),
)


@dataclass(frozen=True)
class Selection:
    """What the reader chose: parameter → values, in the order of the address."""

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def parse(cls, query: QueryDict, facets: Iterable[Facet]) -> "Selection":
        """Read the known parameters. Malformed, huge or repeated values are dropped."""
        chosen = []
        for facet in facets:
            raw = query.getlist(facet.param)[: MAX_VALUES * 2]
            clean = dict.fromkeys(v for v in raw if _is_sane(v))
            kept = tuple(clean)[: MAX_VALUES if facet.multiple else 1]
            if kept:
                chosen.append((facet.param, kept))
        return cls(tuple(chosen))

    def of(self, param: str) -> tuple[str, ...]:
        return dict(self.values).get(param, ())

    def known(self, labels: Mapping[tuple[str, str], str]) -> "Selection":
        """The same selection without the values that no term carries."""
        kept = (
            (param, tuple(value for value in values if (param, value) in labels))
            for param, values in self.values
        )
        return Selection(tuple((param, values) for param, values in kept if values))

    def without(self, param: str, value: str | None = None) -> "Selection":
        """The selection less one value, or less a whole facet."""
        rest = []
        for name, values in self.values:
            left = values if name != param else tuple(v for v in values if value and v != value)
            if left:
                rest.append((name, left))
        return Selection(tuple(rest))

    def query_string(self, extra: Iterable[tuple[str, str]] = ()) -> str:
        """The part of the address after « ? », stable in order (shareable)."""
        query = QueryDict(mutable=True)
        for param, values in self.values:
            query.setlist(param, list(values))
        for name, value in extra:
            query.appendlist(name, value)
        return query.urlencode()

    def filter(self, records: QuerySet, facets: Iterable[Facet], skip: str = "") -> QuerySet:
        """`records` narrowed by the selection, one facet left aside if `skip` names it."""
        for facet in facets:
            values = self.of(facet.param)
            if values and facet.param != skip:
                # A sub-select per facet: joins would multiply rows and break counts.
                matching = records.model._base_manager.filter(facet.condition(values))
                records = records.filter(pk__in=matching.values("pk"))
        return records


def _is_sane(value: str) -> bool:
    return bool(value) and len(value) <= MAX_LENGTH and value.isprintable()


def count_facets(
    records: QuerySet, selection: Selection, facets: list[Facet]
) -> dict[str, list[tuple[str, str, int]]]:
    """Counts of every facet in one query: param → [(value, label, number)].

    Each facet is counted on the records that match the *other* facets, so that choosing
    one value never hides its neighbours.
    """
    if not facets:
        return {}
    parts = [facet.counted(selection.filter(records, facets, skip=facet.param)) for facet in facets]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    found: dict[str, list[tuple]] = {facet.param: [] for facet in facets}
    labels = {facet.param: facet.labels for facet in facets}
    for param, value, label, count, rank in rows:
        if value:
            found[param].append((value, labels[param].get(value, label), count, rank))
    return {facet.param: facet.arranged(found[facet.param]) for facet in facets}


def labels_of(selection: Selection, facets: list[Facet], records: QuerySet) -> dict:
    """Words of the chosen values: (param, value) → label, for those that exist."""
    found: dict[tuple[str, str], str] = {}
    parts = []
    for facet in facets:
        values = selection.of(facet.param)
        if not values:
            continue
        if facet.labels:
            found |= {(facet.param, v): facet.labels[v] for v in values if v in facet.labels}
        else:
            parts.append(facet.counted(records).filter(_any_value(values)))
    rows = reduce(lambda a, b: a.union(b, all=True), parts) if parts else ()
    return found | {(param, value): label for param, value, label, *_rest in rows}


def _any_value(values: Iterable[str]) -> Q:
    return reduce(or_, (Q(f_value=value) for value in values))
