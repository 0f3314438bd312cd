"""Sample data for the gallery of components: every state, in realistic French.

Everything here is fictional and says so; nothing is read from the database.
"""

import re
from pathlib import Path

import yaml
from django import forms

from catalogue.listing_parts import Choice, FacetView

ROOM = Path(__file__).parent
DATA = ROOM / "gallery.yaml"
SEARCH = ROOM / "gallery_search.yaml"
SPRITE = ROOM / "static" / "portal" / "img" / "icons.svg"


class SampleForm(forms.Form):
    """One field of each sort, so that the gallery shows them with and without errors."""

    name = forms.CharField(label="Nom de la structure", help_text="Celui de la convention.")
    siret = forms.CharField(label="SIRET", help_text="14 chiffres, sans espace.")
    kind = forms.ChoiceField(
        label="Type de structure",
        choices=[("aci", "ACI"), ("ei", "EI"), ("ai", "AI")],
    )
    note = forms.CharField(
        label="Votre réseau d’entreprises",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    supports = forms.MultipleChoiceField(
        label="Supports de production",
        help_text="Cochez tout ce qui convient.",
        choices=[
            ("ev", "Espaces verts"),
            ("bat", "Bâtiment"),
            ("rest", "Restauration"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="Je suis mandaté par la direction")


def icon_names() -> list[str]:
    """Every drawing of the sprite."""
    return re.findall(r'symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8"))


def _facet(facet: dict) -> FacetView:
    return FacetView(
        facet["param"],
        facet["label"],
        facet["multiple"],
        facet["open"],
        [Choice(**choice) for choice in facet["choices"]],
    )


def samples() -> dict:
    """Everything the gallery page shows, by component."""
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    search = yaml.safe_load(SEARCH.read_text(encoding="utf-8"))
    cards = data["cards"] + search.pop("cards")
    return {
        **data,
        "search": search,
        "listing": data["listing"]
        | {"facets": [_facet(facet) for facet in data["listing"]["facets"]]}
        | {"cards": cards, "empty": None, "approximate": True, "simplified": True},
        "related": [
            {"reason": "Pour le même support", "cards": cards[:2]},
            {"reason": "Un groupe vide ne se voit pas", "cards": []},
        ],
        "icons": icon_names(),
        "form": SampleForm(),
        "bad_form": SampleForm({"kind": "xx"}, auto_id="erreur_%s"),
    }
