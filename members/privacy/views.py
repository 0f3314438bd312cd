"""What the site knows of me, in one page and one file; and how to leave."""

from django import forms
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.privacy import forgetting
from members.privacy.inventory import data_of
from members.throttling import client_address, too_many

TRIES, WINDOW = 5, 300


@never_cache
@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything, readable."""
    parts = [
        {"title": title, "headers": list(rows[0]) if rows else [], "rows": _cells(rows)}
        for title, rows in data_of(request.user).items()
    ]
    return render(request, "members/privacy/my_data.html", {"parts": parts})


@never_cache
@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything, in a file another tool can read (RGPD, article 20)."""
    answer = JsonResponse(
        {"exporté le": timezone.localtime().isoformat(timespec="seconds")} | data_of(request.user),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    answer["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return answer


@never_cache
@login_required
def delete_account(request: HttpRequest) -> HttpResponse:
    """Explain, ask for the password, erase."""
    form = LeavingForm(request.user, request.POST or None)
    blocked = forgetting.why_not(request.user)
    if request.method == "POST" and not blocked:
        key = f"{client_address(request)} {request.user.pk}"
        if too_many("delete-account", key, limit=TRIES, seconds=WINDOW):
            return render(request, "429.html", status=429)
        if form.is_valid():
            forgetting.delete_account(request.user)
            logout(request)
            return redirect("members:account_deleted")
    status = 200 if request.method != "POST" else 409 if blocked else 422
    context = {"form": form, "blocked": blocked}
    return render(request, "members/privacy/delete_account.html", context, status=status)


@never_cache
@require_safe
def account_deleted(request: HttpRequest) -> HttpResponse:
    """The last word."""
    return render(request, "members/privacy/account_deleted.html")


class LeavingForm(forms.Form):
    """The password; or the address, for accounts that sign in elsewhere."""

    proof = forms.CharField(max_length=500, strip=False)

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.by_password = user.has_usable_password()
        field = self.fields["proof"]
        field.label = "Votre mot de passe" if self.by_password else "Votre adresse électronique"
        if self.by_password:
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})

    def clean_proof(self) -> str:
        proof = self.cleaned_data["proof"]
        if self.by_password and not self.user.check_password(proof):
            raise forms.ValidationError("Ce n’est pas votre mot de passe. Rien n’est supprimé.")
        if not self.by_password and proof.strip().lower() != self.user.email:
            raise forms.ValidationError("Ce n’est pas votre adresse. Rien n’est supprimé.")
        return proof


def _cells(rows: list[dict]) -> list[list[str]]:
    return [[_words(value) for value in row.values()] for row in rows]


def _words(value) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)
