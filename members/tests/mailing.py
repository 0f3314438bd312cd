"""What the tests of the mails share: a mail, a server that answers as one wishes."""

from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings

from members.mailing import post
from members.models import OutgoingMail


class Server(BaseEmailBackend):
    """A transport: `answers` holds what it does next, an error to raise or None to take."""

    answers: list = []
    taken: list = []

    def send_messages(self, email_messages) -> int:
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        self.taken.extend(email_messages)
        if callable(answer):
            answer()
        return len(email_messages)


def with_server():
    """The site sends its mails to `Server`."""
    Server.answers, Server.taken = [], []
    return override_settings(MAIL_TRANSPORT=f"{__name__}.Server")


def make_mail(to="claude@example.org", **fields) -> OutgoingMail:
    """A mail that waits."""
    return post("autre", to, fields.pop("subject", "Objet"), fields.pop("text", "Texte"), **fields)
