"""« Mes sélections »: keep one, share it, open it, replace it, delete it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.models import Production
from catalogue.selection import codes
from catalogue.selection.addresses import selection_url
from members.models import KeptSelection
from members.selections import keeping
from members.selections.forms import KeepForm

# What is said once on the list after an action.
SAID = {
    "gardee": "La sélection est gardée.",
    "modifiee": "C’est enregistré.",
    "supprimee": "La sélection est supprimée.",
}


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Mine, those of my colleagues, and the documents I asked for."""
    made = Production.objects.filter(user=request.user)
    context = {
        "mine": KeptSelection.objects.filter(user=request.user).select_related("structure"),
        "shared": keeping.of_colleagues(request.user),
        "productions": [production for production in made if not production.is_expired],
        "said": SAID.get(request.GET.get("fait", "")),
        "breadcrumb": _trail(),
    }
    return render(request, "members/selections/index.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Keep the selection of this address (`?f=`)."""
    chosen = codes.read(request.GET.getlist("f"))
    if not chosen.keys:
        return redirect(selection_url(""))
    form = KeepForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        replaced = asked.get("replaced")
        try:
            keeping.keep(request.user, chosen.text, asked["name"], asked["structure"], replaced)
        except keeping.TooMany as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _back("gardee")
    back, total = selection_url(chosen.text), len(chosen.keys)
    context = {"form": form, "back": back, "total": total, "breadcrumb": _trail("Garder")}
    status = 422 if form.errors else 200
    return render(request, "members/selections/new.html", context, status=status)


@never_cache
@login_required
@require_safe
def open_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Its page, for its owner and for the colleagues it is shared with."""
    kept = get_object_or_404(keeping.readable_by(request.user), pk=pk)
    keeping.note_use(kept)
    return redirect(kept.url)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename it, share it or not; its records change on its own page."""
    kept = _mine(request, pk)
    first = {"name": kept.name, "structure": kept.structure_id}
    form = KeepForm(request.user, request.POST or None, initial=first, renaming=kept)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        keeping.keep(request.user, kept.codes, asked["name"], asked["structure"], kept)
        return _back("modifiee")
    context = {"form": form, "back": reverse("members:selections"), "total": 0}
    context |= {"breadcrumb": _trail("Modifier")}
    status = 422 if form.errors else 200
    return render(request, "members/selections/new.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then delete."""
    kept = _mine(request, pk)
    if request.method == "POST":
        kept.delete()
        return _back("supprimee")
    context = {"kept": kept, "breadcrumb": _trail("Supprimer")}
    return render(request, "members/selections/delete.html", context)


def _mine(request: HttpRequest, pk: int) -> KeptSelection:
    """What belongs to somebody else does not exist."""
    return get_object_or_404(KeptSelection, pk=pk, user=request.user)


def _back(said: str) -> HttpResponse:
    return redirect(f"{reverse('members:selections')}?fait={said}")


def _trail(title: str = "") -> list[dict]:
    home = {"title": "Mon espace", "url": reverse("members:home")}
    if not title:
        return [home, {"title": "Mes sélections"}]
    return [
        home,
        {"title": "Mes sélections", "url": reverse("members:selections")},
        {"title": title},
    ]
