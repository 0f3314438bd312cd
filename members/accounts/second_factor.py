"""The second factor: who must have one, how its secrets are kept and shown."""

import base64
import secrets
from io import BytesIO

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def must_have_one(user) -> bool:
    """Whether this person may not work without a second factor (`MFA_REQUIRED_FOR`)."""
    if not settings.MFA_REQUIRED or not user.is_authenticated:
        return False
    return any(user.has_perm(permission) for permission in settings.MFA_REQUIRED_FOR)


def has_one(user) -> bool:
    """An application or a key; recovery codes alone are not a factor."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=REAL).exists()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets ciphered in the database, our QR code, our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Retirez d’abord votre second facteur pour changer d’adresse.",
        "cannot_generate_recovery_codes": "Activez d’abord une application ou une clé.",
        "incorrect_code": "Ce code n’est pas le bon, ou il a déjà servi. Prenez le suivant.",
        "unverified_email": "Confirmez d’abord votre adresse électronique.",
    }

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def build_totp_svg(self, url: str) -> str:
        """On white, with its margin: a phone reads it in dark mode too."""
        drawing = BytesIO()
        segno.make(url, error="m").save(drawing, kind="svg", scale=5, border=4, light="white")
        return drawing.getvalue().decode()

    def generate_authenticator_name(self, user, type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Clé {count + 1}"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that nobody knows when it was ciphered with a lost `SECRET_KEY`."""
        try:
            return _cipher().decrypt(encrypted_text).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _cipher() -> MultiFernet:
    """Ciphers with `SECRET_KEY`, reads what `SECRET_KEY_FALLBACKS` ciphered."""
    return MultiFernet(
        [_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _fernet(secret: str) -> Fernet:
    digest = salted_hmac("second factor", "", secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
