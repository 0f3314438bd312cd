"""Titles in the order of a French index: « Échelle » comes before « Zone »."""

from django.db.models import CharField, Func


class FrenchKey(Func):
    """A text as it is sorted: accents and case do not count.

    SQLite compares bytes, so it calls our own function (see `signal_handlers`). Other
    databases sort by their own collation: the text is left as it is.
    """

    function = "french_key"
    arity = 1
    output_field = CharField()

    def as_sql(self, compiler, connection, **extra):
        return compiler.compile(self.get_source_expressions()[0])

    def as_sqlite(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, **extra)
