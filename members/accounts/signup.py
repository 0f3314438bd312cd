"""Who may create an account."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

_openers: list[Callable[[HttpRequest], bool]] = []


def register_opener(opener: Callable[[HttpRequest], bool]) -> None:
    """Let `opener(request)` open the door too: an invitation being answered, for instance."""
    _openers.append(opener)


def may_sign_up(request: HttpRequest) -> bool:
    """Whether this visitor may create an account: invited, or on a site open to all."""
    return settings.ACCOUNT_OPEN_SIGNUP or any(opener(request) for opener in _openers)
