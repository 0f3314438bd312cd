"""A list of short texts, typed one per line."""

from django.db import models


class Lines(list):
    """Lines as a list; as text, one per line (what the form shows)."""

    def __str__(self) -> str:
        return "\n".join(self)


class LinesField(models.TextField):
    """Text stored one item per line, read as a list of strings."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", "Une ligne par élément.")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value) -> Lines:
        if isinstance(value, Lines):
            return value
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return Lines(line.strip() for line in lines if line.strip())

    def get_prep_value(self, value) -> str:
        return str(self.to_python(value))

    def value_to_string(self, obj) -> str:
        return self.get_prep_value(self.value_from_object(obj))
