"""A selection as one archive: files, sheets, what it holds and what it does not, licences."""

import tempfile
import zipfile
from dataclasses import dataclass, field
from typing import IO

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from catalogue import access
from catalogue.models import Record, RecordFile, RecordSheet, SheetForm, SheetState
from catalogue.productions.kinds import Kind, Produced, ProductionRefused, Report
from catalogue.selection import codes
from catalogue.selection.addresses import selection_url
from catalogue.selection.content import HEAVIEST, Content, content_for
from catalogue.selection.naming import Names, numbered, safe_name
from catalogue.selection.words import one_line, plain_text
from catalogue.sheets.content import content_of
from catalogue.sheets.making import made_now
from catalogue.signals import reserved_file_opened
from catalogue.text import file_size

KIND = "selection"
JOINED = ("publisher", "licence")
EMPTY = "Aucune fiche de cette sélection n’est encore en ligne."
TOO_HEAVY = (
    "Les fichiers pèsent {weight}. L’archive ne peut pas dépasser {limit}\u00a0: retirez des "
    "fiches, ou demandez l’archive sans les fichiers."
)
LOST = "Le fichier «\u00a0{name}\u00a0» manque dans notre stockage. Prévenez-nous\u00a0!"
NO_SHEET = "La fiche en PDF n’a pas pu être faite. Prenez-la sur sa page."
CHANGED = "La fiche a changé pendant la préparation. Prenez-la sur sa page."
# What is compressed already is put as it is.
SMALL = {"html", "txt"}


@dataclass
class Entry:
    """One record of the archive, as the contents list shows it."""

    record: Record
    number: int
    lock: access.Lock | None
    # (path in the archive, words)
    parts: list[tuple[str, str]] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return one_line(self.record.title)

    @property
    def rights(self) -> str:
        return self.record.licence.label if self.record.licence else ""

    @property
    def source(self) -> str:
        """Where its content comes from, to be cited too."""
        record = self.record
        said = (record.source_title, record.source_publisher, record.source_year)
        return one_line(", ".join(str(part) for part in said if part))


def wanted(parameters: dict) -> tuple[codes.Chosen, bool, bool]:
    """(records, whether files are wanted, whether sheets are) of a demand."""
    chosen = codes.read([str(parameters.get("f", ""))])
    return chosen, bool(parameters.get("files")), bool(parameters.get("sheets"))


def content_of_demand(parameters: dict, user, *joined: str) -> Content:
    return content_for(wanted(parameters)[0].keys, user, *joined)


def may_open(parameters: dict, user) -> bool:
    """Anybody: the archive holds what this reader may open that day, and the mark says it."""
    return True


def mark(parameters: dict, user) -> str:
    return content_of_demand(parameters, user).mark


def note_opening(parameters: dict, user) -> None:
    """Reserved files given in an archive are noted like the others."""
    content = content_of_demand(parameters, user)
    if not wanted(parameters)[1]:
        return
    for record in content.records:
        if record.access_level != access.Level.PUBLIC:
            for item in content.files.get(record.pk, ()):
                reserved_file_opened.send(sender=RecordFile, item=item, user=user)


def make(parameters: dict, user, report: Report) -> Produced:
    """The archive of what this user may open today."""
    _chosen, files, sheets = wanted(parameters)
    content = content_of_demand(parameters, user, *JOINED)
    if not content.records:
        raise ProductionRefused(EMPTY)
    if files and content.weight > HEAVIEST:
        raise ProductionRefused(too_heavy(content))
    stored = tempfile.TemporaryFile()
    try:
        _pack(stored, Packing(content, user, files=files, sheets=sheets), report)
    except BaseException:
        stored.close()
        raise
    stored.seek(0)
    return Produced(f"selection-{len(content.records)}-fiches.zip", stored)


def _pack(stored: IO[bytes], packing: "Packing", report: Report) -> None:
    records = packing.content.records
    total = len(records)
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        packing.archive = archive
        for number, record in enumerate(records, start=1):
            report(number - 1, total, f"Fiche {number} sur {total}\u00a0: {one_line(record.title)}")
            packing.add(number, record)
        report(total, total, "Le sommaire et les licences")
        packing.finish()


def too_heavy(content: Content) -> str:
    return TOO_HEAVY.format(weight=file_size(content.weight), limit=file_size(HEAVIEST))


class Packing:
    """The archive being written."""

    archive: zipfile.ZipFile

    def __init__(self, content: Content, user, *, files: bool, sheets: bool) -> None:
        self.content, self.user = content, user
        self.files, self.sheets = files, sheets
        self.names = Names()
        self.entries: list[Entry] = []

    def add(self, number: int, record: Record) -> None:
        """Put one record, or write down why not."""
        lock = access.lock_of(self.user, record)
        entry = Entry(record, number, lock)
        self.entries.append(entry)
        if record.pk not in self.content.opened:
            entry.lacking.append(lock.explanation if lock else CHANGED)
            return
        base = numbered(number, len(self.content.records), record.title)
        if self.sheets:
            self._add_sheet(entry, base)
        if self.files:
            for item in self.content.files.get(record.pk, ()):
                self._add_file(entry, base, item)

    def _add_sheet(self, entry: Entry, base: str) -> None:
        record = entry.record.specific
        sheet = made_now(record, content_of(record), SheetForm.PDF)
        if not sheet.pk:
            entry.lacking.append(CHANGED)
        elif sheet.state != SheetState.READY:
            entry.lacking.append(NO_SHEET)
        else:
            words = f"La fiche, {sheet.pages_label or 'PDF'}, {sheet.size_label}"
            path = self.names.give("fiches", base, "pdf")
            self._put(entry, sheet, path, words, NO_SHEET)

    def _add_file(self, entry: Entry, base: str, item: RecordFile) -> None:
        name = f"{one_line(item.label)} ({item.format_label})"
        path = self.names.give(
            f"fichiers/{base}", safe_name(item.label, "document"), item.extension
        )
        words = f"{name}, {item.size_label}"
        self._put(entry, item, path, words, LOST.format(name=name))

    def _put(self, entry: Entry, kept: RecordFile | RecordSheet, path: str, words: str, lost: str):
        try:
            with kept.file.open("rb") as stored:
                data = stored.read()
        except (OSError, ValueError):
            entry.lacking.append(lost)
            return
        self._write(path, data)
        entry.parts.append((path, words))

    def finish(self) -> None:
        """What the archive holds, twice (to read, to read anywhere), then the licences."""
        context = self._said()
        page = render_to_string("exports/selection/contents.html", context)
        self._write("sommaire.html", page.encode())
        self._text("sommaire.txt", "exports/selection/contents.txt", context)
        for licence, entries in self._by_licence():
            slug = safe_name(licence.slug, "licence") if licence else "sans-licence"
            name = self.names.give("licences", slug, "txt")
            rights = {"licence": licence, "entries": entries}
            self._text(name, "exports/selection/licence.txt", rights)

    def _said(self) -> dict:
        return {
            "entries": self.entries,
            "lacking": [entry for entry in self.entries if entry.lacking],
            "missing": self.content.missing,
            "today": timezone.localdate(),
            "site_name": settings.WAGTAIL_SITE_NAME,
            "files": self.files,
            "sheets": self.sheets,
        }

    def _by_licence(self) -> list[tuple]:
        """Licences of what was put, each with its records; those without come last."""
        groups: dict = {}
        for entry in self.entries:
            if entry.parts:
                groups.setdefault(entry.record.licence, []).append(entry)
        return sorted(groups.items(), key=lambda group: (group[0] is None, str(group[0])))

    def _text(self, name: str, template: str, context: dict) -> None:
        self._write(name, plain_text(render_to_string(template, context)))

    def _write(self, path: str, data: bytes) -> None:
        entry = zipfile.ZipInfo(path, timezone.localtime().timetuple()[:6])
        is_small = path.rpartition(".")[2] in SMALL
        entry.compress_type = zipfile.ZIP_DEFLATED if is_small else zipfile.ZIP_STORED
        self.archive.writestr(entry, data)


def back(parameters: dict) -> str:
    return selection_url(wanted(parameters)[0].text)


SELECTION = Kind(
    make, may_open, "Une archive à télécharger", mark=mark, back=back, opened=note_opening
)
