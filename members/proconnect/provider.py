"""The service as django-allauth knows it: what is asked for, what is kept of the answer."""

import secrets

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

from members.proconnect.views import ProConnectAdapter


class ProConnectProvider(OpenIDConnectProvider):
    """OpenID Connect with a nonce, and nothing kept but the identifier."""

    id = "proconnect"
    name = "ProConnect"
    oauth2_adapter_class = ProConnectAdapter
    pkce_enabled_default = True

    def get_login_url(self, request, **kwargs) -> str:
        return super(OpenIDConnectProvider, self).get_login_url(request, **kwargs)

    def get_callback_url(self) -> str:
        return super(OpenIDConnectProvider, self).get_callback_url()

    def get_oauth2_adapter(self, request):
        return self.oauth2_adapter_class(request)

    def get_default_scope(self) -> list[str]:
        return ["openid", "given_name", "usual_name", "email"]

    def get_scope_from_request(self, request) -> list[str]:
        """What we ask for is ours to say, not a parameter of the address."""
        return self.get_scope()

    def get_auth_params_from_request(self, request, action) -> dict:
        return self.get_auth_params()

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        nonce = secrets.token_urlsafe(32)
        auth_params = (kwargs.pop("auth_params", None) or {}) | {"nonce": nonce}
        return super().redirect(
            request, process, next_url, data, auth_params=auth_params, nonce=nonce, **kwargs
        )

    def extract_uid(self, data: dict) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: dict) -> dict:
        return {}

    def extract_common_fields(self, data: dict) -> dict:
        return {
            "email": data.get("email"),
            "first_name": data.get("given_name"),
            "last_name": data.get("usual_name") or data.get("family_name"),
        }

    def extract_email_addresses(self, data: dict) -> list[EmailAddress]:
        """Confirmed only when the service says so in as many words; else our own link does it."""
        email = data.get("email")
        if not email:
            return []
        verified = data.get("email_verified") is True
        return [EmailAddress(email=email, verified=verified, primary=True)]


provider_classes = [ProConnectProvider]
