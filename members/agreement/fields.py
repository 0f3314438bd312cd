"""One form field for each kind of question. Nothing is required: a draft is saved as it is."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from catalogue.models import Support
from catalogue.text import french_number
from members.agreement.questions import LINE_LENGTH, NUMBER_MAX, Kind, Question
from members.plain import plain_line, plain_text

CHOICES = [("oui", "Oui"), ("non", "Non")]


class WordsField(forms.CharField):
    """Text of a limited length: too long, it is said, never cut."""

    def __init__(self, *, limit: int, required: bool = False, **kwargs):
        super().__init__(required=required, **kwargs)
        self.limit = limit

    def to_python(self, value) -> str:
        return plain_text(str(value or ""))

    def validate(self, value: str) -> None:
        if len(value) > self.limit:
            raise ValidationError(
                f"Ce texte compte {french_number(len(value))} caractères, et "
                f"{french_number(self.limit)} au plus sont possibles. Raccourcissez-le, puis "
                "enregistrez."
            )


class OneLineField(WordsField):
    """The same on one line."""

    def to_python(self, value) -> str:
        return plain_line(str(value or ""))


class CellField(WordsField):
    """A cell of a table: `column` is its heading. Short, it holds on one line."""

    def __init__(self, *, column: str, line: int, limit: int, **kwargs):
        self.is_short = limit <= LINE_LENGTH
        widget = forms.TextInput() if self.is_short else forms.Textarea(attrs={"rows": 4})
        super().__init__(label=f"{column}, ligne {line}", limit=limit, widget=widget, **kwargs)
        self.column = column

    def to_python(self, value) -> str:
        return plain_line(str(value or "")) if self.is_short else super().to_python(value)


class OneOfField(forms.ChoiceField):
    """One value among those offered; one that is not offered any more is forgotten."""

    def __init__(self, *, options: list[tuple[str, str]], **kwargs):
        super().__init__(choices=[("", "Choisissez"), *options], required=False, **kwargs)

    def clean(self, value) -> str:
        offered = {key for key, _label in self.choices}
        return str(value) if str(value or "") in offered else ""


class CountField(forms.IntegerField):
    """A count, typed as people do: spaces and no-break spaces between thousands."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Écrivez seulement un nombre, en chiffres."}

    def __init__(self, **kwargs):
        kwargs["widget"] = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(required=False, **kwargs)
        self.validators = [
            MinValueValidator(0, "Ce nombre ne peut pas être négatif."),
            MaxValueValidator(NUMBER_MAX, f"{french_number(NUMBER_MAX)} au plus."),
        ]

    def to_python(self, value) -> int | None:
        typed = re.sub(r"\s", "", str(value if value is not None else ""))
        if typed and not re.fullmatch(r"-?[0-9]{1,12}", typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(typed) if typed else None


class YesNoField(forms.ChoiceField):
    """Yes, no, or nothing yet; kept as true, false or none."""

    def __init__(self, **kwargs):
        super().__init__(choices=CHOICES, widget=forms.RadioSelect, required=False, **kwargs)

    def prepare_value(self, value):
        return {True: "oui", False: "non"}.get(value, value) if value is not None else ""

    def clean(self, value) -> bool | None:
        return {"oui": True, "non": False}.get(str(value or ""))


class SupportsField(forms.MultipleChoiceField):
    """Boxes to tick. A box that is not offered any more is forgotten, not an error."""

    def __init__(self, **kwargs):
        supports = Support.objects.values_list("pk", "label")
        super().__init__(
            choices=[(str(pk), label) for pk, label in supports],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value):
        return [str(pk) for pk in value] if isinstance(value, list) else []

    def clean(self, value) -> list[int]:
        offered = {key for key, _label in self.choices}
        ticked = {str(key) for key in value or []}
        return sorted(int(key) for key in offered & ticked)


def field_for(question: Question) -> forms.Field:
    """The field of a question that is not a table."""
    said = {"label": question.label, "help_text": question.help}
    if question.kind is Kind.NUMBER:
        return CountField(**said)
    if question.kind is Kind.YES_NO:
        return YesNoField(**said)
    if question.kind is Kind.SUPPORTS:
        return SupportsField(**said)
    if question.kind is Kind.CHOICE:
        return OneOfField(options=question.options(), **said)
    if question.kind is Kind.LINE:
        return OneLineField(limit=question.max_length, **said)
    widget = forms.Textarea(attrs={"rows": 6})
    return WordsField(limit=question.max_length, widget=widget, **said)
