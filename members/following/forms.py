"""Naming a search, and saying whether to follow it."""

from django import forms

from members.models import SavedSearch


class SearchForm(forms.ModelForm):
    """A name of one's own; a box for the weekly mail."""

    class Meta:
        model = SavedSearch
        fields = ["name", "followed"]
        labels = {
            "name": "Nom de cette recherche",
            "followed": "Me prévenir par courriel des nouveautés",
        }
        help_texts = {
            "name": "Pour la retrouver. Vous seul le voyez.",
            "followed": "Par courriel, le lundi. Rien de neuf, pas de courriel.",
        }
        error_messages = {"name": {"required": "Donnez un nom, même court."}}

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
