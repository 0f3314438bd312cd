"""The signed address by which a mail of news is stopped, and how a mail reader is told of it.

RFC 8058: a mail reader posts to that address, without a cookie. What it stops, and the page
that asks before, belong to who sends the mail.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse


def signed_link(view: str, content, salt: str) -> str:
    """The full address of a view that takes one token. It never expires."""
    token = signing.dumps(content, salt=salt)
    return settings.WAGTAILADMIN_BASE_URL + reverse(view, args=[token])


def one_click(link: str) -> dict[str, str]:
    """What lets a mail reader show its own button."""
    return {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
