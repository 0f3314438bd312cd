"""Writing the journal, and the guard the database itself keeps on it."""

from django.db import connections

from members.models import Act, Agreement, FileOpening, JournalEntry, Structure

MESSAGE = "Le journal ne se corrige ni ne s’efface."
LABEL = FileOpening._meta.get_field("label").max_length
TABLE = JournalEntry._meta.db_table
# Forgetting who acted (actor_id set to NULL) is the one change allowed.
KEPT = [field.column for field in JournalEntry._meta.fields if field.column != "actor_id"]


def record(
    act: Act,
    *,
    structure: Structure | None = None,
    agreement: Agreement | None = None,
    actor=None,
    quality: str = "",
    **fields,
) -> JournalEntry:
    """Add one line, inside the caller's transaction: an act and its line live or die together.

    `fields`: reason, details (plain JSON, no personal data), transition, from_state, to_state.
    """
    return JournalEntry.objects.create(
        act=act,
        structure=structure or (agreement and agreement.structure),
        agreement=agreement,
        actor=actor if actor is not None and actor.is_authenticated else None,
        quality=quality,
        **fields,
    )


def forget(user) -> int:
    """Take this person out of the journal; how many acts keep standing without a name."""
    return JournalEntry.objects.filter(actor=user).update(actor=None)


def note_opening(item, user, **kwargs) -> None:
    """A reserved file was given to this person (a receiver of `reserved_file_opened`)."""
    label = f"{item.record.title}, {item}"[:LABEL]
    FileOpening.objects.create(user=user, label=label, address=item.url[:LABEL])


def guard(using: str = "default", **kwargs) -> None:
    """Have the database refuse changes and deletions. Run after every migration."""
    connection = connections[using]
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}.get(connection.vendor)
    if statements is None or TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def _sqlite() -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in KEPT)
    stop = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    return [
        "DROP TRIGGER IF EXISTS journal_kept",
        "DROP TRIGGER IF EXISTS journal_never_erased",
        f"CREATE TRIGGER journal_kept BEFORE UPDATE ON {TABLE} "
        f"WHEN {changed} OR NEW.actor_id IS NOT NULL {stop}",
        f"CREATE TRIGGER journal_never_erased BEFORE DELETE ON {TABLE} {stop}",
    ]


def _postgresql() -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in KEPT)
    return [
        "CREATE OR REPLACE FUNCTION journal_refuses() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$ LANGUAGE plpgsql",
        f"DROP TRIGGER IF EXISTS journal_kept ON {TABLE}",
        f"DROP TRIGGER IF EXISTS journal_never_erased ON {TABLE}",
        f"CREATE TRIGGER journal_kept BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({changed} OR NEW.actor_id IS NOT NULL) EXECUTE FUNCTION journal_refuses()",
        f"CREATE TRIGGER journal_never_erased BEFORE DELETE ON {TABLE} FOR EACH ROW "
        "EXECUTE FUNCTION journal_refuses()",
    ]
