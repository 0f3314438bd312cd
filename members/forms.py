"""The sign-in form."""

from django.contrib.auth.forms import AuthenticationForm
from django.forms import EmailInput


class LoginForm(AuthenticationForm):
    """E-mail and password; the same answer whether the account exists or not."""

    error_messages = {
        "invalid_login": "Adresse ou mot de passe incorrect. Vérifiez puis réessayez.",
        "inactive": "Adresse ou mot de passe incorrect. Vérifiez puis réessayez.",
    }

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        field = self.fields["username"]
        field.label = "Adresse électronique"
        field.widget = EmailInput(attrs={"autocomplete": "username", "maxlength": 254})

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()
