"""Leaving for the service and coming back from it."""

import hmac
from collections.abc import Callable
from functools import wraps

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from members.accounts.adapter import here
from members.proconnect import tokens


class ProConnectAdapter(OpenIDConnectOAuth2Adapter):
    """Both tokens are verified against the service's keys: the identity and the user-info.

    ProConnect signs its user-info (a JWT, not JSON); a plain JSON answer is refused.
    """

    provider_id = "proconnect"
    expected_nonce = ""

    def __init__(self, request: HttpRequest):
        super().__init__(request, self.provider_id)

    def get_callback_url(self, request: HttpRequest, app) -> str:
        return here(reverse("proconnect_callback"))

    def complete_login(self, request: HttpRequest, app, token: SocialToken, **kwargs):
        with get_adapter().get_requests_session() as session:
            keys = tokens.fetch_json(session, self.openid_config["jwks_uri"])
            user_info_token = self._user_info_token(session, token.token)
        trusted = {
            "keys": keys,
            "issuer": self.openid_config["issuer"],
            "audience": app.client_id,
        }
        identity = tokens.verified(
            str(kwargs["response"].get("id_token", "")),
            required=["exp", "iat", "nonce"],
            **trusted,
        )
        self._require_our_nonce(identity["nonce"])
        user_info = tokens.verified(user_info_token, required=[], **trusted)
        if user_info["sub"] != identity["sub"]:
            raise OAuth2Error("The user-info is about somebody else.")
        return self.get_provider().sociallogin_from_response(request, user_info)

    def _user_info_token(self, session: requests.Session, access_token: str) -> str:
        headers = {"Authorization": f"Bearer {access_token}"}
        response = session.get(self.profile_url, headers=headers)
        response.raise_for_status()
        if not response.headers.get("Content-Type", "").startswith("application/jwt"):
            raise OAuth2Error("The user-info is not signed.")
        return response.text.strip()

    def _require_our_nonce(self, nonce) -> None:
        """The answer is to the question this very browser asked."""
        expected = self.expected_nonce
        if not expected or not hmac.compare_digest(str(nonce), expected):
            raise OAuth2Error("The identity answers another request.")


class CallbackView(OAuth2CallbackView):
    def _get_state(self, request: HttpRequest, provider):
        state, response = super()._get_state(request, provider)
        self.adapter.expected_nonce = (state or {}).get("nonce", "")
        return state, response


def with_provider(view: Callable) -> Callable:
    """404 as long as no outside service signs people in."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs) -> HttpResponseBase:
        if not settings.SOCIALACCOUNT_PROVIDERS:
            raise Http404
        return view(request, **kwargs)

    return wrapped


@with_provider
def login(request: HttpRequest) -> HttpResponseBase:
    return OAuth2LoginView.adapter_view(ProConnectAdapter)(request)


@with_provider
def callback(request: HttpRequest) -> HttpResponseBase:
    return CallbackView.adapter_view(ProConnectAdapter)(request)
