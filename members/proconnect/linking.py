"""How an outside identity meets an account of ours."""

import logging

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

logger = logging.getLogger(__name__)


class LinkingAdapter(DefaultSocialAccountAdapter):
    """Services come from the settings only; a refusal is written in the log, in full."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": "Un compte a déjà cette adresse. Connectez-vous d’abord avec votre mot de "
        "passe, puis reliez %s depuis votre compte.",
        "no_password": "Choisissez d’abord un mot de passe : sans lui, vous ne pourriez plus "
        "vous connecter.",
        "no_verified_email": "Confirmez d’abord votre adresse électronique.",
        "connected_other": "Cette identité est déjà reliée à un autre compte.",
    }

    def list_apps(self, request, provider=None, client_id=None):
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def on_authentication_error(
        self, request, provider, error=None, exception=None, extra_context=None
    ) -> None:
        logger.warning("Sign-in by %s refused: %s %s", provider, error, exception)
