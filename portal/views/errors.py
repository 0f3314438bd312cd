"""Error pages in plain French."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

# Seconds after which one may try again.
WAIT = 300


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request Django refuses to read (foreign host, too many fields, suspicious path).

    Rendered without the request: its host may be what is wrong with it.
    """
    return HttpResponse(get_template("400.html").render(), status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page kept open too long, or from elsewhere."""
    return render(request, "403.html", {"expired_form": True}, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries at the doors (django-allauth looks for this handler)."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(WAIT)
    return response
