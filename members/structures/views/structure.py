"""« Ma structure »: its facts, what the directory shows of it, its logo."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.models import Structure
from members.models.structures import Published
from members.structures import joining, presentation
from members.structures.forms import PresentationForm
from members.structures.people import people_of
from members.structures.rules import Refused
from members.structures.views.common import (
    as_referent,
    done,
    own_membership,
    page_context,
    private,
    structure_url,
)


@private
@require_safe
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    """What the portal knows of a structure, and what its people may do here."""
    membership = own_membership(request, slug)
    current = membership.structure
    shown = [label for key, label in Published.choices if current.shows(key)]
    context = page_context(membership) | {
        "supports": list(current.supports.all()),
        "shown": shown,
        "people_number": len(people_of(current)),
        "requests_number": joining.waiting_in(current).count() if membership.is_referent else 0,
        "others": Structure.objects.of(request.user).exclude(pk=current.pk),
        "in_force": current.agreements.in_force().first(),
    }
    return render(request, "members/structures/structure.html", context)


@private
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The public presentation, written by the référent·e."""
    current = as_referent(request, slug)
    form = PresentationForm(request.POST or None, request.FILES or None, instance=current)
    if request.method == "POST" and form.is_valid():
        try:
            presentation.keep(form, request.user)
            return done(request, "Vos changements sont enregistrés.", structure_url(current))
        except Refused as error:
            form.add_error(None, str(error))
    membership = own_membership(request, slug)
    context = page_context(membership, "Présentation et annuaire") | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "members/structures/edit.html", context, status=status)


@private
@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The logo, for the people of the structure, whatever the directory shows."""
    stored = own_membership(request, slug).structure.logo
    if not stored:
        raise Http404
    try:
        response = FileResponse(stored.open("rb"), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404 from error
    response["X-Content-Type-Options"] = "nosniff"
    return response
