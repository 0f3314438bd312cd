"""The ways a record may be taken away, as its page offers them."""

from catalogue.access import Lock
from catalogue.models import Record, RecordSheet, SheetForm, SheetState
from catalogue.models.sheets import sheet_url
from catalogue.sheets.registry import layout_of

# Form → label, what it is for, drawing.
OFFERED = {
    SheetForm.PDF: ("PDF", "à imprimer", "print"),
    SheetForm.DOCX: ("Word", "à modifier", "pencil"),
    SheetForm.ODT: ("ODT", "à modifier, logiciel libre", "pencil"),
    SheetForm.SITE: ("Mode chantier", "gros caractères, une tâche par page", "helmet"),
}


def offered_sheets(record: Record, lock: Lock | None) -> list[dict]:
    """The sheets of a published record, for who may open it; weight and pages once known."""
    if lock is not None or not record.pk or not record.live:
        return []
    known = {}
    made = RecordSheet.objects.filter(edition__record=record.pk, state=SheetState.READY)
    for sheet in made.order_by("pk"):
        known[sheet.form] = ", ".join(filter(None, (sheet.pages_label, sheet.size_label)))
    forms = [form for form in OFFERED if form != SheetForm.SITE or layout_of(record).tasks(record)]
    return [_offered(record, form, known.get(form, "")) for form in forms]


def _offered(record: Record, form: SheetForm, facts: str) -> dict:
    label, hint, icon = OFFERED[form]
    url = sheet_url(record, form)
    return {"url": url, "label": label, "hint": hint, "icon": icon, "facts": facts}
