"""Signing in, and the page that leads to every setting of one's account."""

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView as AllauthLoginView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from members.accounts import second_factor


class LoginView(AllauthLoginView):
    """One door for everybody."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Someone signed in whom the editors' interface sent back here may not enter it.

        Sending them there again would never end: they are told so instead.
        """
        target = get_next_redirect_url(request) or ""
        editing = target.startswith(reverse("wagtailadmin_home"))
        user = request.user
        if editing and user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


login = LoginView.as_view()


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Address, password, second factor, sessions: one line each, and where to change it."""
    context = {
        "has_second_factor": second_factor.has_one(request.user),
        "must_have_one": second_factor.must_have_one(request.user),
        "sessions": len(UserSession.objects.purge_and_list(request.user)),
        "linking": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "members/account.html", context)
