"""A monograph ready to show: brief, steps, figures, values, funding, tools."""

from collections import defaultdict

from django.utils.text import Truncator

from catalogue import access
from catalogue.text import french_number
from monographs.models import MonographPage

STAKEHOLDERS = (
    ("value_structure", "Pour la structure", "site"),
    ("value_company", "Pour l’entreprise", "people"),
    ("value_employees", "Pour les salariés", "check"),
    ("value_territory", "Pour le territoire", "map"),
)
LARGE_FIGURES = 6
BRIEF_LENGTH = 180


def body(page: MonographPage, request) -> dict:
    """Every part of the page that is not empty, in the shape its component reads."""
    rows = funding_rows(page)
    return {
        "in_brief": in_brief(page, rows),
        "figures": key_figures(page),
        "charts": charts(page),
        "steps": steps(page),
        "partners": [block.value for block in page.partners],
        "stakeholders": [
            {"label": label, "icon": icon, "items": getattr(page, name)}
            for name, label, icon in STAKEHOLDERS
            if getattr(page, name)
        ],
        "levers": {"title": "Ce qui aide", "icon": "check", "items": page.levers},
        "vigilance": {
            "title": "Ce qui demande attention",
            "icon": "warning",
            "items": page.vigilance,
        },
        "prerequisites": page.levers,
        "funding_rows": rows,
        "quotes": [block.value for block in page.quotes],
        "insets": [block.value for block in page.insets],
        "tools": tools(page, request),
    }


def steps(page: MonographPage) -> list[dict]:
    """The ordered steps, numbered as they are drawn."""
    return [
        {
            "number": number,
            "title": block.value["title"],
            "text": block.value["text"] or "",
            "when": block.value["when"] or "",
        }
        for number, block in enumerate(page.implementation, start=1)
    ]


def in_brief(page: MonographPage, rows: list[dict]) -> list[dict]:
    """Need, action, result, cost: one line each, those that the fiche knows."""
    cost = next((row for row in rows if row["amount_label"]), None)
    lines = {
        "Le besoin": _first_sentence(page.context),
        "L’action": next(iter(page.objectives), ""),
        "Le résultat": next(iter(page.results), ""),
        "Le coût": " ".join(filter(None, (cost["amount_label"], cost["year"]))) if cost else "",
    }
    return [{"label": label, "text": text} for label, text in lines.items() if text]


def _first_sentence(text: str) -> str:
    head = text.split(". ")[0].strip()
    return Truncator(head if head.endswith(".") or not head else f"{head}.").chars(BRIEF_LENGTH)


def key_figures(page: MonographPage) -> list[dict]:
    """The typed figures, written as in French."""
    return [_figure(block.value) for block in page.key_figures]


def _figure(value) -> dict:
    return {
        "value": french_number(
            value["value"].normalize() if value["value"] % 1 else int(value["value"])
        ),
        "unit": value["unit"],
        "label": value["label"],
        "period": value["period"] or "",
        "source": "",
        "approx": bool(value["approx"]),
    }


def charts(page: MonographPage) -> list[dict]:
    """Figures of one unit that tell a story side by side, drawn as bars."""
    by_unit = defaultdict(list)
    for block in page.key_figures:
        by_unit[block.value["unit"]].append(block.value)
    return [
        bar_chart(f"Les chiffres en {unit}", unit, values)
        for unit, values in by_unit.items()
        if 2 < len(values) <= 8
    ]


def bar_chart(title: str, unit: str, values: list) -> dict:
    """Coordinates of a horizontal bar chart (width 100 units, 34 a bar)."""
    largest = max(float(value["value"]) for value in values) or 1.0
    bars = []
    for rank, value in enumerate(values):
        share = float(value["value"]) / largest
        period = f" ({value['period']})" if value["period"] else ""
        bars.append(
            {
                "label": f"{value['label']}{period}",
                "value_label": f"{_figure(value)['value']} {unit}",
                "width": round(max(share * 100, 0.5), 2),
                "y": rank * 34,
            }
        )
    return {
        "title": title,
        "description": f"{len(bars)} valeurs en {unit}.",
        "unit": unit,
        "bars": bars,
        "height": len(bars) * 34,
    }


def funding_rows(page: MonographPage) -> list[dict]:
    """Dated funding lines, amounts written as in French."""
    rows = []
    for block in page.funding:
        value = block.value
        amount = value["amount"]
        rows.append(
            {
                "year": value["year"] or "",
                "amount_label": f"{french_number(amount)}\u00a0€" if amount is not None else "",
                "funders": value["funders"] or "",
                "purpose": value["purpose"] or "",
            }
        )
    return rows


def tools(page: MonographPage, request) -> list[dict]:
    """Tools used; a link only to records this reader may know of."""
    items = []
    for tool in page.tools.select_related("resource_kind", "record"):
        known = tool.record and access.can_know(request.user, tool.record)
        items.append(
            {
                "label": tool.label,
                "kind": tool.resource_kind.label if tool.resource_kind else "",
                "availability": tool.availability,
                "url": tool.record.get_url(request) if known else "",
                "title": tool.record.title if known else "",
            }
        )
    return items
