"""The site's addresses, and one whose view breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal import urls
from portal.urls import *  # noqa: F403 (handlers of errors included)


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("panne")


urlpatterns = [path("panne/", break_down), *urls.urlpatterns]
