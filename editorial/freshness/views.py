"""« Toujours exacte » and « Ce n’est plus moi », from the mail, without signing in.

Opening a page changes nothing: filters of mail open every link. The signed address is the right
to answer: no other site can know it, so the form needs no token, and works without a cookie.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from catalogue.models import Record
from editorial.freshness import keeping, links

PAGE = "editorial/freshness/answer.html"


def answered(view):
    """Read the link first; the same page for every useless one."""

    @never_cache
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    def with_link(request: HttpRequest, token: str) -> HttpResponse:
        try:
            asked = links.read(token)
        except links.Useless:
            return _page(request, {"state": "bad"}, status=404)
        return view(request, asked)

    return with_link


@answered
def still_right(request: HttpRequest, asked: links.Asked) -> HttpResponse:
    """GET asks; POST puts the day off, once."""
    context = {"record": asked.record, "day": asked.day, "question": "right"}
    if asked.is_used:
        return _page(request, context | {"state": "used"})
    if request.method != "POST":
        proposed = keeping.proposed_day(asked.record.record_kind)
        asking = {"state": "ask", "proposed": proposed, "may_edit": asked.may_edit}
        return _page(request, context | asking)
    how = keeping.How.LINK
    state = "done"
    if not keeping.still_right(asked.record, asked.user, how, asked.fingerprint):
        state = "used"
    context["record"] = Record.objects.get(pk=asked.record.pk)
    return _page(request, context | {"state": state})


@answered
def not_me(request: HttpRequest, asked: links.Asked) -> HttpResponse:
    """GET asks; POST takes the person's name off."""
    context = {"record": asked.record, "day": asked.day, "question": "not_me"}
    if not asked.is_theirs:
        return _page(request, context | {"state": "used"})
    if request.method != "POST":
        return _page(request, context | {"state": "ask"})
    done = keeping.let_go(asked.record, asked.user)
    return _page(request, context | {"state": "done" if done else "used"})


def _page(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    blank = {"record": None, "day": None, "question": "", "proposed": None, "may_edit": False}
    response = render(request, PAGE, blank | context, status=status)
    # The address is a key: it goes to no other site.
    response["Referrer-Policy"] = "no-referrer"
    return response
