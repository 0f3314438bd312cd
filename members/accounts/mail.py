"""The e-mails about an account: written once as plain text, sent as text and HTML."""

import re

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string

from members.mailing.sending import site_name

BLANK_LINE = re.compile(r"\n\s*\n")


def with_html(message: EmailMessage) -> EmailMultiAlternatives:
    """The same message, with an HTML twin drawn from its text.

    A paragraph is what stands between two blank lines. One that is only a web address becomes
    a button, and the address stays readable under it.
    """
    parts = [part.strip() for part in BLANK_LINE.split(message.body) if part.strip()]
    context = {
        "subject": message.subject,
        "paragraphs": [
            {"lines": part.splitlines(), "link": part if _is_link(part) else ""} for part in parts
        ],
        "site_name": site_name(),
        "site_url": settings.WAGTAILADMIN_BASE_URL,
    }
    twin = EmailMultiAlternatives(
        message.subject, message.body, message.from_email, message.to, headers=message.extra_headers
    )
    twin.attach_alternative(render_to_string("members/mails/account.html", context), "text/html")
    return twin


def _is_link(part: str) -> bool:
    return re.fullmatch(r"https?://\S+", part) is not None
