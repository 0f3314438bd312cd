"""The family's PostgreSQL backend, French: accents folded, when searching and completing alike.

    {"BACKEND": "search.postgresql", "SEARCH_CONFIG": "…", "AUTOCOMPLETE_CONFIG": "…"}

`prepare` makes both configurations in the database; it needs the extensions `unaccent` and
`pg_trgm`, which come with PostgreSQL.
"""

from typing import Any

from django.db import connection, transaction
from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend

# Accents folded; words that look alike.
EXTENSIONS = ("unaccent", "pg_trgm")
# What each configuration is made from, and what reads its words.
MADE_FROM = (
    ("SEARCH_CONFIG", "french", "french_stem"),
    ("AUTOCOMPLETE_CONFIG", "simple", "simple"),
)


class SearchBackend(PostgresSearchBackend):
    """The same backend; what is being typed is read by a configuration of ours."""

    def __init__(self, params: dict[str, Any]):
        self.params = dict(params)
        super().__init__(params)
        self.autocomplete_config = self.params.get("AUTOCOMPLETE_CONFIG", "simple")

    def prepare(self) -> bool:
        """Make the configurations that are missing; True if there were some."""
        missing = [
            (self.params[setting], base, reader)
            for setting, base, reader in MADE_FROM
            if setting in self.params and not _exists(self.params[setting])
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            for extension in EXTENSIONS if missing else ():
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
            for name, base, reader in missing:
                quoted = connection.ops.quote_name(name)
                cursor.execute(f"CREATE TEXT SEARCH CONFIGURATION {quoted} (COPY = {base})")
                cursor.execute(
                    f"ALTER TEXT SEARCH CONFIGURATION {quoted} ALTER MAPPING FOR "
                    f"hword, hword_part, word WITH unaccent, {reader}"
                )
        return bool(missing)


def _exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_ts_config WHERE cfgname = %s", [name])
        return cursor.fetchone() is not None
