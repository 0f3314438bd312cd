"""What our accounts do differently from django-allauth's own."""

import unicodedata
from urllib.parse import urljoin

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse

from members.accounts import mail
from members.accounts.signup import may_sign_up
from members.models import User
from members.throttling import client_address


class AccountAdapter(DefaultAccountAdapter):
    """E-mails in text and HTML, links that only name our own address, one client address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Ce compte est fermé.",
        "duplicate_email": "C’est déjà l’adresse de votre compte.",
        "email_password_mismatch": "Adresse ou mot de passe incorrect. Vérifiez puis réessayez.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_code": "Ce code n’est pas le bon, ou il a déjà servi. Prenez le suivant.",
        "incorrect_password": "Ce n’est pas votre mot de passe.",
        "invalid_password_reset": "Ce lien ne marche plus.",
        "rate_limited": "Trop d’essais en peu de temps. Attendez quelques minutes.",
        "too_many_login_attempts": "Trop d’essais en peu de temps. Attendez cinq minutes, "
        "puis réessayez.",
        "unverified_primary_email": "Cette adresse n’est pas encore confirmée.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return may_sign_up(request)

    def is_ajax(self, request: HttpRequest) -> bool:
        """JSON is spoken at one address only: where a key of the device asks what to answer."""
        return request.path == reverse("mfa_login_webauthn") and request.method == "GET"

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials) -> str:
        """One count for an account, however its address is typed.

        allauth's own key holds the Host header, whose port anybody may change at each try.
        """
        typed = credentials.get("email") or credentials.get("username") or ""
        return unicodedata.normalize("NFKC", typed).strip().casefold()

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Refuse an address that another account holds, even one it never confirmed."""
        others = User.objects.exclude(pk=email_address.user_id)
        if others.filter(email__iexact=email_address.email).exists():
            self.add_message(
                request, messages.ERROR, "account/messages/email_confirmation_failed.txt"
            )
            return False
        return super().confirm_email(request, email_address)

    # E-mails

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def render_mail(self, template_prefix, email, context, headers=None) -> EmailMessage:
        context = context | {"home": here("/"), "email_page": here(reverse("account_email"))}
        message = super().render_mail(template_prefix, email, context, headers)
        return mail.with_html(message)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        # What allauth adds (the Host header's site) is left out: see `here`.
        self.render_mail(template_prefix, email, {"email": email} | context).send()

    def get_reset_password_from_key_url(self, key: str) -> str:
        user, _, token = key.partition("-")
        kwargs = {"uidb36": user, "key": token}
        return here(reverse("account_reset_password_from_key", kwargs=kwargs))

    def get_email_confirmation_url(self, request, emailconfirmation) -> str:
        return here(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def send_account_already_exists_mail(self, email: str) -> None:
        context = {"password_reset_url": here(reverse("account_reset_password"))}
        self.send_mail("account/email/account_already_exists", email, context)

    # Where one goes next

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        page = "account_email" if self.request.user.is_authenticated else "account_login"
        return reverse(page)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("members:account")


def here(path: str) -> str:
    """The full address of a page of ours, as the site was told it, not as a request says it."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)
