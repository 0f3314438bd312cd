"""The key figures: how many, where, when; then the typed figures of the records, unit by unit.

Figures of different structures are never added up: each counts in its own way.
"""

from collections import defaultdict
from dataclasses import dataclass

from catalogue.models import RecordKind
from editorial.compiling.indexes import structures_of
from exports import composing as write
from exports.blocks import Table
from exports.books.charts import Bar, bar_chart
from exports.books.model import Annex, pages_of
from monographs.presenting import key_figures

# Units drawn, the fewest figures of one, the most bars of a drawing.
MOST_UNITS, FEWEST, MOST_BARS = 4, 4, 8
NOTE = (
    "Ces chiffres viennent des fiches. Chaque structure compte à sa façon, une année donnée\u00a0: "
    "ils se lisent un par un et ne s’additionnent pas."
)


@dataclass(frozen=True)
class _Figure:
    """One typed figure of one record."""

    value: float
    said: str
    label: str
    period: str
    who: str
    key: str


def annex(entries) -> Annex | None:
    if not entries:
        return None
    blocks = [*write.figures(_counts(entries))]
    units = _by_unit(entries)
    if units:
        blocks += write.note(NOTE)
    for unit, figures in units:
        blocks += _unit(unit, figures)
    return Annex("chiffres", "Les chiffres du recueil", tuple(blocks))


def _counts(entries) -> list[tuple[str, str]]:
    records = [entry.record for entry in entries]
    kinds = [record.record_kind for record in records]
    years = sorted({record.source_year for record in records if record.source_year})
    structures = {name for record in records for name in structures_of(record)}
    found = [
        (kinds.count(RecordKind.MONOGRAPH), "monographie", "monographies"),
        (kinds.count(RecordKind.RESOURCE), "ressource", "ressources"),
        (len(structures), "structure", "structures"),
    ]
    said = [(str(number), many if number > 1 else one) for number, one, many in found if number]
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
        said.append((span, "années des sources" if len(years) > 1 else "année des sources"))
    return said


def _by_unit(entries) -> list[tuple[str, list[_Figure]]]:
    """The units that count the most figures, each with its figures, the largest first."""
    found: dict[str, list[_Figure]] = defaultdict(list)
    for entry in entries:
        if not hasattr(entry.record, "key_figures"):
            continue
        who = next((each.name for each in entry.record.bearer_list), entry.title)
        typed = zip(entry.record.key_figures, key_figures(entry.record), strict=True)
        for block, each in typed:
            about = "environ " if each["approx"] else ""
            said = f"{about}{each['value']}\u00a0{each['unit']}"
            value = float(block.value["value"])
            unit = each["unit"].strip().lower()
            figure = _Figure(value, said, each["label"], each["period"], who, entry.key)
            found[unit].append(figure)
    told = [(unit, figures) for unit, figures in found.items() if len(figures) >= FEWEST]
    told.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    return [
        (unit, sorted(figures, key=lambda each: -each.value)) for unit, figures in told[:MOST_UNITS]
    ]


def _unit(unit: str, figures: list[_Figure]) -> list:
    """A drawing of the largest, then the table of all."""
    title = f"En {unit}"
    shown = [each for each in figures if each.value >= 0][:MOST_BARS]
    bars = [Bar(f"{each.label} · {each.who}", each.said, each.value) for each in shown]
    rows = tuple(
        (
            *map(write.said, (each.label, each.who, each.period, each.said)),
            pages_of([each.key]),
        )
        for each in figures
    )
    heads = tuple(map(write.said, ("Ce que l’on compte", "Qui", "Quand", "Combien", "Page")))
    table = Table(write.said(title), heads, rows, (35, 28, 14, 16, 7), True, is_quiet=True)
    drawing = [bar_chart(title, bars)] if len(bars) > 1 else []
    return [*write.heading(title), *drawing, table]
