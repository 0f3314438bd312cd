"""Forms of a structure's people: what the directory shows, an invitation, a request."""

from django import forms

from members.models import Role, Structure
from members.models.structures import PRESENTATION_LENGTH, Published
from members.structures import logos
from members.validators import digits

# Fields of the model that the form checks in its own way.
OWN = ("website", "postcode", "published")
EMAIL = {"autocomplete": "off", "maxlength": 254}


class PresentationForm(forms.ModelForm):
    """What the référent·e writes about the structure, and what of it the public may read."""

    website = forms.URLField(
        label="Site internet",
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text="Ex. : www.mastructure.fr",
    )
    # Longer than kept: people type spaces.
    postcode = forms.CharField(label="Code postal", required=False, max_length=10)
    published = forms.MultipleChoiceField(
        label="Ce que l’annuaire montre, en plus du nom et de la ville",
        choices=Published,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="PNG, JPEG ou WebP, 2 Mo au plus. Nous le réduisons à 600 pixels.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    remove_logo = forms.BooleanField(label="Retirer le logo", required=False)

    class Meta:
        model = Structure
        fields = (
            "presentation",
            "territory",
            "supports",
            "address",
            "city",
            "department",
            "contact",
            "training_body_number",
            "is_listed",
        )
        widgets = {
            "supports": forms.CheckboxSelectMultiple,
            "presentation": forms.Textarea(attrs={"rows": 6, "maxlength": PRESENTATION_LENGTH}),
        }
        labels = {"is_listed": "Paraître dans l’annuaire public"}

    field_order = (
        "presentation",
        "supports",
        "territory",
        "contact",
        "website",
        "new_logo",
        "remove_logo",
        "address",
        "postcode",
        "city",
        "department",
        "training_body_number",
        "is_listed",
        "published",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {name: getattr(self.instance, name) for name in OWN}
        self.fields["postcode"].widget.attrs |= {"inputmode": "numeric"}
        if not self.instance.logo:
            del self.fields["remove_logo"]

    def clean_website(self) -> str:
        website = self.cleaned_data["website"]
        if website and not website.startswith(("https://", "http://")):
            raise forms.ValidationError("L’adresse d’un site commence par https://.")
        return website

    def clean_postcode(self) -> str:
        postcode = digits(self.cleaned_data["postcode"])
        if postcode and not (postcode.isascii() and postcode.isdigit() and len(postcode) == 5):
            raise forms.ValidationError("Un code postal compte 5 chiffres.")
        return postcode

    def clean_new_logo(self):
        upload = self.cleaned_data["new_logo"]
        return logos.cleaned(upload) if upload else None


class InviteForm(forms.Form):
    """One address, one role."""

    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        help_text="Le lien ne marche qu’avec cette adresse.",
        widget=forms.EmailInput(attrs=EMAIL),
    )
    role = forms.ChoiceField(
        label="Rôle", choices=Role, initial=Role.MEMBER, widget=forms.RadioSelect
    )


class JoinForm(forms.Form):
    """A word to the référent·e."""

    message = forms.CharField(
        label="Un mot pour la personne référente",
        required=False,
        max_length=500,
        help_text="Ex. : « Je suis encadrante technique depuis mars. »",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
