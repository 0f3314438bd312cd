"""Narrowing the directory: filters declared once, words looked for in names and cities."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest

from catalogue import facet_table, facets, query_words
from catalogue.facets import Counted, Facet, Selection, term_facet
from catalogue.text import normalised_key
from members.directory.published import listed, with_status

AGREED, ADHERENT = "agreee", "adherente"
STATUS = {AGREED: "Agréée aujourd’hui", ADHERENT: "Adhérente au réseau"}
# What the day decides, then what stands in the tables.
BY_DAY = [Facet("statut", "Statut", "", labels=STATUS, by_count=False, order=10)]
BY_PATH = [
    term_facet("region", "Région", "department__region", 20),
    term_facet("departement", "Département", "department", 30),
    term_facet("support", "Support de production", "supports", 40),
    term_facet("type", "Type de structure", "structure_type", 50),
]
FACETS = [*BY_DAY, *BY_PATH]


@dataclass(frozen=True)
class Narrowed:
    """What an address of the directory keeps, in the order in which it shows."""

    query: str
    selection: Selection
    counted: Counted
    # (key, key of the département) of each structure kept.
    kept: list[tuple[int, int]]

    @property
    def extra(self) -> list[tuple[str, str]]:
        """What addresses carry beside the facets."""
        return [("q", self.query)] if self.query else []


def narrow(request: HttpRequest) -> Narrowed:
    """Two queries; unknown filters and values are ignored."""
    rows = list(
        with_status().values_list(
            "pk", "name", "city", "department_id", "is_adherent", "is_agreed", named=True
        )
    )
    rows.sort(key=lambda row: (normalised_key(row.name), row.pk))
    query = query_words.cleaned(request.GET.get("q", ""))
    words = normalised_key(query).split()
    keys = [row.pk for row in rows if _holds(f"{row.name} {row.city}", words)]
    table = facet_table.made_of(
        chain(facet_table.rows_of(listed().order_by(), BY_PATH), _status_rows(rows))
    )
    asked = Selection.parse(request.GET, FACETS)
    counted = facets.count(keys, asked, FACETS, [row.pk for row in rows], table)
    kept = set(counted.keys)
    return Narrowed(
        query,
        asked.known(counted.labels),
        counted,
        [(row.pk, row.department_id) for row in rows if row.pk in kept],
    )


def _holds(text: str, words: Iterable[str]) -> bool:
    key = normalised_key(text)
    return all(word in key for word in words)


def _status_rows(rows: Iterable) -> Iterator[tuple[int, str, str, str, int]]:
    for row in rows:
        if row.is_agreed:
            yield row.pk, "statut", AGREED, STATUS[AGREED], 0
        if row.is_adherent:
            yield row.pk, "statut", ADHERENT, STATUS[ADHERENT], 0
