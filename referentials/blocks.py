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


class CompetencyBlock(blocks.StructBlock):
    """One competency, with the criteria by which one sees that it is mastered."""

    code = blocks.CharBlock(label="code", max_length=20, validators=[code_validator])
    label = blocks.CharBlock(label="compétence", max_length=250, help_text="Commence par un verbe.")
    context = blocks.CharBlock(label="contexte", required=False, max_length=250)
    criteria = blocks.ListBlock(
        blocks.CharBlock(label="critère", max_length=250), label="critères observables", default=[]
    )

    class Meta:
        icon = "tick-inverse"
        label = "compétence"
        label_format = "{code} {label}"
        collapsed = True


class ActivityBlock(blocks.StructBlock):
    """An activity of the trade and its competencies."""

    code = blocks.CharBlock(label="code", max_length=20, validators=[code_validator])
    title = blocks.CharBlock(label="activité", max_length=250)
    competencies = blocks.ListBlock(CompetencyBlock(), label="compétences")

    class Meta:
        icon = "list-ul"
        label = "activité"
        label_format = "{code} {title}"
        collapsed = True


class SkillBlock(blocks.StructBlock):
    """A block (or module) of a referential."""

    code = blocks.CharBlock(label="code", max_length=20, validators=[code_validator])
    title = blocks.CharBlock(label="bloc", max_length=250)
    activities = blocks.ListBlock(ActivityBlock(), label="activités")

    class Meta:
        icon = "folder-open-inverse"
        label = "bloc"
        label_format = "{code} {title}"
        collapsed = True


class TreeBlock(blocks.StreamBlock):
    """The whole tree; codes are unique in it."""

    block = SkillBlock()

    def clean(self, value, *args, **kwargs):
        cleaned = super().clean(value, *args, **kwargs)
        codes = [code for code, _item in walk_codes(cleaned)]
        twins = sorted({code for code in codes if codes.count(code) > 1})
        if twins:
            raise blocks.StreamBlockValidationError(
                non_block_errors=[
                    ValidationError(
                        f"Chaque code ne sert qu’une fois. En double : {', '.join(twins)}."
                    )
                ]
            )
        return cleaned


class LevelBlock(blocks.StructBlock):
    """One level of the mastery scale."""

    code = blocks.CharBlock(label="repère", max_length=6)
    label = blocks.CharBlock(label="niveau", max_length=80)
    description = blocks.CharBlock(label="ce que l’on voit", required=False, max_length=250)

    class Meta:
        icon = "order-up"
        label = "niveau"


def walk_codes(tree):
    """(code, item) of every block, activity and competency, in order."""
    for block in tree:
        yield block.value["code"], block.value
        for activity in block.value["activities"]:
            yield activity["code"], activity
            for competency in activity["competencies"]:
                yield competency["code"], competency


def walk_competencies(tree):
    """(identifier, competency, activity, block) of every competency, in order.

    The identifier is the id of the list item: a UUID that survives edits and moves of text.
    """
    for block in tree:
        for activity in block.value["activities"]:
            for item in activity["competencies"].bound_blocks:
                yield item.id, item.value, activity, block.value
