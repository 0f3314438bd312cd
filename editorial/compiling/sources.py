"""Where each record comes from, what its licence allows, and what could not be printed."""

from catalogue.models import Record
from editorial.compiling.standing import Standing
from exports import composing as write
from exports.blocks import Table
from exports.books.model import Annex, pages_of
from exports.checks import Text

NO_LICENCE = "Licence à préciser"


def source_of(record: Record) -> str:
    """The document it comes from, as one cites it."""
    parts = (
        record.source_title,
        record.source_place,
        record.source_publisher,
        record.source_year,
    )
    return ", ".join(str(part) for part in parts if part)


def line(record: Record) -> Text:
    """One line at the end of each record."""
    source = source_of(record)
    publisher = record.publisher.name if record.publisher else ""
    licence = record.licence.label if record.licence else ""
    said = [
        f"Source\u00a0: {source}." if source else "",
        f"Publié par {publisher}." if publisher else "",
        f"Licence\u00a0: {licence}." if licence else "",
    ]
    return write.said(" ".join(filter(None, said)))


def annex(entries) -> Annex | None:
    """The attribution of each record, then each licence in plain words."""
    if not entries:
        return None
    rows = tuple(_row(entry) for entry in entries)
    heads = tuple(map(write.said, ("Fiche", "Source et publication", "Licence", "Page")))
    table = Table(write.said("Sources"), heads, rows, (31, 48, 14, 7), True, is_quiet=True)
    return Annex("sources", "Sources et licences", (table, *_licences(entries)))


def _row(entry) -> tuple[Text, ...]:
    record = entry.record
    publisher = f"Publié par {record.publisher.name}" if record.publisher else ""
    origin = "\n".join(filter(None, (source_of(record), publisher)))
    licence = record.licence.label if record.licence else NO_LICENCE
    cells = (entry.title, origin or "Source à préciser", licence)
    return (*map(write.said, cells), pages_of([entry.key]))


def _licences(entries) -> list:
    licences = {entry.record.licence_id: entry.record.licence for entry in entries}
    blocks: list = []
    for licence in licences.values():
        if licence is None:
            continue
        blocks += write.heading(licence.label)
        for title, lines in (
            ("Vous pouvez", licence.can),
            ("Vous devez", licence.must),
            ("Vous ne pouvez pas", licence.cannot),
        ):
            if lines:
                blocks += [*write.heading(title, 2), *write.items(lines)]
        if licence.url:
            blocks += write.paragraphs(f"Texte officiel\u00a0: {licence.url}")
    return blocks


def left_out(standing: Standing) -> Annex | None:
    """What was chosen and is not printed, with why; a title only when everybody may know it."""
    if not standing.left_out:
        return None
    lead = write.paragraphs("Ces fiches avaient été choisies. Elles ne sont pas dans ces pages.")
    lines = [f"{place.public_title}\u00a0: {place.reason}." for place in standing.left_out]
    return Annex("absentes", "Ce qui n’a pas pu entrer", (*lead, *write.items(lines)))
