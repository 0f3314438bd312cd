"""The e-mails about an account: written once as plain text, sent as text and HTML."""

import logging
import re
from smtplib import SMTPException

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

BLANK_LINE = re.compile(r"\n\s*\n")


def with_html(message: EmailMessage, subject: str) -> EmailMultiAlternatives:
    """The same message, with an HTML twin drawn from its text.

    A paragraph is what stands between two blank lines. One that is only a web address becomes
    a button, and the address stays readable under it.
    """
    parts = [part.strip() for part in BLANK_LINE.split(message.body) if part.strip()]
    paragraphs = [
        {"lines": part.splitlines(), "link": part if _is_link(part) else ""} for part in parts
    ]
    twin = EmailMultiAlternatives(
        message.subject, message.body, message.from_email, message.to, headers=message.extra_headers
    )
    html = render_to_string("members/email.html", {"subject": subject, "paragraphs": paragraphs})
    twin.attach_alternative(html, "text/html")
    return twin


def _is_link(part: str) -> bool:
    return re.fullmatch(r"https?://\S+", part) is not None


def send(message: EmailMessage) -> None:
    """Send now. A mail server that is down must not tell who has an account, nor break the page."""
    try:
        message.send()
    except (OSError, SMTPException):
        logger.exception("An e-mail about an account could not be sent.")
