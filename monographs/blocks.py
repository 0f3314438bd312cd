"""Repeated parts of a monograph: partners, steps, figures, funding, quotes, boxes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class PartnerBlock(blocks.StructBlock):
    """A partner organisation and what it does. Never a person."""

    name = blocks.CharBlock(label="Organisation", max_length=200)
    partner_type = SnippetChooserBlock(
        "catalogue.PartnerType", label="Type de partenaire", required=False
    )
    role = blocks.TextBlock(label="Son rôle", required=False)

    class Meta:
        icon = "group"
        label = "Partenaire"
        label_format = "{name}"


class StepBlock(blocks.StructBlock):
    """One step of the action, in order; numbers are drawn by the page."""

    title = blocks.CharBlock(label="Titre de l’étape", max_length=150)
    when = blocks.CharBlock(
        label="Quand", required=False, max_length=60, help_text="Mois, durée, phase… facultatif."
    )
    text = blocks.TextBlock(label="Ce que l’on fait", required=False)

    class Meta:
        icon = "order-down"
        label = "Étape"
        label_format = "{title}"


class FigureBlock(blocks.StructBlock):
    """A typed figure: value, unit, what it counts, when."""

    value = blocks.DecimalBlock(label="Valeur", max_digits=14, decimal_places=2)
    unit = blocks.CharBlock(label="Unité", max_length=40, help_text="salariés, heures, €, %…")
    label = blocks.CharBlock(label="Ce que l’on compte", max_length=200)
    period = blocks.CharBlock(label="Période", required=False, max_length=60)
    approx = blocks.BooleanBlock(label="Valeur approchée", required=False)

    class Meta:
        icon = "decimal"
        label = "Chiffre clé"
        label_format = "{value} {unit} {label}"


class FundingBlock(blocks.StructBlock):
    """A dated funding line."""

    year = blocks.CharBlock(label="Année ou période", required=False, max_length=40)
    amount = blocks.IntegerBlock(
        label="Montant en euros",
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(1_000_000_000)],
    )
    funders = blocks.CharBlock(label="Financeurs", required=False, max_length=300)
    purpose = blocks.CharBlock(label="Objet", required=False, max_length=300)

    class Meta:
        icon = "table"
        label = "Ligne de financement"
        label_format = "{year} {amount} {funders}"


class QuoteBlock(blocks.StructBlock):
    """Words heard on site. The speaker's function, never a name."""

    text = blocks.TextBlock(label="Paroles")
    role = blocks.CharBlock(
        label="Fonction de la personne",
        required=False,
        max_length=120,
        help_text="La fonction et la structure seulement : jamais de nom.",
    )

    class Meta:
        icon = "openquote"
        label = "Parole"
        label_format = "{text}"


class InsetBlock(blocks.StructBlock):
    """A boxed zoom: a method, a device, a local fact."""

    title = blocks.CharBlock(label="Titre", max_length=150)
    text = blocks.RichTextBlock(label="Texte", features=["bold", "italic", "ul", "ol", "link"])

    class Meta:
        icon = "doc-full-inverse"
        label = "Encadré"
        label_format = "{title}"
