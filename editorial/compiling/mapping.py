"""Where the practices come from: the outline of the départements, and the same as a table."""

from collections import defaultdict

from django.utils.html import format_html, format_html_join

from catalogue.models import Department, Region
from catalogue.text import normalised_key
from editorial.compiling.indexes import structures_of
from exports import composing as write
from exports.blocks import Table
from exports.books.charts import svg_text
from exports.books.model import Annex, Drawing, pages_of
from monographs.mapping import OVERSEAS, SIDE, outlines

TINTS = ((5, "#1e5945"), (2, "#5f9a80"), (1, "#a9d1bd"))
NOTHING, EDGE = "#f3ede1", "#857c6e"
NATIONAL = "Sans lieu précis"


def annex(entries) -> Annex | None:
    """Drawn as soon as one record has a place."""
    places = _places(entries)
    if not places:
        return None
    counts = {place.code: len(keys) for place, keys in places.items() if _is_department(place)}
    blocks = (
        *([_drawing(counts)] if counts else []),
        *write.heading("La même chose en tableau"),
        _table(places, entries),
    )
    return Annex("carte", "D’où viennent ces pratiques", blocks)


def _places(entries) -> dict:
    """Département or, failing one, région → the entries placed there."""
    found: dict = defaultdict(list)
    records = [entry.record.pk for entry in entries]
    departments = _by_record(Department, records)
    regions = _by_record(Region, [pk for pk in records if pk not in departments])
    for entry in entries:
        for place in departments.get(entry.record.pk) or regions.get(entry.record.pk, []):
            found[place].append(entry)
    return dict(sorted(found.items(), key=lambda pair: normalised_key(pair[0].label)))


def _by_record(model, keys: list[int]) -> dict[int, list]:
    """The places of each record, in one query."""
    found = defaultdict(list)
    through = model.records.rel.through
    name = model._meta.model_name
    for link in through.objects.filter(record__in=keys).select_related(name):
        found[link.record_id].append(getattr(link, name))
    return found


def _is_department(place) -> bool:
    return isinstance(place, Department)


def _drawing(counts: dict[str, int]) -> Drawing:
    shapes = [(_tint(counts.get(code, 0)), path) for code, path in outlines()["paths"].items()]
    drawn = format_html_join(
        "", f'<path fill="{{}}" stroke="{EDGE}" stroke-width="0.6" d="{{}}"/>', shapes
    )
    overseas = [
        (x, y, _tint(counts.get(code, 0)), svg_text(x + SIDE + 6, y + 17, _name(code), size=13))
        for code, (x, y) in OVERSEAS.items()
    ]
    squares = format_html_join(
        "",
        f'<rect x="{{}}" y="{{}}" width="{SIDE}" height="{SIDE}" fill="{{}}" stroke="{EDGE}" '
        'stroke-width="0.6"/>{}',
        overseas,
    )
    words = _words(counts)
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}"><title>{}</title>{}{}{}</svg>',
        outlines()["viewBox"], words, drawn, squares, _key(),
    )  # fmt: skip
    _x, _y, width, height = map(float, outlines()["viewBox"].split())
    return Drawing(svg, words, write.said(outlines()["credit"]), height / width)


def _words(counts: dict[str, int]) -> str:
    many = "départements" if len(counts) > 1 else "département"
    return (
        f"Carte de France\u00a0: des fiches viennent de {len(counts)} {many}. "
        "Le tableau qui suit dit lesquels."
    )


def _tint(number: int) -> str:
    return next((tint for least, tint in TINTS if number >= least), NOTHING)


def _name(code: str) -> str:
    names = {"971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion"}
    return names.get(code, "Mayotte")


def _key():
    """What the tints mean."""
    rows = (
        ("une fiche", TINTS[2][1]),
        ("de deux à quatre", TINTS[1][1]),
        ("cinq ou plus", TINTS[0][1]),
    )
    parts = [
        (8, 20 + rank * 24, tint, svg_text(34, 34 + rank * 24, label, size=13))
        for rank, (label, tint) in enumerate(rows)
    ]
    shape = f'<rect x="{{}}" y="{{}}" width="18" height="18" fill="{{}}" stroke="{EDGE}"/>{{}}'
    return format_html_join("", shape, parts)


def _table(places: dict, entries) -> Table:
    rows = []
    for place, found in places.items():
        names = [name for entry in found for name in structures_of(entry.record)[:2]]
        label = (
            f"{place.label} ({place.code})" if _is_department(place) else f"{place.label} (région)"
        )
        cells = (label, "\n".join(dict.fromkeys(names)) or "Réseau")
        rows.append((*map(write.said, cells), pages_of([entry.key for entry in found])))
    placed = {entry.key for found in places.values() for entry in found}
    rest = [entry.key for entry in entries if entry.key not in placed]
    if rest:
        rows.append((write.said(NATIONAL), write.said("Réseau"), pages_of(rest)))
    heads = tuple(map(write.said, ("Où", "Qui", "Pages")))
    return Table(write.said("Lieux"), heads, tuple(rows), (32, 48, 20), True, is_quiet=True)
