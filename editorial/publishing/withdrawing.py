"""Withdrawing a record: the one to read instead is asked on the very screen that withdraws.

Alone or several at once, unpublished or deleted. What leaves by itself, at its date, proposes
the record that its field « remplacée par » names.
"""

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from catalogue.models import Record, RemovedRecord

# Wagtail's own names for what takes a page away from readers.
WITHDRAWING = ("unpublish", "delete")


class ReplacementForm(forms.Form):
    """The record proposed at the former address."""

    replacement = forms.ModelChoiceField(
        Record.objects.live(),
        required=False,
        label="Fiche à lire à la place",
        help_text="Facultatif. Le lecteur qui arrive à l’ancienne adresse y sera invité.",
        widget=AdminPageChooser(target_models=[Record]),
    )


def form_for(pages: Iterable[Page]) -> ReplacementForm | None:
    """The question, when a record is online among these pages or under them."""
    found = Record.objects.none()
    for page in pages:
        found |= Record.objects.live().descendant_of(page, inclusive=True)
    first = found.first()
    return ReplacementForm(initial={"replacement": first.replaced_by_id}) if first else None


def chosen(request: HttpRequest) -> Record | None:
    """The answer, or None: whatever was sent instead of a record online is no answer."""
    form = ReplacementForm(request.POST)
    return form.cleaned_data["replacement"] if form.is_valid() else None


def propose(request: HttpRequest, paths: Iterable[str]) -> None:
    """Write the answer on the tombstones of these addresses."""
    other = chosen(request)
    removed = RemovedRecord.objects.filter(path__in=[path for path in paths if path])
    if other and removed.exclude(replacement=other).update(replacement=other):
        messages.info(request, f"L’ancienne adresse propose maintenant « {other.title} ».")


def addresses_of(pages: Iterable[Page]) -> list[str]:
    """Addresses of the records online among these pages and under them."""
    found: list[str] = []
    for page in pages:
        under = Record.objects.live().descendant_of(page, inclusive=True)
        found += [record.get_url() for record in under]
    return found


def before_one(request: HttpRequest, page: Page) -> None:
    """Addresses are noted before: what is deleted has none any more."""
    if request.method == "POST":
        request.withdrawn = addresses_of([page])


def after_one(request: HttpRequest, page: Page) -> None:
    propose(request, request.withdrawn)


def before_several(request: HttpRequest, action_type: str, objects: list, action) -> None:
    if action_type in WITHDRAWING:
        request.withdrawn = addresses_of(objects)


def after_several(request: HttpRequest, action_type: str, objects: list, action) -> None:
    if action_type in WITHDRAWING:
        propose(request, request.withdrawn)
