"""Building blocks of the editorial pages."""

from wagtail import blocks

RICH = ["bold", "italic", "link", "ul", "ol", "document-link"]


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titre", max_length=150)
    text = blocks.RichTextBlock(label="texte", features=RICH, required=False)
    aside = blocks.CharBlock(label="en marge", required=False, max_length=200)


class TrueFalseItem(blocks.StructBlock):
    claim = blocks.CharBlock(label="ce qu’on entend", max_length=250)
    answer = blocks.CharBlock(label="réponse courte", max_length=40)
    explanation = blocks.TextBlock(label="explication")
    source = blocks.CharBlock(label="source", required=False, max_length=250)


class FigureItem(blocks.StructBlock):
    value = blocks.CharBlock(label="valeur", max_length=30)
    unit = blocks.CharBlock(label="unité", required=False, max_length=60)
    label = blocks.CharBlock(label="ce que l’on compte", max_length=200)
    period = blocks.CharBlock(label="période", required=False, max_length=120)
    source = blocks.CharBlock(label="source", required=False, max_length=250)
    approx = blocks.BooleanBlock(label="valeur approchée", required=False)


class TableBlock(blocks.StructBlock):
    """A table with real headers: one line per row, cells separated by « | »."""

    caption = blocks.CharBlock(label="titre du tableau", max_length=200)
    headers = blocks.ListBlock(blocks.CharBlock(label="colonne"), label="colonnes")
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.TextBlock(label="case", required=False), label="ligne"),
        label="lignes",
    )

    class Meta:
        icon = "table"
        label = "tableau"
        template = "portal/blocks/table.html"


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        [("info", "À savoir"), ("caution", "Attention")], label="ton", default="info"
    )
    title = blocks.CharBlock(label="titre", required=False, max_length=150)
    text = blocks.RichTextBlock(label="texte", features=RICH)

    class Meta:
        icon = "warning"
        label = "encadré"
        template = "portal/blocks/callout.html"


class CardItem(blocks.StructBlock):
    title = blocks.CharBlock(label="titre", max_length=120)
    text = blocks.TextBlock(label="texte", required=False)
    link = blocks.CharBlock(label="lien", required=False, help_text="/monographies/ ou https://…")
    link_label = blocks.CharBlock(label="texte du lien", required=False, max_length=80)


class TimelineItem(blocks.StructBlock):
    date = blocks.CharBlock(label="date", max_length=60)
    title = blocks.CharBlock(label="titre", max_length=150)
    text = blocks.TextBlock(label="texte", required=False)
    source = blocks.CharBlock(label="source", required=False, max_length=250)


def items(block: blocks.Block, label: str, icon: str, template: str) -> blocks.ListBlock:
    """A list of one kind of item, drawn by one template."""
    return blocks.ListBlock(
        block, label=label, icon=icon, template=f"portal/blocks/{template}.html"
    )


class BodyBlock(blocks.StreamBlock):
    """The body of an editorial page."""

    heading = blocks.CharBlock(
        label="titre de partie", icon="title", template="portal/blocks/heading.html"
    )
    subheading = blocks.CharBlock(
        label="sous-titre", icon="title", template="portal/blocks/subheading.html"
    )
    text = blocks.RichTextBlock(
        label="texte", features=RICH, template="portal/blocks/text.html"
    )
    steps = items(StepBlock(), "étapes", "list-ol", "steps")
    true_false = items(TrueFalseItem(), "vrai ou faux", "help", "true_false")
    figures = items(FigureItem(), "chiffres", "decimal", "figures")
    table = TableBlock()
    callout = CalloutBlock()
    cards = items(CardItem(), "cartes", "grip", "cards")
    timeline = items(TimelineItem(), "frise", "date", "timeline")
    source = blocks.CharBlock(label="source", icon="link", template="portal/blocks/source.html")


class LinkItem(blocks.StructBlock):
    label = blocks.CharBlock(label="texte", max_length=80)
    url = blocks.CharBlock(label="adresse", max_length=300, help_text="/ressources/ ou https://…")


class DoorBlock(blocks.StructBlock):
    """One door of the home page: for one person, towards what they come for."""

    title = blocks.CharBlock(label="titre", max_length=80)
    text = blocks.TextBlock(label="texte")
    links = blocks.ListBlock(LinkItem(), label="liens")

    class Meta:
        icon = "home"
        label = "porte"


class ExampleBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="exemple montré", max_length=60)
    query = blocks.CharBlock(label="recherche lancée", max_length=100)

    class Meta:
        icon = "search"
        label = "exemple de recherche"


class WhoItem(blocks.StructBlock):
    initials = blocks.CharBlock(label="initiales", max_length=3)
    role = blocks.CharBlock(label="rôle", max_length=80)
    does = blocks.CharBlock(label="ce que fait cette personne", max_length=250)


class RuleItem(blocks.StructBlock):
    """A rule with where and when it was true."""

    text = blocks.TextBlock(label="règle")
    source = blocks.CharBlock(label="source", max_length=250)
    period = blocks.CharBlock(label="période", required=False, max_length=120)
    example = blocks.BooleanBlock(label="exemple d’une structure", required=False)


class PathStepBlock(blocks.StructBlock):
    """One step of a certification's path."""

    title = blocks.CharBlock(label="titre", max_length=150)
    what = blocks.TextBlock(label="quoi")
    who = blocks.ListBlock(WhoItem(), label="qui")
    duration = blocks.CharBlock(label="durée", required=False, max_length=200)
    documents = blocks.ListBlock(
        blocks.CharBlock(label="document", max_length=200), label="documents", default=[]
    )
    rules = blocks.ListBlock(RuleItem(), label="règles et repères", default=[])
    path_steps = blocks.ListBlock(
        blocks.CharBlock(label="étape du parcours", max_length=160),
        label="étapes du parcours dont on montre les outils",
        default=[],
        help_text="L’adresse du terme, telle qu’elle est dans « Étapes du parcours ».",
    )

    class Meta:
        icon = "order-down"
        label = "étape"
        label_format = "{title}"
        collapsed = True


class RoleItem(blocks.StructBlock):
    initials = blocks.CharBlock(label="initiales", max_length=3)
    label = blocks.CharBlock(label="rôle", max_length=120)
    text = blocks.TextBlock(label="ce que fait ce rôle")
