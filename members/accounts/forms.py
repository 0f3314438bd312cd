"""allauth's forms, in our words."""

from allauth.account import forms as base
from django.forms import BaseForm

from members.models import User

LONG_ENOUGH = "12 caractères au moins. Quelques mots à la suite font un bon mot de passe."
# Name of the field: its label, and its help when it needs one.
WORDS = {
    "login": ("Adresse électronique", ""),
    "email": ("Adresse électronique", ""),
    "password": ("Mot de passe", ""),
    "remember": ("Rester connecté 14 jours sur cet appareil", ""),
    "oldpassword": ("Mot de passe actuel", ""),
    "password1": ("Nouveau mot de passe", LONG_ENOUGH),
    "password2": ("Nouveau mot de passe, une seconde fois", ""),
    "code": ("Code", ""),
    "name": ("Nom de cette clé", "Pour la reconnaître : « téléphone », « clé du bureau »…"),
    "passwordless": (
        "Me connecter avec cette clé seule",
        "Sans adresse ni mot de passe. La clé demande alors votre empreinte, votre visage ou "
        "son code.",
    ),
}


class Worded(BaseForm):
    """Our labels and help; no placeholder, which disappears as one types."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in (WORDS | self.words).items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].help_text = help_text
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Worded, base.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignupForm(Worded, base.SignupForm):
    """An address already taken costs as long as a new one: nothing is learnt with a stopwatch."""

    words = {
        "password1": ("Mot de passe", LONG_ENOUGH),
        "password2": ("Mot de passe, une seconde fois", ""),
    }

    def try_save(self, request):
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddEmailForm(Worded, base.AddEmailForm):
    words = {"email": ("Nouvelle adresse", "Nous y enverrons un lien à ouvrir.")}


class ChangePasswordForm(Worded, base.ChangePasswordForm):
    pass


class SetPasswordForm(Worded, base.SetPasswordForm):
    pass


class ResetPasswordForm(Worded, base.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Worded, base.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(Worded, base.ReauthenticateForm):
    pass
