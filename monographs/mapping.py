"""The map of the monographs: server-made SVG, and the same thing as a list."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from django.db.models import Count

from catalogue import access
from catalogue.models import Department, Record, RecordKind, Region

DATA = Path(__file__).parent / "data" / "departements.json"
# Overseas départements are drawn as squares in the corner, at these places.
OVERSEAS = {
    "971": (8, 430),
    "972": (8, 462),
    "973": (8, 494),
    "974": (8, 526),
    "976": (8, 558),
}
SIDE = 24
# Darker where there are more: class of the shape from the number of monographs.
SHADES = ((5, "many"), (2, "some"), (1, "one"))


@cache
def outlines() -> dict:
    """Outlines of the départements (CC BY 4.0, credit shown under the map)."""
    return json.loads(DATA.read_text(encoding="utf-8"))


def monograph_map(index_page, request) -> dict:
    """Shapes to draw and the list twin, counted on what this reader may know of."""
    visible = access.visible_to(
        Record.objects.filter(record_kind=RecordKind.MONOGRAPH), request.user
    )
    rows = (
        visible.order_by()
        .filter(departments__isnull=False)
        .values("departments")
        .annotate(number=Count("pk", distinct=True))
    )
    counts = {row["departments"]: row["number"] for row in rows}
    base = index_page.get_url(request)
    return drawing(
        counts, lambda place: f"{base}?departement={place.slug}", "monographie", "monographies"
    ) | {"elsewhere": _without_department(visible, base), "total": visible.count()}


def drawing(
    counts: Mapping[int, int], url_of: Callable[[Department], str], one: str, many: str
) -> dict:
    """Shapes to draw and the list twin, for these numbers of things by key of département."""
    shapes = [
        _shape(place, counts.get(place.pk, 0), url_of, (one, many))
        for place in Department.objects.select_related("region")
    ]
    return {
        "shapes": [shape for shape in shapes if shape["path"]],
        "overseas": [shape for shape in shapes if not shape["path"]],
        "view_box": outlines()["viewBox"],
        "credit": outlines()["credit"],
        "regions": _regions(shapes),
    }


def _shape(
    department: Department,
    number: int,
    url_of: Callable[[Department], str],
    words: tuple[str, str],
) -> dict:
    shade = next((name for least, name in SHADES if number >= least), "none")
    x, y = OVERSEAS.get(department.code, (0, 0))
    return {
        "code": department.code,
        "label": department.label,
        "region": department.region.label,
        "count": number,
        "count_label": f"{number} {words[number > 1]}",
        "url": url_of(department) if number else "",
        "shade": shade,
        "path": outlines()["paths"].get(department.code, ""),
        "x": x,
        "y": y,
        "side": SIDE,
        "text_x": x + SIDE + 6,
        "text_y": y + SIDE // 2 + 5,
    }


def _regions(shapes: list[dict]) -> list[dict]:
    """The list twin: régions with their départements that have something."""
    grouped: dict[str, list[dict]] = {}
    for shape in shapes:
        if shape["count"]:
            grouped.setdefault(shape["region"], []).append(shape)
    return [{"label": label, "departments": items} for label, items in sorted(grouped.items())]


def _without_department(visible, base: str) -> list[dict]:
    """Monographs that the sources place in a région only."""
    regions = (
        Region.objects.filter(records__in=visible.filter(departments=None))
        .annotate(number=Count("records", distinct=True))
        .order_by("label")
    )
    return [
        {"label": region.label, "count": region.number, "url": f"{base}?region={region.slug}"}
        for region in regions
    ]
