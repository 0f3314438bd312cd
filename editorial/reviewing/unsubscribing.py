"""Stop the summary from a link of the mail itself, as in `members.following.unsubscribing`."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from editorial.reviewing.models import DigestChoice
from members.mailing.unsubscribing import one_click, signed_link

SALT = "editorial.reviewing.unsubscribing"


def link(user_pk: int) -> str:
    """The full address that stops the summary. It never expires."""
    return signed_link("editorial:digest_stop", user_pk, SALT)


def headers(user_pk: int) -> dict[str, str]:
    """What lets a mail reader show its own button (RFC 8058)."""
    return one_click(link(user_pk))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button; POST stops, as often as one likes."""
    template = "editorial/reviewing/unsubscribe.html"
    try:
        user_pk = int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return render(request, template, {"state": "bad"}, status=404)
    wanted = DigestChoice.objects.filter(user=user_pk).exclude(rhythm=DigestChoice.Rhythm.NEVER)
    if request.method == "POST":
        wanted.update(rhythm=DigestChoice.Rhythm.NEVER)
        return render(request, template, {"state": "done"})
    return render(request, template, {"state": "ask" if wanted.exists() else "done"})
