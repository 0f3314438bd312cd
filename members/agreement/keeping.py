"""Typed words are never lost: when they cannot be saved, the page gives them back.

A session that ended, a security token that turned with a new sign-in, a file that was closed
meanwhile: the answer is a page that still holds what was typed and says what to do.
"""

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render, resolve_url

from members.agreement.forms import Asked

SIGNED_OUT = (
    "Votre session est finie. Votre texte est toujours là : reconnectez-vous dans un autre "
    "onglet, puis revenez ici et enregistrez."
)
SIGNED_IN_AGAIN = (
    "Vous venez de vous reconnecter. Votre texte est toujours là : appuyez encore une fois sur "
    "le bouton."
)


def csrf_fails(request: HttpRequest) -> bool:
    """Whether the request lacks a right security token.

    For views marked `csrf_exempt` only because they answer a wrong token themselves.
    """
    return CsrfViewMiddleware(lambda _: None).process_view(request, None, (), {}) is not None


def signed_out(
    request: HttpRequest, form: forms.Form, asked: list[Asked] | None = None
) -> HttpResponse:
    """To somebody who is not signed in: the sign-in page, or their text kept with a way to it."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path(), resolve_url("members:login"))
    return kept(request, SIGNED_OUT, form, asked, status=401, sign_in=True)


def kept(
    request: HttpRequest,
    message: str,
    form: forms.Form,
    asked: list[Asked] | None = None,
    *,
    status: int,
    sign_in: bool = False,
    again: bool = True,
) -> HttpResponse:
    """The typed words, and why they are not saved; one sentence when htmx asks.

    `again`: whether sending them once more may work.
    """
    login = f"{resolve_url('members:login')}?next={request.path}" if sign_in else ""
    context = {
        "message": message,
        "login_url": login,
        "form": form,
        "asked": asked,
        "version": request.POST.get("version", "")[:9],
        "again": again,
    }
    name = "_not_saved" if request.htmx else "kept"
    response = render(request, f"members/agreement/{name}.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
