"""Naming a selection, and saying who sees it."""

from django import forms

from members.models import KeptSelection
from members.selections.keeping import structures_of

NAME_WANTED = "Donnez un nom, même court."


class KeepForm(forms.Form):
    """A new name, or one of mine to replace; a structure to share with."""

    replaced = forms.ModelChoiceField(
        KeptSelection.objects.none(),
        required=False,
        empty_label="Une nouvelle sélection",
        label="Où la garder",
    )
    name = forms.CharField(
        max_length=80,
        required=False,
        label="Nom",
        help_text="Pour la retrouver. Laissez vide pour garder le nom de celle que vous remplacez.",
    )
    structure = forms.ModelChoiceField(
        None,
        required=False,
        empty_label="Moi seulement",
        label="Qui la voit",
        help_text="Vos collègues pourront l’ouvrir, pas la changer.",
    )

    def __init__(self, user, *args, renaming: KeptSelection | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.renaming = renaming
        self.fields["structure"].queryset = structures_of(user)
        mine = KeptSelection.objects.filter(user=user)
        if renaming or not mine.exists():
            del self.fields["replaced"]
            self.fields["name"].help_text = "Pour la retrouver."
            self.fields["name"].required = True
            self.fields["name"].error_messages["required"] = NAME_WANTED
        else:
            self.fields["replaced"].queryset = mine

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("name") and not cleaned.get("replaced") and "name" not in self.errors:
            self.add_error("name", NAME_WANTED)
        return cleaned
