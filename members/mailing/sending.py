"""Write a mail: its words, its addresses checked, its row."""

import re
from collections.abc import Iterable, Mapping
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.core.validators import validate_email
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.module_loading import import_string

from members.mailing.kinds import kind_of
from members.models import MailState, OutgoingMail

MAX_SUBJECT = 250
# Without templates of its own, the words of a mail are set in paragraphs.
PARAGRAPHS = "members/mails/paragraphs.html"


def send(
    kind: str,
    to: str | Iterable[str],
    context: Mapping,
    *,
    key: str = "",
    headers: Mapping[str, str] | None = None,
    about: Mapping | None = None,
) -> OutgoingMail:
    """Write the mail of this kind; it leaves after the commit of the current transaction.

    Its words are <kind>.txt (first line: the subject) and <kind>.html (optional), in the folder
    of its kind, rendered at once with `context`, `site_name` and `site_url`. With a `key` that
    was used already, nothing is written: the former mail comes back. An address that is none
    gives a mail given up, never an error. Raises `TemplateDoesNotExist`, and `BadHeaderError`
    for a line break in a header.
    """
    known = OutgoingMail.objects.filter(key=key).first() if key else None
    if known:
        return known
    subject, text, html = render(kind, context)
    said = {"Auto-Submitted": "auto-generated"} | dict(headers or {})
    return post(kind, to, subject, text, html, key=key, headers=said, about=about)


def post(
    kind: str,
    to: str | Iterable[str],
    subject: str,
    text: str,
    html: str = "",
    *,
    key: str = "",
    headers: Mapping[str, str] | None = None,
    about: Mapping | None = None,
) -> OutgoingMail:
    """The same with words already written."""
    addresses = [to] if isinstance(to, str) else list(to)
    values = {
        "kind": kind,
        "to": "\n".join(" ".join(address.split()) for address in addresses),
        "subject": one_line(subject)[:MAX_SUBJECT],
        "text": text,
        "html": html,
        "headers": _checked(headers or {}),
        "about": dict(about or {}),
    }
    fault = fault_of(addresses)
    if fault:
        values |= {"state": MailState.GIVEN_UP, "last_error": fault}
    if not key:
        return OutgoingMail.objects.create(**values)
    return OutgoingMail.objects.get_or_create(key=key, defaults=values)[0]


def render(kind: str, context: Mapping) -> tuple[str, str, str]:
    """(subject, text, HTML) of a mail."""
    said = {
        "site_name": site_name(),
        "site_url": settings.WAGTAILADMIN_BASE_URL,
    } | dict(context)
    plain = get_template(f"{kind_of(kind).folder}/{kind}.txt").template
    # Words, not markup: an apostrophe stays one.
    subject, _, text = plain.render(Context(said, autoescape=False)).strip().partition("\n")
    said |= {"subject": one_line(subject), "text": re.sub(r"\n{3,}", "\n\n", text.strip())}
    return said["subject"], f"{said['text']}\n", _html_template(kind).render(said)


def _html_template(kind: str):
    try:
        return get_template(f"{kind_of(kind).folder}/{kind}.html")
    except TemplateDoesNotExist:
        return get_template(PARAGRAPHS)


def one_line(words: str) -> str:
    """The words on one line: no line break of any alphabet stays in a subject."""
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())


def site_name() -> str:
    """The name of the site, as `MAIL_SITE_NAME` finds it."""
    return import_string(settings.MAIL_SITE_NAME)()


def _checked(headers: Mapping[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if len(f"{name}{value}".splitlines()) > 1:
            raise BadHeaderError(f"Un en-tête de courriel tient sur une ligne : {name!r}.")
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    # The same at each try: whoever gets it twice keeps it once.
    return {"Message-ID": make_msgid(domain=host)} | dict(headers)


def fault_of(addresses: list[str]) -> str:
    """Why it cannot leave, or nothing."""
    if not addresses:
        return "Ce courriel n’a pas de destinataire."
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError:
            return f"« {one_line(address)[:254]} » n’est pas une adresse électronique."
    return ""
