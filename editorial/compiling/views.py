"""Screens of a recueil: the list, the plan, the cover, what it will hold."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editorial.compiling import acting, adding, previewing
from editorial.compiling.composing import touch
from editorial.compiling.forms import CoverForm, DeskCoverForm, GroupForm, NewForm
from editorial.compiling.models import Compilation
from editorial.compiling.sides import Side
from editorial.compiling.standing import standing_of

# Recueils that one person keeps.
MOST = 30
TOO_MANY = f"Vous avez déjà {MOST} recueils. Supprimez-en un avant d’en commencer un autre."


def context_of(side: Side, compilation: Compilation | None = None, **more) -> dict:
    """What every screen shows."""
    urls = {"list": side.url("compilations")}
    if compilation:
        names = ("compilation", "cover", "add", "preview", "act", "make", "delete")
        urls |= {name: side.url(_address(name), compilation) for name in names}
    return {"side": side, "compilation": compilation, "urls": urls} | more


def _address(name: str) -> str:
    return name if name == "compilation" else f"compilation_{name}"


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, side: Side) -> HttpResponse:
    """One's recueils, and the beginning of another: from the records of a selection with `?f=`."""
    form = NewForm(request.POST or None)
    found = side.compilations(request.user)
    if request.method == "POST" and form.is_valid():
        if found.count() >= MOST and not side.is_desk:
            form.add_error(None, TOO_MANY)
        else:
            compilation = _begin(form, side, request.user)
            filled = "f" in request.GET and adding.add_selection(request, compilation)
            return redirect(side.url("compilation" if filled else "compilation_add", compilation))
    rows = [{"compilation": each, "url": side.url("compilation", each)} for each in found]
    return render(
        request,
        "editorial/compiling/list.html",
        context_of(side, form=form, rows=rows, brought=adding.brought(request)),
        status=422 if form.errors else 200,
    )


def _begin(form: NewForm, side: Side, user) -> Compilation:
    """A new recueil; one's own bears the name of one's structure and holds what one may open."""
    compilation = form.save(commit=False)
    if not side.is_desk:
        membership = user.memberships.select_related("structure").first()
        compilation.owner = user
        compilation.network = membership.structure.name[:120] if membership else ""
        compilation.with_reserved = True
    compilation.save()
    return compilation


@require_safe
def plan(request: HttpRequest, side: Side, identifier: UUID) -> HttpResponse:
    """The parts and the records, in order, with what keeps some of them out."""
    compilation = side.one(request, identifier)
    standing = standing_of(compilation, request.user)
    return render(
        request,
        "editorial/compiling/plan.html",
        context_of(side, compilation, standing=standing, step="plan"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, side: Side, identifier: UUID) -> HttpResponse:
    """Title, foreword, look."""
    compilation = side.one(request, identifier)
    kind = DeskCoverForm if side.is_desk else CoverForm
    form = kind(request.POST or None, instance=compilation)
    if request.method == "POST" and form.is_valid():
        form.save()
        touch(compilation)
        messages.success(request, "La couverture est enregistrée.")
        return redirect(side.url("compilation", compilation))
    return _form_page(request, side, identifier, form, "La couverture et l’avant-propos", "cover")


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, side: Side, identifier: UUID, pk: int) -> HttpResponse:
    """The title of a part and its presentation."""
    compilation = side.one(request, identifier)
    found = acting.group_of(compilation, pk)
    form = GroupForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        touch(compilation)
        messages.success(request, "La partie est enregistrée.")
        return redirect(f"{side.url('compilation', compilation)}#partie-{pk}")
    return _form_page(request, side, identifier, form, "Une partie", "plan")


def _form_page(
    request: HttpRequest, side: Side, identifier: UUID, form, title: str, step: str
) -> HttpResponse:
    # As it is stored: the form has written what was typed on its own copy.
    compilation = side.one(request, identifier)
    context = context_of(side, compilation, form=form, form_title=title, step=step)
    status = 422 if form.errors else 200
    return render(request, "editorial/compiling/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, side: Side, identifier: UUID) -> HttpResponse:
    """Ask, then delete; the records stay in the bank."""
    compilation = side.one(request, identifier)
    if request.method == "POST":
        compilation.delete()
        messages.success(request, "Le recueil est supprimé. Les fiches restent dans la banque.")
        return redirect(side.url("compilations"))
    return render(request, "editorial/compiling/delete.html", context_of(side, compilation))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, side: Side, identifier: UUID) -> HttpResponse:
    """Choose records, and add them."""
    compilation = side.one(request, identifier)
    if request.method == "POST":
        adding.add(request, compilation)
        return redirect(f"{side.url('compilation_add', compilation)}?{request.GET.urlencode()}")
    context = context_of(side, compilation, step="add", **adding.choices(request, compilation))
    return render(request, "editorial/compiling/add.html", context)


@require_safe
def preview(request: HttpRequest, side: Side, identifier: UUID) -> HttpResponse:
    """Contents, pages more or less, and what to know before making it."""
    compilation = side.one(request, identifier)
    context = context_of(
        side, compilation, step="preview", **previewing.preview(compilation, request.user)
    )
    return render(request, "editorial/compiling/preview.html", context)


@require_POST
def act(request: HttpRequest, side: Side, identifier: UUID) -> HttpResponse:
    """One gesture on the plan."""
    compilation = side.one(request, identifier)
    place = acting.act(request, compilation)
    return redirect(f"{side.url('compilation', compilation)}{place}")


@require_POST
def make(request: HttpRequest, side: Side, identifier: UUID) -> HttpResponse:
    """Ask for the file; its page says where it stands."""
    compilation = side.one(request, identifier)
    production = acting.ordered(request, compilation)
    return redirect(production or side.url("compilation_preview", compilation))


SCREENS = (
    ("", "compilations", index),
    ("<uuid:identifier>/", "compilation", plan),
    ("<uuid:identifier>/couverture/", "compilation_cover", cover),
    ("<uuid:identifier>/parties/<int:pk>/", "compilation_group", group),
    ("<uuid:identifier>/ajouter/", "compilation_add", add),
    ("<uuid:identifier>/apercu/", "compilation_preview", preview),
    ("<uuid:identifier>/agir/", "compilation_act", act),
    ("<uuid:identifier>/fabriquer/", "compilation_make", make),
    ("<uuid:identifier>/supprimer/", "compilation_delete", delete),
)


def _guarded(view, request: HttpRequest, side: Side, **given) -> HttpResponse:
    side.check(request)
    return view(request, side, **given)


def addresses(side: Side) -> list:
    """The addresses of one side."""
    return [
        path(route, never_cache(login_required(partial(_guarded, view))), {"side": side}, name)
        for route, name, view in SCREENS
    ]
