"""Signing in and out, and the members' first page."""

import unicodedata

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from catalogue import access
from catalogue.cards import cards_for
from catalogue.models import Record
from members.forms import LoginForm
from members.throttling import client_address, too_many

TRIES, WINDOW = 10, 300
NEW = 12


@method_decorator(never_cache, name="dispatch")
class LoginView(auth_views.LoginView):
    """One door for everybody; too many tries from one address get a 429 page."""

    template_name = "members/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Someone signed in whom the editors' interface sent back here may not enter it.

        Sending them there again would never end: they are told so instead.
        """
        editing = self.get_redirect_url().startswith(reverse("wagtailadmin_home"))
        user = request.user
        if editing and user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        # The same account however it is typed: the form makes the same changes.
        typed = unicodedata.normalize("NFKC", request.POST.get("username", "")[:1000])
        account = typed.strip().lower()[:254]
        address = client_address(request)
        if too_many("login-ip", address, limit=TRIES * 3, seconds=WINDOW) or too_many(
            "login", f"{address} {account}", limit=TRIES, seconds=WINDOW
        ):
            response = render(request, "429.html", status=429)
            response["Retry-After"] = str(WINDOW)
            return response
        return super().post(request, *args, **kwargs)


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What is reserved for this person, the newest first."""
    levels = access.levels_of(request.user) - {access.Level.PUBLIC}
    reserved = access.visible_to(
        Record.objects.filter(access_level__in=levels), request.user
    ).order_by("-first_published_at", "-pk")
    context = {
        "cards": cards_for(reserved[:NEW], request.user, request),
        "total": reserved.count(),
        "levels": [access.Level(level).label for level in sorted(levels)],
    }
    return render(request, "members/home.html", context)
