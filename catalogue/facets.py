"""Facets, declared once.

A `Facet` says its parameter, its label, the field it reads, and its order. From that one
declaration come: parsing the query string into a frozen `Selection` (unknown values are
ignored), filtering and counting (a facet's counts ignore its own selection), and the addresses
that add or remove a value. Rooms above register their own facets in their `ready()`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.http import QueryDict

from catalogue import access
from catalogue.facet_table import FacetTable, table_of
from catalogue.models import RecordKind
from catalogue.models.files import FORMAT_LABELS

MAX_VALUES = 20
MAX_LENGTH = 160


@dataclass(frozen=True)
class Facet:
    """One way to narrow the bank.

    `path` leads from the record to the value put in addresses, `label_path` to its words;
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

    def rows(self, records: QuerySet) -> QuerySet:
        """(record, param, value, label, rank) for every value that `records` carry."""
        found = records.filter(**dict(self.where), **{f"{self.path}__isnull": False})
        label = F(self.label_path or self.path)
        rank = F(self.rank.lstrip("-")) if self.rank else Value(0)
        return found.annotate(
            f_param=Value(self.param, output_field=CharField()),
            f_value=Cast(self.path, CharField()),
            f_label=Cast(label, CharField()),
            f_rank=Cast(rank, IntegerField()),
        ).values_list("pk", "f_param", "f_value", "f_label", "f_rank")

    def counted(self, table: FacetTable, among: int) -> list[tuple[str, str, int]]:
        """(value, label, number) for the values met among the records of a mask."""
        return self.arranged(
            (value, self.labels.get(value, label), number, rank)
            for value, (label, rank, mask) in table.values.get(self.param, {}).items()
            if (number := (among & mask).bit_count())
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

    def __iter__(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        return iter(self.values)


def _is_sane(value: str) -> bool:
    return bool(value) and len(value) <= MAX_LENGTH and value.isprintable()


@dataclass(frozen=True)
class Counted:
    """What a selection keeps of some records, and what each other choice would give."""

    keys: list[int]
    others: list[int]
    counts: dict[str, list[tuple[str, str, int]]]
    labels: dict[tuple[str, str], str]


def count(
    keys: Collection[int],
    selection: Selection,
    facets: list[Facet],
    known: Collection[int] | None = None,
    table: FacetTable | None = None,
) -> Counted:
    """Narrow the records of these keys, and count every facet on them, in one query at most.

    What is no record brings a `table` of its own (`facet_table.made_of`).

    Each facet is counted on the records that match the *other* facets, so that choosing one
    value never hides its neighbours. `labels` holds the chosen values that some of the
    keys (or of the `known` ones, when the keys are what some words found) carry: (param, value) →
    words. `others` are the keys of what is no record.
    """
    table = table or table_of(facets)
    everything = table.mask(keys)
    among = everything if known is None else table.mask(known)
    labels = _labels(table, among, selection, facets)
    chosen = [(param, table.carrying(param, values)) for param, values in selection.known(labels)]
    kept = reduce(and_, (mask for _param, mask in chosen), everything)
    counts = {}
    for facet in facets:
        others = (mask for param, mask in chosen if param != facet.param)
        counts[facet.param] = facet.counted(table, reduce(and_, others, everything))
    inside = table.kept(keys, kept) if chosen else table.records(keys)
    return Counted(inside, table.others(keys), counts, labels)


def labels_of(
    keys: Collection[int], selection: Selection, facets: list[Facet]
) -> dict[tuple[str, str], str]:
    """(param, value) → words, for the chosen values that some of these records carry."""
    table = table_of(facets)
    return _labels(table, table.mask(keys), selection, facets)


def carrying(keys: Collection[int], selection: Selection, facets: list[Facet]) -> list[int]:
    """Those of these records that carry what was chosen; a value nobody carries finds nothing.

    A list forgets such a value, so as to show something. News must not: who follows a term
    that has gone does not follow the whole bank.
    """
    table = table_of(facets)
    chosen = (table.carrying(param, values) for param, values in selection)
    return table.kept(keys, reduce(and_, chosen, table.mask(keys)))


def _labels(
    table: FacetTable, everything: int, selection: Selection, facets: list[Facet]
) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for facet in facets:
        known = table.values.get(facet.param, {})
        for value in selection.of(facet.param):
            if facet.labels:
                if value in facet.labels:
                    found[facet.param, value] = facet.labels[value]
            elif value in known and known[value].mask & everything:
                found[facet.param, value] = known[value].label
    return found
