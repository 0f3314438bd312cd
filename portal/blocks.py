"""Building blocks of the editorial pages."""

from django.core.validators import RegexValidator
from wagtail import blocks

from catalogue.models import Step

address_validator = RegexValidator(
    r"^(/(?!/)|#|https?://|mailto:)",
    "Une adresse commence par / (une page du site) ou par https:// (un autre site).",
)
ADDRESS_HELP = "Une page du site : /ressources/. Un autre site : https://…"
RICH = ["bold", "italic", "link", "ul", "ol", "document-link"]


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titre", max_length=150)
    text = blocks.RichTextBlock(label="Texte", features=RICH, required=False)
    aside = blocks.CharBlock(label="En marge", required=False, max_length=200)

    class Meta:
        label = "Étape"
        label_format = "{title}"


class TrueFalseItem(blocks.StructBlock):
    claim = blocks.CharBlock(label="Ce qu’on entend", max_length=250)
    answer = blocks.CharBlock(label="Réponse courte", max_length=40)
    explanation = blocks.TextBlock(label="Explication")
    source = blocks.CharBlock(label="Source", required=False, max_length=250)

    class Meta:
        label = "Idée reçue"
        label_format = "{claim}"


class FigureItem(blocks.StructBlock):
    value = blocks.CharBlock(label="Valeur", max_length=30)
    unit = blocks.CharBlock(label="Unité", required=False, max_length=60)
    label = blocks.CharBlock(label="Ce que l’on compte", max_length=200)
    period = blocks.CharBlock(label="Période", required=False, max_length=120)
    source = blocks.CharBlock(label="Source", required=False, max_length=250)
    approx = blocks.BooleanBlock(label="Valeur approchée", required=False)

    class Meta:
        label = "Chiffre"
        label_format = "{value} {unit} {label}"


class TableBlock(blocks.StructBlock):
    """A table with real headers: a list of columns, then rows of as many cells."""

    caption = blocks.CharBlock(label="Titre du tableau", max_length=200)
    headers = blocks.ListBlock(blocks.CharBlock(label="Colonne"), label="Colonnes")
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.TextBlock(label="Case", required=False), label="Ligne"),
        label="Lignes",
    )

    class Meta:
        icon = "table"
        label = "Tableau"
        template = "portal/blocks/table.html"


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        [("info", "À savoir"), ("caution", "Attention")], label="Ton", default="info"
    )
    title = blocks.CharBlock(label="Titre", required=False, max_length=150)
    text = blocks.RichTextBlock(label="Texte", features=RICH)

    class Meta:
        icon = "warning"
        label = "Encadré"
        template = "portal/blocks/callout.html"


class CardItem(blocks.StructBlock):
    title = blocks.CharBlock(label="Titre", max_length=120)
    text = blocks.TextBlock(label="Texte", required=False)
    link = blocks.CharBlock(
        label="Lien", required=False, help_text=ADDRESS_HELP, validators=[address_validator]
    )
    link_label = blocks.CharBlock(label="Texte du lien", required=False, max_length=80)

    class Meta:
        label = "Carte"
        label_format = "{title}"


class TimelineItem(blocks.StructBlock):
    date = blocks.CharBlock(label="Date", max_length=60)
    title = blocks.CharBlock(label="Titre", max_length=150)
    text = blocks.TextBlock(label="Texte", required=False)
    source = blocks.CharBlock(label="Source", required=False, max_length=250)

    class Meta:
        label = "Date"
        label_format = "{date} {title}"


def items(block: blocks.Block, label: str, icon: str, template: str) -> blocks.ListBlock:
    """A list of one kind of item, drawn by one template."""
    return blocks.ListBlock(
        block, label=label, icon=icon, template=f"portal/blocks/{template}.html"
    )


class BodyBlock(blocks.StreamBlock):
    """The body of an editorial page."""

    heading = blocks.CharBlock(
        label="Titre de partie", icon="title", template="portal/blocks/heading.html"
    )
    subheading = blocks.CharBlock(
        label="Sous-titre", icon="title", template="portal/blocks/subheading.html"
    )
    text = blocks.RichTextBlock(label="Texte", features=RICH, template="portal/blocks/text.html")
    steps = items(StepBlock(), "Étapes", "list-ol", "steps")
    true_false = items(TrueFalseItem(), "Vrai ou faux", "help", "true_false")
    figures = items(FigureItem(), "Chiffres", "decimal", "figures")
    table = TableBlock()
    callout = CalloutBlock()
    cards = items(CardItem(), "Cartes", "grip", "cards")
    timeline = items(TimelineItem(), "Frise", "date", "timeline")
    source = blocks.CharBlock(label="Source", icon="link", template="portal/blocks/source.html")


class LinkItem(blocks.StructBlock):
    label = blocks.CharBlock(label="Texte", max_length=80)
    url = blocks.CharBlock(
        label="Adresse", max_length=300, help_text=ADDRESS_HELP, validators=[address_validator]
    )

    class Meta:
        label = "Lien"
        label_format = "{label}"


class DoorBlock(blocks.StructBlock):
    """One door of the home page: for one person, towards what they come for."""

    title = blocks.CharBlock(label="Titre", max_length=80)
    text = blocks.TextBlock(label="Texte")
    links = blocks.ListBlock(LinkItem(), label="Liens")

    class Meta:
        icon = "home"
        label = "Porte"
        label_format = "{title}"


class ExampleBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="Exemple montré", max_length=60)
    query = blocks.CharBlock(label="Recherche lancée", max_length=100)

    class Meta:
        icon = "search"
        label = "Exemple de recherche"
        label_format = "{label}"


class WhoItem(blocks.StructBlock):
    initials = blocks.CharBlock(label="Initiales", max_length=3)
    role = blocks.CharBlock(label="Rôle", max_length=80)
    does = blocks.CharBlock(label="Ce que fait cette personne", max_length=250)

    class Meta:
        label = "Personne"
        label_format = "{initials} {role}"


class RuleItem(blocks.StructBlock):
    """A rule with where and when it was true."""

    text = blocks.TextBlock(label="Règle")
    source = blocks.CharBlock(label="Source", max_length=250)
    period = blocks.CharBlock(label="Période", required=False, max_length=120)
    example = blocks.BooleanBlock(label="Exemple d’une structure", required=False)

    class Meta:
        label = "Règle"
        label_format = "{text}"


def step_choices() -> list[tuple[str, str]]:
    """The steps of the path, as the vocabulary names them today."""
    return list(Step.objects.values_list("slug", "label"))


class StepChoiceBlock(blocks.ChoiceBlock):
    """One step of the path, by its slug."""

    def to_python(self, value):
        """The slug as it is: Wagtail would read the whole vocabulary for each one stored."""
        return value


class PathStepBlock(blocks.StructBlock):
    """One step of a certification's path."""

    title = blocks.CharBlock(label="Titre", max_length=150)
    what = blocks.TextBlock(label="Quoi")
    who = blocks.ListBlock(WhoItem(), label="Qui")
    duration = blocks.CharBlock(label="Durée", required=False, max_length=200)
    documents = blocks.ListBlock(
        blocks.CharBlock(label="Document", max_length=200), label="Documents", default=[]
    )
    rules = blocks.ListBlock(RuleItem(), label="Règles et repères", default=[])
    path_steps = blocks.ListBlock(
        StepChoiceBlock(choices=step_choices, label="Étape du parcours"),
        label="Étapes du parcours dont on montre les outils",
        default=[],
        help_text="Les ressources classées à ces étapes s’affichent d’elles-mêmes.",
    )

    class Meta:
        icon = "order-down"
        label = "Étape"
        label_format = "{title}"


class RoleItem(blocks.StructBlock):
    initials = blocks.CharBlock(label="Initiales", max_length=3)
    label = blocks.CharBlock(label="Rôle", max_length=120)
    text = blocks.TextBlock(label="Ce que fait ce rôle")

    class Meta:
        label = "Rôle"
        label_format = "{initials} {label}"
