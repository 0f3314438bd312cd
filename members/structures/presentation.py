"""Keeping what a structure says of itself."""

from django.db import transaction

from members import journal
from members.models import Act, Structure
from members.structures import logos
from members.structures.forms import OWN, PresentationForm
from members.structures.rules import locked, quality_to_manage

PLAIN = [name for name in PresentationForm.Meta.fields if name != "supports"]


def keep(form: PresentationForm, by) -> Structure:
    """Save a valid form, with a line in the journal that names the fields, not what they say.

    Raises `Refused`.
    """
    structure, data = form.instance, form.cleaned_data
    with transaction.atomic():
        quality = quality_to_manage(by, locked(structure))
        for name in OWN:
            setattr(structure, name, data[name])
        if data["new_logo"] or data.get("remove_logo"):
            logos.replace(structure, data["new_logo"])
        form.save(commit=False)
        # Only what the form holds: the staff may be changing the rest meanwhile.
        structure.save(update_fields=[*PLAIN, *OWN, "logo"])
        form.save_m2m()
        changed = sorted(form.changed_data)
        if changed:
            journal.record(
                Act.STRUCTURE_CHANGED,
                structure=structure,
                actor=by,
                quality=quality,
                details={"fields": changed},
            )
    return structure
