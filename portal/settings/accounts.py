"""Accounts (django-allauth): who signs in, how, how many tries. See docs/accounts.md."""

from .env import DEMO, env
from .security import HTTPS, TRUSTED_PROXIES

AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    # What belonging to a structure opens.
    "members.permissions.MembershipBackend",
]
LOGIN_URL = "members:login"
LOGIN_REDIRECT_URL = "members:home"
LOGOUT_REDIRECT_URL = "/"

# A browser that closes forgets the session, unless the person ticks « Rester connecté ».
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 14 * 24 * 3600

ACCOUNT_ADAPTER = "members.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_FORMS = {
    "login": "members.accounts.forms.LoginForm",
    "signup": "members.accounts.forms.SignupForm",
    "add_email": "members.accounts.forms.AddEmailForm",
    "change_password": "members.accounts.forms.ChangePasswordForm",
    "set_password": "members.accounts.forms.SetPasswordForm",
    "reset_password": "members.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "members.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "members.accounts.forms.ReauthenticateForm",
}
# Counted in the default cache, which all processes share: tries / duration / for whom. A
# structure often has one address for all its posts: the limits by address are the wide ones.
ACCOUNT_RATE_LIMITS = {
    "login": "60/5m/ip",
    "login_failed": "30/5m/ip,10/5m/key",
    "reset_password": "20/h/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "signup": "20/h/ip",
    "manage_email": "10/h/user",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# Signing up takes an invitation, unless this is on.
ACCOUNT_OPEN_SIGNUP = env.bool("ACCOUNT_OPEN_SIGNUP", default=False)

MFA_ADAPTER = "members.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A clock half a minute late is still right; a code serves once (members/accounts/forms.py).
MFA_TOTP_TOLERANCE = 1
# Browsers accept passkeys without TLS on « localhost » only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    "authenticate": "members.accounts.mfa_forms.AuthenticateForm",
    "reauthenticate": "members.accounts.mfa_forms.ReauthenticateForm",
    "activate_totp": "members.accounts.mfa_forms.ActivateTOTPForm",
    "add_webauthn": "members.accounts.mfa_forms.AddWebAuthnForm",
    "edit_webauthn": "members.accounts.mfa_forms.EditWebAuthnForm",
}
# Whoever holds one of these permissions must have a second factor before opening what stands
# under these addresses. The accounts of the demonstration are shared: not asked there.
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=not DEMO)
MFA_REQUIRED_FOR = ["wagtailadmin.access_admin", "members.decide_agreement"]
MFA_REQUIRED_UNDER = ["/admin/"]

# ProConnect, or any OpenID Connect service that signs its user-info; off without an address.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_NAME = env.str("OIDC_NAME", default="ProConnect")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
SOCIALACCOUNT_ADAPTER = "members.proconnect.linking.LinkingAdapter"
# An address, even one the service calls verified, never opens an account it is not linked to.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict = {}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["proconnect"] = {
        "APPS": [
            {
                "provider_id": "proconnect",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_SERVER_URL, "oauth_pkce_enabled": True},
            }
        ]
    }
