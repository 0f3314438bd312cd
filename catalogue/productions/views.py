"""Following a long document, stopping it, asking again, taking it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from catalogue.cookieless import token_when_signed_in
from catalogue.models import Production, ProductionState
from catalogue.productions import ordering
from catalogue.productions.kinds import kind_of
from catalogue.productions.making import NO_RIGHT
from catalogue.views import PRIVATE, TYPES, send_stored

# Seconds between two looks of the waiting page.
PAUSE = 3
MADE_AGAIN = (
    "Des fiches ont changé depuis\u00a0: nous refaisons le document avec celles d’aujourd’hui."
)


@require_safe
def page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """How far it is, and what one can do."""
    return _page(request, _known(request, identifier))


@require_safe
def file(request: HttpRequest, identifier: UUID) -> HttpResponseBase:
    """The document, to whoever may still open all that it holds."""
    production = _known(request, identifier)
    kind = kind_of(production.kind)
    if kind is None or production.state != ProductionState.READY:
        return redirect(production)
    if not kind.may_open(production.parameters, production.reader):
        return _page(request, production, refusal=NO_RIGHT, status=403)
    if ordering.is_stale(production):
        return _remake(request, production, said=MADE_AGAIN)
    extension = production.name.rpartition(".")[2]
    response = send_stored(
        production.file, production.name, TYPES.get(extension, "application/octet-stream")
    )
    if kind.opened and request.method == "GET" and production.user_id:
        kind.opened(production.parameters, production.reader)
    return response


@token_when_signed_in
@require_POST
def stop(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Cancel what waits or is being made."""
    production = _known(request, identifier)
    ordering.cancel(production)
    return redirect(production)


@token_when_signed_in
@require_POST
def retry(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Again, after a failure or a stop."""
    production = _known(request, identifier)
    stopped = production.state == ProductionState.CANCELLED
    failed = production.state == ProductionState.FAILED and production.can_retry
    if stopped or failed:
        return _remake(request, production)
    return redirect(production)


def _known(request: HttpRequest, identifier: UUID) -> Production:
    """What an account asked for is its own; the rest belongs to whoever holds the address."""
    production = get_object_or_404(Production.objects.select_related("user"), identifier=identifier)
    if production.is_expired or (production.user_id and production.user != request.user):
        raise Http404
    return production


def _remake(request: HttpRequest, production: Production, said: str = "") -> HttpResponse:
    try:
        ordering.restart(production)
    except ordering.TooMany as crowd:
        return _page(request, production, refusal=crowd.sentence, status=503)
    return _page(request, production, said=said) if said else redirect(production)


def _page(
    request: HttpRequest,
    production: Production,
    *,
    refusal: str = "",
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    kind = kind_of(production.kind)
    context = {
        "production": production,
        "label": kind.label if kind else "Document",
        "ahead": ordering.ahead_of(production),
        "refusal": refusal,
        "said": said,
        "pause": PAUSE,
        "url": request.build_absolute_uri(production.get_absolute_url()),
        "back": kind.back(production.parameters) if kind and kind.back else "",
    }
    response = render(request, "catalogue/production.html", context, status=status)
    response["Cache-Control"] = PRIVATE
    if request.htmx and not production.is_under_way:
        # The waiting page has nothing more to wait for: it is shown anew, title included.
        response["HX-Refresh"] = "true"
    return response
