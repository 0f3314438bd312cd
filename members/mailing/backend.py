"""Django's door: whatever calls `send_mail` or `EmailMessage.send` writes in the same queue."""

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from members.mailing.kinds import OTHER
from members.mailing.sending import post

HTML = "text/html"


class QueueBackend(BaseEmailBackend):
    """Keeps mails instead of sending them. Raises `ValueError` for an attached file."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        """Keep these mails; a hidden copy is a mail of its own."""
        for message in email_messages:
            for recipients in _envelopes(message):
                _keep(message, recipients)
        return len(email_messages)


def _envelopes(message: EmailMessage) -> list[list[str]]:
    seen = [*message.to, *message.cc]
    return ([seen] if seen else []) + [[address] for address in message.bcc]


def _keep(message: EmailMessage, recipients: list[str]) -> None:
    if message.attachments:
        raise ValueError("Un courriel du site ne porte pas de pièce jointe : donnez une adresse.")
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers["Reply-To"] = ", ".join(message.reply_to)
    html = ""
    if message.content_subtype == "html":
        html = message.body
    for content, kind in getattr(message, "alternatives", ()):
        html = content if kind == HTML else html
    text = "" if message.content_subtype == "html" else message.body
    post(OTHER.name, recipients, message.subject, text, html, headers=headers)
