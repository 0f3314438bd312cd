"""What a record says on paper: the blocks of its room in a frame common to all.

The content is read again at each demand (a few queries); its digest names the edition. So a
sheet never lags behind: a structure renamed, a licence reworded make another edition.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from catalogue.models import Record, SheetEdition, State
from catalogue.sheets.registry import layout_of
from exports import composing as write
from exports.blocks import one_by_one
from exports.document import Document, Meta, french_date
from exports.site import SiteSheet, Task

BEGINNING = "L’essentiel"
TITLE_LENGTH = 300


@dataclass(frozen=True)
class Content:
    """All that an edition prints, its date and its code apart."""

    title: str
    label: str
    version: str
    lead: str
    blocks: tuple
    rights: tuple
    tasks: tuple[Task, ...]
    publisher: str
    licence: str
    state: str
    goal: int = 0

    @property
    def parts(self) -> list[list[str]]:
        """The title of each part with the digest of its words, in order."""
        parts: list[list] = [[BEGINNING, [self.title, self.label, self.lead]]]
        for block in one_by_one((*self.blocks, *self.rights)):
            if block.kind == "heading" and block.level == 1:
                parts.append([block.text.plain, []])
            else:
                parts[-1][1].append(repr(block))
        parts.append(["État et droits", [self.version, self.publisher, self.licence, self.state]])
        return [[title, _digest(words)] for title, words in parts]

    @property
    def digest(self) -> str:
        return _digest([repr(self.parts), repr(self.tasks)])

    @property
    def signs(self) -> int:
        """How long it is, more or less: what laying it out costs."""
        return len(repr(self.blocks))


def _digest(words: list[str]) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:32]


def content_of(record: Record) -> Content:
    """What this record, of its own class, says on paper today."""
    layout = layout_of(record)
    return Content(
        title=write.said(record.title).plain.replace("\n", " ")[:TITLE_LENGTH] or "Sans titre",
        label=write.said(layout.label(record)).plain.replace("\n", " ")[:100],
        version=layout.version(record),
        lead=record.summary,
        blocks=(
            *write.lead(record.summary),
            *write.facts(layout.facts(record)),
            *layout.body(record),
        ),
        rights=tuple(_rights(record)),
        tasks=tuple(layout.tasks(record)),
        publisher=write.said(record.publisher.name).plain[:TITLE_LENGTH] if record.publisher
        else settings.WAGTAIL_SITE_NAME,
        licence=record.licence.label if record.licence else "",
        state="" if record.state == State.IN_FORCE else State(record.state).label,
        goal=layout.goal,
    )  # fmt: skip


def _rights(record: Record) -> list:
    """Where it comes from, and what one may do with it."""
    source = ", ".join(
        str(part)
        for part in (
            record.source_title,
            record.source_place,
            record.source_publisher,
            record.source_year,
        )
        if part
    )
    licence = record.licence
    found = write.facts(
        [
            ("Source", source),
            ("Publié par", record.publisher.name if record.publisher else ""),
            ("Licence", licence.label if licence else ""),
            ("Vous pouvez", " ".join(licence.can) if licence else ""),
            ("Vous devez", " ".join(licence.must) if licence else ""),
            ("Période", record.period_note),
            ("Adresse permanente", record.full_permalink),
        ]
    )
    return [*write.heading("Source et droits"), *found]


def edition_of(record: Record, content: Content) -> SheetEdition:
    """The edition of this content, made the first time."""
    moment = record.last_published_at or record.first_published_at or timezone.now()
    edition, _new = SheetEdition.objects.get_or_create(
        record_id=record.pk,
        digest=content.digest,
        defaults={
            "parts": content.parts,
            "version": content.version[:20],
            "dated": timezone.localdate(moment),
        },
    )
    return edition


def meta_of(content: Content, edition: SheetEdition) -> Meta:
    """What is printed around the content."""
    return Meta(
        title=content.title,
        publisher=content.publisher,
        licence_label=content.licence,
        version=content.version,
        date=edition.dated,
        status_line=content.state,
        url=edition.standing_url,
    )


def document_of(content: Content, edition: SheetEdition) -> Document:
    """The document, ended by the code that says whether it is in force."""
    day = french_date(edition.dated)
    number = f"la version\u00a0{content.version}, du" if content.version else "la version du"
    seal = write.seal(
        "Cette version est-elle en vigueur\u00a0?",
        f"Vous lisez {number} {day}. Scannez le code\u00a0: le portail répond.",
        edition.standing_url,
    )
    blocks = (*content.blocks, *write.pair(content.rights, seal))
    return Document(content.label, ("pdf", "docx", "odt"), blocks=blocks, goal=content.goal)


def site_sheet_of(content: Content, edition: SheetEdition) -> SiteSheet:
    """The same record for hands that work."""
    return SiteSheet(content.label, write.said(content.lead), content.tasks, edition.standing_url)
