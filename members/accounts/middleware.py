"""The doors that open only to those who have set up their second factor."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from members.accounts import second_factor

ASKED = (
    "Votre fonction demande un second facteur : activez-en un, l’administration s’ouvrira ensuite."
)


class SecondFactorMiddleware:
    """Whoever must have a second factor sets it up before what stands behind it opens."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_missing(request):
            messages.warning(request, ASKED)
            return redirect("mfa_index")
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        under = tuple(settings.MFA_REQUIRED_UNDER)
        if not settings.MFA_REQUIRED or not request.path.startswith(under):
            return False
        user = request.user
        return second_factor.must_have_one(user) and not second_factor.has_one(user)
