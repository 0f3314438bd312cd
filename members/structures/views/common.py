"""What every page of a structure needs: one's own structure, or nothing; a refusal, in words."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from members.models import Membership, Structure
from members.structures.rules import Refused


def private(view: Callable) -> Callable:
    """For signed-in people, kept by no cache."""
    return never_cache(login_required(view))


def own_membership(request: HttpRequest, slug: str) -> Membership:
    """One's place in an open structure. Raises `Http404` for any other address."""
    rows = Membership.objects.select_related("structure").filter(structure__is_active=True)
    membership = rows.filter(user=request.user, structure__slug=slug).first()
    if membership is None:
        raise Http404
    return membership


def as_referent(request: HttpRequest, slug: str) -> Structure:
    """One's own structure, for its référent·e. Raises `PermissionDenied` for its members."""
    membership = own_membership(request, slug)
    if not membership.is_referent:
        raise PermissionDenied
    return membership.structure


def page_context(membership: Membership, title: str = "") -> dict:
    """What the frame of these pages shows: the structure, and how one came here."""
    structure = membership.structure
    home = {"title": "Mon espace", "url": reverse("members:home")}
    here = {"title": structure.name, "url": structure_url(structure) if title else ""}
    trail = [home, here, *([{"title": title, "url": ""}] if title else [])]
    return {
        "structure": structure,
        "membership": membership,
        "is_referent": membership.is_referent,
        "title": title,
        "breadcrumb": trail,
    }


def structure_url(structure: Structure, name: str = "structure") -> str:
    return reverse(f"members:{name}", args=[structure.slug])


def done(request: HttpRequest, sentence: str, to: str) -> HttpResponse:
    """Say what was done, on the next page."""
    messages.success(request, sentence)
    return redirect(to)


def refusals_said(view: Callable) -> Callable:
    """An act refused by the rules is said on the structure's page of people."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, slug, *args, **kwargs)
        except Refused as error:
            messages.error(request, str(error))
            return redirect("members:people", slug=slug)

    return wrapped
