"""What the page of an import says: where it stands, its lines, what can be done."""

from django.db.models import QuerySet

from editorial.sheets.models import Outcome, SheetImport, SheetLine, SheetState
from editorial.sheets.running import counts_of, kind_of

PER_PAGE = 50
# Way of looking → outcomes listed, words.
LISTED = {
    "erreurs": ((Outcome.WRONG,), "À corriger"),
    "nouvelles": ((Outcome.NEW,), "Nouvelles"),
    "changees": ((Outcome.CHANGED,), "Changées"),
    "inchangees": ((Outcome.SAME, Outcome.EXAMPLE), "Inchangées"),
}
BLOCKED = "bloquees"


def summary(sheet: SheetImport) -> dict:
    """One line of the list of imports."""
    return {"sheet": sheet, "kind": kind_of(sheet), "counts": _counts(sheet)}


def _counts(sheet: SheetImport) -> dict[str, int]:
    found = sheet.applied_counts or counts_of(sheet)
    return {outcome.value: found.get(outcome.value, 0) for outcome in Outcome}


def page_of(sheet: SheetImport, shown: str, paginator, number) -> dict:
    """Everything the page needs; `shown` is one of `LISTED`, or what matters most."""
    kind, counts = kind_of(sheet), _counts(sheet)
    blocked = sheet.lines.exclude(blocked="").count()
    tabs = [
        {"name": name, "label": label, "count": sum(counts[o] for o in outcomes)}
        for name, (outcomes, label) in LISTED.items()
    ]
    if blocked:
        tabs.insert(0, {"name": BLOCKED, "label": "Qui bloquent", "count": blocked})
    chosen = shown if any(tab["name"] == shown for tab in tabs) else _first(tabs)
    lines = paginator(_lines(sheet, chosen), PER_PAGE).get_page(number)
    for line in lines:
        if line.object_pk and not (line.outcome == Outcome.NEW and line.is_undone):
            line.address = kind.address_of(line.object_pk)
    return {
        "sheet": sheet,
        "kind": kind,
        "counts": counts,
        "written": counts[Outcome.NEW] + counts[Outcome.CHANGED],
        "tabs": tabs,
        "shown": chosen,
        "lines": lines,
        "blocked": blocked,
        "states": SheetState,
    }


def _first(tabs: list[dict]) -> str:
    return next((tab["name"] for tab in tabs if tab["count"]), "inchangees")


def _lines(sheet: SheetImport, shown: str) -> QuerySet[SheetLine]:
    if shown == BLOCKED:
        return sheet.lines.exclude(blocked="")
    return sheet.lines.filter(outcome__in=LISTED[shown][0])
