"""How the tests sign in, as a browser would."""

import time
from urllib.parse import urlsplit

from allauth.mfa.totp.internal import auth as totp
from django.core import mail

from members.models import User
from tests.reading import soup

DOOR = "/compte/connexion/"
PASSWORD = "mot-de-passe-long"  # noqa: S105 (of the tests)
NEW_PASSWORD = "quatre mots bien longs"  # noqa: S105 (of the tests)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 (of the tests)


def make_account(email: str = "claude.modele@example.org", **fields) -> User:
    return User.objects.create_user(email, PASSWORD, **fields)


def sign_in(client, email: str, password: str = PASSWORD, **more):
    return client.post(DOOR, {"login": email, "password": password} | more)


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def prove_again(client, password: str = PASSWORD) -> None:
    """Answer « Est-ce bien vous ? »."""
    client.post("/compte/verification/", {"password": password})


def give_application(user: User) -> None:
    """A second factor whose secret the tests know."""
    totp.TOTP.activate(user, SECRET)


def code_now(step: int = 0) -> str:
    """The code that the application shows now, or `step` periods later."""
    return code_of(SECRET, step)


def code_of(secret: str, step: int = 0) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + step))


def link_in(message) -> str:
    """The path of the first link of ours in an e-mail."""
    words = [word for word in message.body.split() if word.startswith("http")]
    return urlsplit(words[0]).path


def last_link() -> str:
    return link_in(mail.outbox[-1])


def errors_of(response) -> str:
    found = soup(response).select_one("#erreurs")
    return found.get_text(" ", strip=True) if found else ""
