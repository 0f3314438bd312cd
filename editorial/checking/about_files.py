"""Checks on the files of a record, from what was read of them in the background."""

from collections.abc import Iterator

from catalogue.models import Record
from editorial.checking.context import Context
from editorial.checking.findings import Finding
from editorial.checking.models import FileCheck


def _read(record: Record, context: Context) -> Iterator[tuple]:
    for item in context.files_of(record):
        try:
            yield item, item.checked
        except FileCheck.DoesNotExist:
            continue


def untagged_pdf(record: Record, context: Context) -> Iterator[Finding]:
    for item, read in _read(record, context):
        if read.tagged is None:
            continue
        lacks = [
            words
            for there, words in (
                (read.tagged, "n’est pas balisé"),
                (read.has_title, "n’a pas de titre"),
                (read.has_language, "ne dit pas sa langue"),
            )
            if not there
        ]
        if lacks:
            yield Finding("files", f"Le PDF « {item.label} » {', '.join(lacks)}.")


def personal_data_in_files(record: Record, context: Context) -> Iterator[Finding]:
    for item, read in _read(record, context):
        if read.personal:
            number = "une coordonnée" if read.personal == 1 else f"{read.personal} coordonnées"
            yield Finding("files", f"Le fichier « {item} » montre {number} (téléphone, adresse).")
