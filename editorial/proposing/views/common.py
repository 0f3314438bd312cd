"""What every page behind a link shares: the key, the headers, the words that are never lost."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from editorial.proposing import abuse, tokens
from editorial.proposing.progress import Progress
from editorial.proposing.screens import SECTIONS_BY_KEY
from members.agreement.forms import SectionForm

CLOSED = "Ce lien n’ouvre plus rien. Votre texte est toujours là, dans les champs : copiez-le."
BUSY = (
    "Trop d’enregistrements en peu de temps : celui-ci n’est pas fait. Votre texte est dans les "
    "champs. Attendez une heure, ou copiez-le."
)


def behind_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that receives the `Progress` its link opens.

    No form token is asked: nobody can forge a request without the link itself, and no cookie
    gives any right here.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, token: str, *args, **kwargs) -> HttpResponseBase:
        try:
            response = _answer(view, request, token, *args, **kwargs)
        except RequestDataTooBig:
            response = render(request, "editorial/proposing/too_long.html", status=413)
        # The address is the key: it is told to nobody.
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


def _answer(view, request: HttpRequest, token: str, *args, **kwargs) -> HttpResponseBase:
    typed = request.method == "POST" and bool(request.POST)
    try:
        proposal = tokens.proposal_of(token, writing=typed)
    except tokens.Closed as closed:
        place = kwargs.get("place", "")
        if typed and place in SECTIONS_BY_KEY:
            return kept(request, CLOSED, place, status=410 if closed.expired else 404)
        context = {"expired": closed.expired}
        status = 410 if closed.expired else 404
        return render(request, "editorial/proposing/closed.html", context, status=status)
    if typed and abuse.too_many_writes(proposal):
        return kept(request, BUSY, kwargs.get("place", ""), status=429)
    return view(request, Progress(proposal, token), *args, **kwargs)


def kept(request: HttpRequest, message: str, place: str, *, status: int) -> HttpResponse:
    """The typed words that could not be saved, and why; one sentence when htmx asks."""
    if request.htmx:
        context = {"message": message, "login_url": ""}
        return render(request, "members/agreement/_not_saved.html", context, status=status)
    section = SECTIONS_BY_KEY.get(place)
    asked = SectionForm(section, {}, request.POST).asked() if section else []
    context = {"message": message, "asked": asked, "is_closed": message == CLOSED}
    return render(request, "editorial/proposing/kept.html", context, status=status)
