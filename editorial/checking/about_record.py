"""Checks on what a record says of itself: rights, source, dates, shelves, sections."""

from collections.abc import Iterator

from catalogue.models import Record, RecordKind
from editorial.checking.context import Context
from editorial.checking.findings import Finding, label_of

SHORTEST_SUMMARY, LONGEST_SUMMARY = 80, 400
# Where each kind must be found: at least one term in each group, and the field to go to.
SHELVES = {
    RecordKind.RESOURCE: (("supports", "steps", "roles", "themes"),),
    RecordKind.MONOGRAPH: (("themes",), ("departments", "regions")),
    RecordKind.REFERENTIAL: (("supports", "occupations", "devices"),),
}
# Sections without which a record of this kind serves badly.
SECTIONS = {
    RecordKind.RESOURCE: ("purpose", "how_to_use"),
    RecordKind.MONOGRAPH: ("context", "objectives", "implementation", "results", "levers"),
    RecordKind.REFERENTIAL: ("tree",),
}


def licence_missing(record: Record, context: Context) -> Iterator[Finding]:
    if not record.licence_id:
        yield Finding("licence", "La licence n’est pas choisie.")


def source_missing(record: Record, context: Context) -> Iterator[Finding]:
    if not record.source_title.strip():
        yield Finding("source_title", "Le document source n’est pas nommé.")
    elif not record.source_year:
        yield Finding("source_year", "L’année de la source n’est pas donnée.")


def dates_that_disagree(record: Record, context: Context) -> Iterator[Finding]:
    begins, ends = record.valid_from, record.review_by
    if begins and ends and begins > ends:
        yield Finding(
            "valid_from",
            f"La fiche serait valable depuis le {begins:%d/%m/%Y}, après le jour où la revoir "
            f"({ends:%d/%m/%Y}).",
        )
    if record.source_year and record.source_year > context.bank.today.year:
        yield Finding(
            "source_year", f"L’année de la source ({record.source_year}) n’est pas encore venue."
        )


def review_date(record: Record, context: Context) -> Iterator[Finding]:
    if record.review_by is None:
        yield Finding("review_by", "Le jour où revoir la fiche n’est pas donné.")
    elif record.review_by < context.bank.today:
        yield Finding("review_by", f"La fiche était à revoir avant le {record.review_by:%d/%m/%Y}.")


def summary_length(record: Record, context: Context) -> Iterator[Finding]:
    length = len(record.summary.strip())
    if length < SHORTEST_SUMMARY:
        yield Finding(
            "summary",
            f"Le résumé a {length} signes : dites en deux phrases ce que l’on va trouver "
            f"({SHORTEST_SUMMARY} signes au moins).",
        )
    elif length > LONGEST_SUMMARY:
        yield Finding("summary", f"Le résumé a {length} signes : {LONGEST_SUMMARY} au plus.")


def no_term(record: Record, context: Context) -> Iterator[Finding]:
    for group in SHELVES[record.kind]:
        if not any(getattr(record, name).all() for name in group):
            labels = " ou ".join(f"« {label_of(record, name)} »" for name in group)
            yield Finding(group[0], f"Rien n’est coché dans {labels}.")


def empty_section(record: Record, context: Context) -> Iterator[Finding]:
    for name in SECTIONS[record.kind]:
        if not getattr(record, name):
            yield Finding(name, f"La partie « {label_of(record, name)} » est vide.")
    if record.kind == RecordKind.RESOURCE and not context.files_of(record):
        yield Finding("files", "La ressource n’a pas de fichier.")


def title_close_to_another(record: Record, context: Context) -> Iterator[Finding]:
    for _pk, title in context.bank.titles.close_to(record.title, but=record.pk)[:3]:
        yield Finding("title", f"Une fiche porte presque le même titre : « {title} ».")
