"""« Reprendre un tableau »: the editors' screen that brings a referential back."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from referentials.exchange.checking import Faulty
from referentials.exchange.merging import proposal, save_draft
from referentials.exchange.reading import Unreadable, read_rows
from referentials.exchange.writing import FORMATS
from referentials.models import ReferentialPage

# Beyond, the first ones are enough to begin with.
SHOWN = 40


class TableForm(forms.Form):
    """The file, and whether to keep it."""

    table = forms.FileField(
        label="Le tableau",
        help_text="XLSX, ODS, CSV ou JSON\u00a0: celui de la page du référentiel.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{name}" for name in FORMATS)}),
        error_messages={
            "required": "Choisissez le fichier de votre tableau.",
            "empty": "Ce fichier est vide. Choisissez-en un autre.",
        },
    )
    keep = forms.BooleanField(
        label="Garder en brouillon",
        required=False,
        help_text="Sans cette case, vous voyez seulement ce qui changerait.",
    )


@require_http_methods(["GET", "POST"])
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Check a table, say what it changes, keep it as a draft when asked."""
    page = get_object_or_404(ReferentialPage, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if is_sent else TableForm()
    said: dict = {"changes": None, "faults": []}
    if is_sent and form.is_valid():
        answer = _answer(request, page, form, said)
        if answer is not None:
            return answer
    context = {"page": page, "form": form, "more": max(0, len(said["faults"]) - SHOWN)}
    said["faults"] = said["faults"][:SHOWN]
    status = 422 if form.errors or said["faults"] else 200
    return render(request, "referentials/admin/bring_back.html", context | said, status=status)


def _answer(request, page: ReferentialPage, form: TableForm, said: dict) -> HttpResponse | None:
    draft = page.get_latest_revision_as_object()
    try:
        found = proposal(draft, read_rows(form.cleaned_data["table"]))
    except Unreadable as error:
        said["faults"] = [str(error)]
        return None
    except Faulty as error:
        said["faults"] = error.faults
        return None
    if not (found.changes and form.cleaned_data["keep"]):
        said["changes"] = found.changes
        return None
    save_draft(draft, found.rows, request.user)
    count = len(found.changes)
    messages.success(
        request,
        f"Brouillon gardé\u00a0: {count} changement{'s' if count > 1 else ''}. "
        "Relisez, puis publiez.",
    )
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
