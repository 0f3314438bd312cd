"""Repeated parts of a monograph: partners, steps, figures, funding, quotes, boxes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class PartnerBlock(blocks.StructBlock):
    """A partner organisation and what it does. Never a person."""

    name = blocks.CharBlock(label="organisation", max_length=200)
    partner_type = SnippetChooserBlock(
        "catalogue.PartnerType", label="type de partenaire", required=False
    )
    role = blocks.TextBlock(label="son rôle", required=False)

    class Meta:
        icon = "group"
        label = "partenaire"
        label_format = "{name}"


class StepBlock(blocks.StructBlock):
    """One step of the action, in order; numbers are drawn by the page."""

    title = blocks.CharBlock(label="titre de l’étape", max_length=150)
    when = blocks.CharBlock(
        label="quand", required=False, max_length=60, help_text="Mois, durée, phase… facultatif."
    )
    text = blocks.TextBlock(label="ce que l’on fait", required=False)

    class Meta:
        icon = "order-down"
        label = "étape"
        label_format = "{title}"


class FigureBlock(blocks.StructBlock):
    """A typed figure: value, unit, what it counts, when."""

    value = blocks.DecimalBlock(label="valeur", max_digits=14, decimal_places=2)
    unit = blocks.CharBlock(label="unité", max_length=40, help_text="salariés, heures, €, %…")
    label = blocks.CharBlock(label="ce que l’on compte", max_length=200)
    period = blocks.CharBlock(label="période", required=False, max_length=60)
    approx = blocks.BooleanBlock(label="valeur approchée", required=False)

    class Meta:
        icon = "decimal"
        label = "chiffre clé"
        label_format = "{value} {unit} {label}"


class FundingBlock(blocks.StructBlock):
    """A dated funding line."""

    year = blocks.CharBlock(label="année ou période", required=False, max_length=40)
    amount = blocks.IntegerBlock(
        label="montant en euros",
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(1_000_000_000)],
    )
    funders = blocks.CharBlock(label="financeurs", required=False, max_length=300)
    purpose = blocks.CharBlock(label="objet", required=False, max_length=300)

    class Meta:
        icon = "table"
        label = "ligne de financement"
        label_format = "{year} {amount} {funders}"


class QuoteBlock(blocks.StructBlock):
    """Words heard on site. The speaker's function, never a name."""

    text = blocks.TextBlock(label="paroles")
    role = blocks.CharBlock(
        label="fonction de la personne",
        required=False,
        max_length=120,
        help_text="La fonction et la structure seulement : jamais de nom.",
    )

    class Meta:
        icon = "openquote"
        label = "parole"


class InsetBlock(blocks.StructBlock):
    """A boxed zoom: a method, a device, a local fact."""

    title = blocks.CharBlock(label="titre", max_length=150)
    text = blocks.RichTextBlock(label="texte", features=["bold", "italic", "ul", "ol", "link"])

    class Meta:
        icon = "doc-full-inverse"
        label = "encadré"
        label_format = "{title}"
