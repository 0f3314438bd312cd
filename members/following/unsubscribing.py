"""Stop the weekly mail from a link of the mail itself: one click, no account asked for.

RFC 8058: a mail reader posts to the signed address, without a cookie; whoever opens it sees
a button. Opening the page changes nothing: filters of mail open every link.
"""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from members.mailing.unsubscribing import one_click, signed_link
from members.models import SavedSearch

SALT = "members.following.unsubscribing"
# In a token: every search of the account.
EVERYTHING = 0


def link(user_pk: int, search_pk: int = EVERYTHING) -> str:
    """The full address that stops one follow-up, or all of them. It never expires."""
    return signed_link("members:unsubscribe", [user_pk, search_pk], SALT)


def headers(user_pk: int) -> dict[str, str]:
    """What lets a mail reader show its own button."""
    return one_click(link(user_pk))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button; POST stops, as often as one likes."""
    try:
        user_pk, search_pk = map(int, signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return render(request, "members/following/unsubscribe.html", {"state": "bad"}, status=404)
    searches = SavedSearch.objects.filter(user=user_pk, followed=True)
    if search_pk != EVERYTHING:
        searches = searches.filter(pk=search_pk)
    names = list(searches.values_list("name", flat=True))
    if request.method == "POST":
        searches.update(followed=False)
        context = {"state": "done"}
    else:
        context = {"state": "ask" if names else "done"}
    context |= {"everything": search_pk == EVERYTHING, "names": names}
    return render(request, "members/following/unsubscribe.html", context)
