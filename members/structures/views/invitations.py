"""Invitations: those of a structure, and the page their link leads to."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from members.structures import inviting
from members.structures.forms import InviteForm
from members.structures.rules import Refused
from members.structures.views.common import (
    as_referent,
    done,
    own_membership,
    page_context,
    private,
    refusals_said,
    structure_url,
)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that wait, and the form of a new one."""
    current = as_referent(request, slug)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            inviting.invite(current, email, form.cleaned_data["role"], request.user)
            back = structure_url(current, "invitations")
            return done(request, f"L’invitation est partie à {email}.", back)
        except Refused as error:
            form.add_error(None, str(error))
    membership = own_membership(request, slug)
    context = page_context(membership, "Les invitations") | {
        "form": form,
        "invitations": list(inviting.waiting_in(current)),
    }
    status = 422 if form.errors else 200
    return render(request, "members/structures/invitations.html", context, status=status)


@private
@require_POST
@refusals_said
def send_again(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    current = as_referent(request, slug)
    invitation = inviting.send_again(current, identifier, request.user)
    said = f"L’invitation est repartie à {invitation.email}. L’ancien lien ne marche plus."
    return done(request, said, structure_url(current, "invitations"))


@private
@require_POST
@refusals_said
def take_back(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    current = as_referent(request, slug)
    inviting.take_back(current, identifier, request.user)
    said = "L’invitation est reprise : son lien ne marche plus."
    return done(request, said, structure_url(current, "invitations"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Which structure invites; how to sign in or make an account; the button to accept.

    Any link that cannot be used with this account, whatever the reason, gets the same page.
    """
    found = inviting.invitation_for(token)
    if found is None:
        return _useless(request)
    if not request.user.is_authenticated:
        request.session[inviting.SESSION_KEY] = token
        return render(request, "members/structures/invited.html", _doors(request, found))
    if not inviting.may_accept(found, request.user):
        return _useless(request)
    if request.method == "POST":
        return _accept(request, token)
    return render(request, "members/structures/accept.html", {"invitation": found})


def _accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        structure = inviting.accept(token, request.user)
    except Refused:
        return _useless(request)
    request.session.pop(inviting.SESSION_KEY, None)
    return done(request, f"Bienvenue dans {structure.name} !", structure_url(structure))


def _doors(request: HttpRequest, found) -> dict:
    back = urlencode({"next": request.path})
    return {
        "invitation": found,
        "login_url": f"{resolve_url(settings.LOGIN_URL)}?{back}",
        "sign_up_url": f"{reverse('account_signup')}?{back}",
    }


def _useless(request: HttpRequest) -> HttpResponse:
    return render(request, "members/structures/invitation_useless.html", status=404)
