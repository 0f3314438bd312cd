"""One declaration a column: it makes the template, the export, the reading and the explanations."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import models

from catalogue.models import Keyword, LinesField, Record
from catalogue.text import normalised_key
from editorial.sheets.cells import CellError, Choice, Day, Many, Number, One, Text, YesNo

Cellular = Text | Number | YesNo | Day | Choice | One | Many


@dataclass(frozen=True)
class Column:
    """A column of a spreadsheet: the attribute it holds and everything people are told of it.

    `also`: other titles under which it is recognised. `informative`: written in exports, never
    read. `unique`: no two objects share it, by this key.
    """

    key: str
    header: str
    type: Cellular
    help: str = ""
    example: object = ""
    required: bool = False
    informative: bool = False
    also: tuple[str, ...] = ()
    validators: tuple[Callable, ...] = field(default=(), compare=False)
    unique: Callable[[str], str] | None = None
    maximum: int = 0
    default: object = None

    @property
    def words(self) -> set[str]:
        """Keys under which its title is recognised."""
        return {normalised_key(word) for word in (self.header, *self.also)}

    def parse(self, cell, look):
        """The value of a cell. Raises `CellError`."""
        if isinstance(cell, dict) and "wrong" in cell:
            raise CellError(f"{cell['wrong']}.")
        value = self.type.parse(cell, look)
        if self.maximum and isinstance(value, str) and len(value) > self.maximum:
            raise CellError(f"{len(value)} signes, {self.maximum} au plus.")
        for validate in self.validators if not self.is_empty(value) else ():
            try:
                validate(value)
            except ValidationError as error:
                raise CellError(" ".join(error.messages)) from error
        return value

    def is_empty(self, value) -> bool:
        return value is None or value in ("", []) or value == ()

    def show(self, value, look):
        """The value as a cell of the spreadsheet."""
        return self.type.show(value, look)

    def words_of(self, value, look) -> str:
        """The value in a sentence."""
        shown = self.type.show(value, look)
        return (
            f"{shown:%d/%m/%Y}" if hasattr(shown, "year") else str("" if shown is None else shown)
        )


def column(model: type[models.Model], name: str, header: str = "", **given) -> Column:
    """The column of a field of a model, with the words and the limits of the field."""
    found = model._meta.get_field(name)
    label = header or str(found.verbose_name)
    values = {
        "key": name,
        "header": label[0].upper() + label[1:],
        "type": _type_of(found),
        "help": str(found.help_text),
        "required": _is_required(found),
        "maximum": getattr(found, "max_length", None) or 0,
        "default": None if found.default is models.NOT_PROVIDED else _plain(found.default),
    }
    if not found.is_relation:
        skipped = ("MaxLengthValidator", "ProhibitNullCharactersValidator")
        values["validators"] = tuple(
            item for item in found.validators if type(item).__name__ not in skipped
        )
        values["maximum"] = values["maximum"] or _longest(found)
    return replace(Column(**values), **given)


def _is_required(found) -> bool:
    if found.many_to_many or isinstance(found, models.BooleanField):
        return False
    return not (found.blank or getattr(found, "null", False))


def _plain(default):
    return default if not callable(default) and isinstance(default, str | int | bool) else None


def _longest(found) -> int:
    """The limit that a validator sets on a text without one in the database."""
    limits = [
        item.limit_value for item in found.validators if type(item).__name__ == "MaxLengthValidator"
    ]
    return min(limits, default=0)


def _type_of(found) -> Cellular:
    if found.name == "keywords":
        return Many(Keyword)
    if found.many_to_many:
        return Many(found.related_model)
    if found.many_to_one:
        return One(found.related_model, few=found.related_model is not Record)
    if isinstance(found, models.BooleanField):
        return YesNo()
    if found.choices:
        return Choice(tuple((str(value), str(label)) for value, label in found.choices))
    if isinstance(found, models.DateField):
        return Day()
    if isinstance(found, models.IntegerField):
        return Number()
    return Text(lines=isinstance(found, models.TextField | LinesField))
