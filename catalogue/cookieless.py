"""Forms that a visitor without an account sends without any cookie.

The token of forms protects what a browser holds: a session. A visitor who has none has nothing
that another site could borrow; whoever is signed in is protected as everywhere.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect


def token_when_signed_in(view: Callable[..., HttpResponseBase]):
    """A view whose form needs its token from signed-in readers only."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        chosen = protected if request.user.is_authenticated else view
        return chosen(request, *args, **kwargs)

    return answer
