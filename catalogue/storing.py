"""Adding a file to a record: checked, measured, stored, then inspected."""

import hashlib
from typing import BinaryIO

from django.db import transaction

from catalogue.models import Record, RecordFile
from catalogue.uploads import validate_upload


def attach_file(record: Record, label: str, upload: BinaryIO, **fields) -> RecordFile:
    """Store a checked upload as a file of the record.

    A current file of the same label and format becomes an older version. Raises
    `ValidationError` when the upload is refused.
    """
    item = RecordFile(record=record, label=label, file=upload, **fields)
    measure(item, upload)
    with transaction.atomic():
        item.save()
        schedule_inspection(item)
    return item


def measure(item: RecordFile, upload: BinaryIO) -> None:
    """Fill in what the bytes say: real extension, size, checksum."""
    item.extension = validate_upload(upload)
    item.size = upload.size
    item.checksum = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)


def schedule_inspection(item: RecordFile) -> None:
    """Ask the worker for pages, thumbnail and text, once the file is really there."""
    from catalogue.tasks import inspect_file, read_file

    transaction.on_commit(lambda: inspect_file.enqueue(item.pk))
    transaction.on_commit(lambda: read_file.enqueue(item.pk))
