"""Forms of the second factor, in our words."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.conf import settings
from django.core.cache import cache

from members.accounts.forms import Worded

PERIOD = 30
CODE_HELP = "Les 6 chiffres de votre application, ou l’un de vos codes de secours."
KNOWN_CODE = ("Code", CODE_HELP)


def spend(user, code: str) -> None:
    """Use up a code of the application. Raises `ValidationError` when it already served.

    allauth remembers it for one period; with the tolerance the clock accepts it for three.
    """
    name = f"totp:{user.pk}:{normalize_user_code(code)}"
    periods = 2 * settings.MFA_TOTP_TOLERANCE + 1
    if not cache.add(name, 1, timeout=PERIOD * periods):
        raise get_adapter().validation_error("incorrect_code")


class Once:
    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            spend(self.user, code)
        return code


class AuthenticateForm(Once, Worded, base.AuthenticateForm):
    words = {"code": KNOWN_CODE}


class ReauthenticateForm(Once, Worded, base.ReauthenticateForm):
    words = {"code": KNOWN_CODE}


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):
    words = {"code": ("Code affiché par l’application", "6 chiffres, qui changent souvent.")}

    def clean_code(self) -> str:
        code = super().clean_code()
        spend(self.user, code)
        return code


class AddWebAuthnForm(Worded, webauthn.AddWebAuthnForm):
    pass


class EditWebAuthnForm(Worded, webauthn.EditWebAuthnForm):
    pass
