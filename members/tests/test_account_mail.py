"""E-mails about accounts: text and HTML, in French, nothing fetched from anywhere."""

import re

import pytest
from allauth.account.adapter import get_adapter
from django.utils import timezone

from tests import source

NOTICE = {"ip": "203.0.113.9", "user_agent": "<b>Firefox</b>", "timestamp": timezone.now()}
CONTEXT = NOTICE | {
    "activate_url": "http://site/compte/adresse/confirmer/abc/",
    "password_reset_url": "http://site/compte/mot-de-passe/oublie/1-abc/",
    "email": "claude.modele@example.org",
    "deleted_email": "ancienne@example.org",
    "from_email": "ancienne@example.org",
    "to_email": "nouvelle@example.org",
    "provider": "ProConnect",
}
ENGLISH = re.compile(r"\b(the|you|your|please|account|password|click|email)\b", re.IGNORECASE)


def prefixes() -> list[str]:
    names = [source.name(path).removeprefix("templates/") for path in source.templates()]
    found = [name.removesuffix("_subject.txt") for name in names if name.endswith("_subject.txt")]
    return [name for name in found if "/email/" in name]


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def message(request):
    return get_adapter().render_mail(request.param, "claude.modele@example.org", CONTEXT)


@pytest.mark.parametrize("message", prefixes(), indirect=True)
class TestMessage:
    def test_says_the_same_in_text_and_in_html(self, message):
        html = message.alternatives[0].content
        assert message.alternatives[0].mimetype == "text/html"
        for paragraph in message.body.split("\n\n"):
            words = paragraph.split()[0]
            assert words in html.replace("&amp;", "&")

    def test_is_in_french_from_the_subject_to_the_end(self, message):
        addresses = re.compile(r"\S+@\S+|https?://\S+")
        assert not ENGLISH.search(addresses.sub("", f"{message.subject} {message.body}"))
        assert message.body.startswith("Bonjour,")
        assert "\n" not in message.subject
        assert len(message.subject) < 60

    def test_html_holds_no_script_style_or_picture(self, message):
        html = message.alternatives[0].content
        assert '<html lang="fr">' in html
        assert not re.search(r"<script|<img|src=|url\(", html)
        assert "<b>Firefox</b>" not in html


def test_link_is_a_button_and_stays_readable():
    message = get_adapter().render_mail("account/email/password_reset_key", "a@b.fr", CONTEXT)
    html = message.alternatives[0].content
    assert f'<a href="{CONTEXT["password_reset_url"]}">' in html
    assert html.count(CONTEXT["password_reset_url"]) == 2
    assert f"\n{CONTEXT['password_reset_url']}\n" in message.body
