"""The review beside the source: its page, its acts, a comparison with another fiche."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from monographs.importing import acts, showing
from monographs.importing.models import FicheImport
from monographs.importing.review import Moved, Refused, load
from monographs.importing.sections import SECTIONS, read
from monographs.models import MonographPage

OPENED = ("passage", "element")
# Boxes whose words are shown again when an act is refused.
TYPED = ("text", "texte", "titre", "nom", "role", "libelle", "objet", "name")


def _imported(request: HttpRequest, pk: int) -> FicheImport:
    """The import of a draft this person may edit; 404 when there is none."""
    found = get_object_or_404(
        FicheImport.objects.select_related("page__latest_revision", "file__batch__user"), pk=pk
    )
    if not found.page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return found


def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the draft beside its source; each act is saved at once."""
    imported = _imported(request, pk)
    if request.method != "POST":
        opened = {name: request.GET.get(name, "") for name in OPENED}
        return _shown(request, imported, opened)
    opened = {"passage": request.POST.get("passage", ""), "element": request.POST.get("piece", "")}
    try:
        acts.do(pk, request.user, request.POST)
    except Refused as refused:
        stale = isinstance(refused, Moved)
        return _shown(
            request,
            _imported(request, pk),
            {} if stale else opened,
            status=409 if stale else 422,
            refused=str(refused),
            lost=_typed(request) if stale else "",
        )
    anchor = f"p{opened['passage']}" if opened["passage"] else request.POST.get("back", "")
    fragment = f"#{anchor}" if anchor.isalnum() else ""
    return redirect(f"{imported.review_url}{fragment}")


def _typed(request: HttpRequest) -> str:
    """What was written in the form, to copy."""
    return "\n".join(filter(None, (request.POST.get(name, "").strip() for name in TYPED)))


def _shown(
    request: HttpRequest, imported: FicheImport, opened: dict, status: int = 200, **said
) -> HttpResponse:
    typed = request.POST if status == 422 and request.POST.get("do") == "edit" else None
    context = {"refused": "", "lost": ""} | said
    context |= showing.context_of(load(imported), request.user, opened, typed)
    return render(request, "monographs/admin/review.html", context, status=status)


def compare_page(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """The draft and a fiche of the bank, section by section."""
    imported = _imported(request, pk)
    draft = imported.page.get_latest_revision_as_object()
    twin = get_object_or_404(MonographPage, pk=other)
    if not showing.may_compare(request.user, twin):
        raise PermissionDenied
    rows = []
    for section in SECTIONS:
        if section.attribute:
            both = [[text for text, _parts in read(page, section.key)] for page in (draft, twin)]
            if any(both):
                rows.append({"label": section.label, "draft": both[0], "twin": both[1]})
    context = {"imported": imported, "draft": draft, "twin": twin, "rows": rows}
    return render(request, "monographs/admin/compare.html", context)
