"""The tree of a referential as the editor writes it.

Blocks → activities → competencies → criteria. Every list item keeps its Wagtail id for
life: the id of a competency is its stable identifier.
"""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from wagtail import blocks

code_validator = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9.\-]{0,19}$",
    "Un code : lettres sans accent, chiffres, points ou tirets, 20 signes au plus (ex. EV1.2.3).",
)


def code_block(example: str) -> blocks.CharBlock:
    """A code, unique in its referential."""
    return blocks.CharBlock(
        label="Code",
        max_length=20,
        validators=[code_validator],
        help_text=f"Ex. : {example}",
    )


class CompetencyBlock(blocks.StructBlock):
    """One competency, with the criteria by which one sees that it is mastered."""

    code = code_block("EV1.2.3")
    label = blocks.CharBlock(
        label="Compétence",
        max_length=250,
        help_text="Commence par un verbe : « Tailler une haie ».",
    )
    context = blocks.CharBlock(
        label="Contexte",
        required=False,
        max_length=250,
        help_text="Facultatif : où, avec quoi, dans quelles conditions.",
    )
    criteria = blocks.ListBlock(
        blocks.CharBlock(label="Critère", max_length=250),
        label="Critères observables",
        default=[],
        help_text="À quoi l’on voit, sur place, que c’est maîtrisé.",
    )

    class Meta:
        icon = "tick-inverse"
        label = "Compétence"
        label_format = "{code} {label}"


class ActivityBlock(blocks.StructBlock):
    """An activity of the trade and its competencies."""

    code = code_block("EV1.2")
    title = blocks.CharBlock(label="Activité", max_length=250)
    competencies = blocks.ListBlock(CompetencyBlock(), label="Compétences", collapsed=True)

    class Meta:
        icon = "list-ul"
        label = "Activité"
        label_format = "{code} {title}"


class SkillBlock(blocks.StructBlock):
    """A block (or module) of a referential."""

    code = code_block("EV1")
    title = blocks.CharBlock(label="Bloc", max_length=250)
    activities = blocks.ListBlock(ActivityBlock(), label="Activités", collapsed=True)

    class Meta:
        icon = "folder-open-inverse"
        label = "Bloc"
        label_format = "{code} {title}"


class TreeBlock(blocks.StreamBlock):
    """The whole tree; codes are unique in it, whatever their case and punctuation."""

    block = SkillBlock()

    class Meta:
        # A whole referential holds on a screen: what one works on is opened with a click.
        collapsed = True

    def clean(self, value, *args, **kwargs):
        cleaned = super().clean(value, *args, **kwargs)
        twins = twin_codes(cleaned)
        if twins:
            raise blocks.StreamBlockValidationError(
                non_block_errors=[
                    ValidationError(f"Chaque code ne sert qu’une fois. En double : {twins}.")
                ]
            )
        return cleaned


class LevelBlock(blocks.StructBlock):
    """One level of the mastery scale."""

    code = blocks.CharBlock(label="Repère", max_length=6)
    label = blocks.CharBlock(label="Niveau", max_length=80)
    description = blocks.CharBlock(label="Ce que l’on voit", required=False, max_length=250)

    class Meta:
        icon = "order-up"
        label = "Niveau"
        label_format = "{code} {label}"


def anchor_of(code: str) -> str:
    """A code as it stands in the anchors of the page: two codes may not share one."""
    return code.lower().replace(".", "-")


def walk_codes(tree):
    """(code, item) of every block, activity and competency, in order."""
    for block in tree:
        yield block.value["code"], block.value
        for activity in block.value["activities"]:
            yield activity["code"], activity
            for competency in activity["competencies"]:
                yield competency["code"], competency


def twin_codes(tree) -> str:
    """Codes that share an address, with what carries them: « EV1 (Tondre), EV1 (Planter) »."""
    carriers: dict[str, list[str]] = {}
    for code, item in walk_codes(tree):
        name = item.get("label") or item.get("title")
        carriers.setdefault(anchor_of(code), []).append(f"{code} ({name})")
    return ", ".join(name for names in carriers.values() if len(names) > 1 for name in names)


def walk_competencies(tree):
    """(identifier, competency, activity, block) of every competency, in order.

    The identifier is the id of the list item: a UUID that survives edits and moves of text.
    """
    for block in tree:
        for activity in block.value["activities"]:
            for item in activity["competencies"].bound_blocks:
                yield item.id, item.value, activity, block.value
