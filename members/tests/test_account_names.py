"""Every view and page of allauth has a French address and a page or an e-mail of ours."""

from pathlib import Path

import allauth
import pytest
from allauth import urls as theirs
from django.urls import URLResolver, reverse

from members.accounts import urls as ours
from tests import source

TEMPLATES = Path(allauth.__file__).parent / "templates"
FOLDERS = ("account", "allauth", "mfa", "socialaccount", "usersessions")
# What our settings switch off: codes by e-mail, phone numbers, several addresses at once,
# accounts by passkey alone, trusted browsers. The « base » pages are only parents of theirs.
OFF = (
    "account/base_",
    "account/confirm_",
    "account/email.html",
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/messages/login_code_sent",
    "account/messages/phone_",
    "account/phone_change.html",
    "account/request_login_code.html",
    "account/signup_by_passkey.html",
    "account/snippets/",
    "mfa/base_",
    "mfa/recovery_codes/base.html",
    "mfa/totp/base.html",
    "mfa/trust.html",
    "mfa/webauthn/base.html",
    "mfa/webauthn/signup_form.html",
    "mfa/webauthn/snippets/",
    "socialaccount/base_",
    "socialaccount/snippets/",
    "usersessions/base_",
)
# Plain HTML of which nothing has to change.
AS_THEY_ARE = (
    "elements/field.html",
    "elements/hr.html",
    "elements/img.html",
    "elements/provider",
    "elements/t",
)


def names(patterns) -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern.url_patterns)
        elif pattern.name:
            found.add(pattern.name)
    return found


def test_every_view_of_allauth_has_an_address_of_ours():
    assert names(theirs.urlpatterns) == names(ours.urlpatterns)


def test_the_site_and_allauth_name_one_door():
    assert reverse("members:login") == reverse("account_login") == "/compte/connexion/"
    assert reverse("members:logout") == reverse("account_logout")


def their_templates() -> list[str]:
    found = [path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*")]
    return [name for name in sorted(found) if name.startswith(FOLDERS)]


def test_every_page_and_message_that_can_be_shown_is_ours():
    kept = {source.name(path).removeprefix("templates/") for path in source.templates()}
    missing = [
        name
        for name in their_templates()
        if name not in kept and not name.startswith(OFF) and not any(x in name for x in AS_THEY_ARE)
    ]
    assert missing == []


@pytest.mark.parametrize("name", OFF)
def test_list_of_what_is_off_names_nothing_that_is_gone(name):
    assert any(template.startswith(name) for template in their_templates())
