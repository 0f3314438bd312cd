"""Which records carry which value: read once for all, counted by bits.

One bit a record. Counting fourteen filters on ten thousand records then takes a few
milliseconds and one query. The table says nothing about who may see what: callers count the
keys that the database just allowed, and nothing else.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Set
from dataclasses import dataclass, field
from itertools import filterfalse, repeat
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import CharField, QuerySet, Value

from catalogue.generation import Kept

# A byte 0 or 1, as a figure.
FIGURES = bytes.maketrans(b"\0\1", b"01")
# Up to one record in so many, keys are looked up one by one.
FEW = 8
FIVE = ("pk", "a", "b", "c", "d")

if TYPE_CHECKING:
    from catalogue.facets import Facet


class Carried(NamedTuple):
    """A value of a facet: its words, its rank, the records that carry it."""

    label: str
    rank: int
    mask: int


@dataclass
class FacetTable:
    """Values of every facet: parameter → value → `Carried`."""

    places: dict[int, int] = field(default_factory=dict)
    values: dict[str, dict[str, Carried]] = field(default_factory=dict)

    def mask(self, keys: Collection[int]) -> int:
        """The bits of these records; keys that carry no value at all have a bit as well."""
        size = len(self.places)
        if not size:
            return 0
        if len(keys) * FEW < size:
            return _mask((self.places[key] for key in keys if key in self.places), size)
        # Many keys: asking each record whether it is one of them goes faster.
        carried = keys if isinstance(keys, Set) else set(keys)
        figures = bytes(map(carried.__contains__, self.places)).translate(FIGURES)
        return int(figures[::-1], 2)

    def carrying(self, param: str, values: Iterable[str]) -> int:
        """The bits of the records that carry one of the values."""
        known = self.values.get(param, {})
        found = 0
        for value in values:
            if value in known:
                found |= known[value].mask
        return found

    def kept(self, keys: Iterable[int], mask: int) -> list[int]:
        """The keys whose bit is in the mask, in their order."""
        size = len(self.places)
        figures = f"{mask:0{size}b}0"[-2::-1] + "0" if size else "0"
        places = map(self.places.get, keys, repeat(size))
        return [key for key, place in zip(keys, places, strict=True) if figures[place] == "1"]

    def records(self, keys: Iterable[Hashable]) -> list[int]:
        """Those of these keys that are records."""
        return list(filter(self.places.__contains__, keys))

    def others(self, keys: Iterable[Hashable]) -> list[Hashable]:
        """Those that are not."""
        return list(filterfalse(self.places.__contains__, keys))


_kept: Kept[FacetTable] = Kept()


def table_of(facets: list["Facet"]) -> FacetTable:
    """The table of these facets for the bank, as the content is now."""
    from catalogue.models import Record

    return _kept.get(
        tuple(facet.param for facet in facets),
        lambda: made_of(rows_of(Record._base_manager.order_by(), facets)),
    )


def rows_of(items: QuerySet, facets: list["Facet"]) -> QuerySet:
    """(key, param, value, label, rank) of everything these items carry, in one query."""
    parts = [facet.rows(items) for facet in facets]
    # Every item has a bit, filters or none.
    nothing = Value("", output_field=CharField())
    parts.append(items.annotate(a=nothing, b=nothing, c=nothing, d=Value(0)).values_list(*FIVE))
    return parts[0].union(*parts[1:], all=True)


def made_of(rows: Iterable[tuple[int, str, str, str, int]]) -> FacetTable:
    """The table of these rows."""
    table, bits, said = FacetTable(), defaultdict(lambda: defaultdict(set)), {}
    for key, param, value, label, rank in rows:
        place = table.places.setdefault(key, len(table.places))
        if value and param:
            bits[param][value].add(place)
            said[param, value] = (label, rank)
    for param, values in bits.items():
        table.values[param] = {
            value: Carried(*said[param, value], _mask(places, len(table.places)))
            for value, places in values.items()
        }
    return table


def _mask(places: Iterable[int], size: int) -> int:
    bits = bytearray(size // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")
