"""Addresses of accounts: allauth's own views and names, under French words.

A test compares these names with allauth's: one that it adds must be given an address here.
"""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from members.accounts.views import login
from members.proconnect.views import with_provider

RESET = "mot-de-passe/oublie/"
urlpatterns = [
    path("connexion/", login, name="account_login"),
    path("connexion/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/cle/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/second-facteur/", mfa.authenticate, name="mfa_authenticate"),
    path("deconnexion/", views.logout, name="account_logout"),
    path("ferme/", views.account_inactive, name="account_inactive"),
    path("inscription/", views.signup, name="account_signup"),
    path("verification/", views.reauthenticate, name="account_reauthenticate"),
    path("verification/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("verification/cle/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("adresse/", views.email, name="account_email"),
    path(
        "adresse/a-confirmer/",
        views.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("adresse/confirmer/<str:key>/", views.confirm_email, name="account_confirm_email"),
    path("mot-de-passe/", views.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", views.password_set, name="account_set_password"),
    path(RESET, views.password_reset, name="account_reset_password"),
    path(f"{RESET}envoye/", views.password_reset_done, name="account_reset_password_done"),
    path(
        f"{RESET}change/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        rf"^{RESET}(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.PasswordResetFromKeyView.as_view(reset_url_key="nouveau"),
        name="account_reset_password_from_key",
    ),
    path("second-facteur/", mfa.index, name="mfa_index"),
    path("second-facteur/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-facteur/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-facteur/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-facteur/codes/nouveaux/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-facteur/codes/fichier/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("second-facteur/cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("second-facteur/cles/ajouter/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("second-facteur/cles/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("second-facteur/cles/<int:pk>/retirer/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("services/", with_provider(social.connections), name="socialaccount_connections"),
    path("services/inscription/", with_provider(social.signup), name="socialaccount_signup"),
    path(
        "services/abandon/",
        with_provider(social.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path("services/echec/", with_provider(social.login_error), name="socialaccount_login_error"),
    path("services/", include("members.proconnect.urls")),
]
