"""The form of a document: its fields show the choices of the address, whatever it says."""

from django import forms

from catalogue.models import Support
from referentials.generating.choices import (
    JURORS,
    MAX_NAME,
    MAX_TEXT,
    PARTS,
    ROUNDS,
    Choices,
    Offer,
)


class ChoicesForm(forms.Form):
    """Never bound: an address is read by `choices.read_choices`, which refuses nothing."""

    p = forms.ChoiceField(
        label="Support de production", required=False, help_text="Il donne son titre au document."
    )
    v = forms.MultipleChoiceField(
        label="Ce que le livret suit",
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    n = forms.ChoiceField(
        label="Nombre d’évaluations", choices=[(str(rank), str(rank)) for rank in ROUNDS]
    )
    e = forms.ChoiceField(label="Échelle pour noter", widget=forms.RadioSelect)
    j = forms.ChoiceField(
        label="Nombre de jurés", choices=[(str(rank), str(rank)) for rank in JURORS]
    )
    s = forms.CharField(
        label="Nom de votre structure",
        required=False,
        max_length=MAX_NAME,
        help_text="Imprimé en tête. N’écrivez jamais ici le nom d’une personne.",
    )
    t = forms.CharField(
        label="Texte de la première page",
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Quelques phrases, sans nom de personne\u00a0: l’adresse de la page les porte.",
    )

    def __init__(self, choices: Choices, offer: Offer):
        super().__init__(
            initial={
                "p": choices.support.slug if choices.support else "",
                "v": list(choices.parts),
                "n": str(choices.rounds),
                "e": choices.scale,
                "j": str(choices.jurors),
                "s": choices.structure,
                "t": choices.text,
            },
            auto_id="choix-%s",
        )
        self.fields["p"].choices = [
            ("", "Aucun en particulier"),
            *Support.objects.order_by("label").values_list("slug", "label"),
        ]
        self.fields["e"].choices = [(key, scale.label) for key, scale in offer.scales.items()]
        for name in [name for name in self.fields if name not in offer.asks]:
            del self.fields[name]
