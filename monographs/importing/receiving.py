"""Files dropped by an editor: checked, kept a moment, read in the background, then forgotten."""

import hashlib
import logging
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePath

from django.core.exceptions import ValidationError
from django.db import transaction

from catalogue.uploads import TEXTS, validate_upload
from monographs.importing.document import ImportRefused, SourceDocument
from monographs.importing.drafting import import_fiche
from monographs.importing.extracting import read_document
from monographs.importing.fiche import Fiche
from monographs.importing.models import ImportBatch, ImportedFile
from monographs.importing.recognising import recognise
from monographs.importing.recognising.personal import clean_personal

logger = logging.getLogger("monographs.importing")

FORMATS = ("pdf", "docx", "odt", *TEXTS)
AT_ONCE = 20
State = ImportedFile.State
UNREADABLE = (
    "Ce fichier n’a pas pu être lu. Ouvrez-le, enregistrez-le de nouveau (en DOCX ou en PDF), "
    "puis réessayez."
)


def receive(uploads: Iterable, user) -> ImportBatch:
    """Keep what may be read and ask for it to be; say of each other file why it is refused."""
    from monographs.importing.tasks import read_import

    batch = ImportBatch.objects.create(user=user)
    for number, upload in enumerate(uploads):
        if number >= AT_ONCE:
            message = f"Pas plus de {AT_ONCE} fichiers à la fois : déposez celui-ci ensuite."
            _row(batch, upload, state=State.REFUSED, message=message).save()
            continue
        with transaction.atomic():
            row = keep_or_refuse(batch, upload)
            if not row.is_over:
                transaction.on_commit(partial(read_import.enqueue, row.pk))
    return batch


def keep_or_refuse(batch: ImportBatch, upload) -> ImportedFile:
    """A row for one file: its bytes wait to be read, or it says why it is refused."""
    try:
        validate_upload(upload, FORMATS)
    except ValidationError as refused:
        row = _row(batch, upload, state=State.REFUSED, message=" ".join(refused.messages))
        row.save()
        return row
    row = _row(batch, upload)
    row.checksum = hashlib.file_digest(upload, "sha256").hexdigest()
    row.same_as = (
        ImportedFile.objects.filter(checksum=row.checksum, state=State.DONE).order_by("-pk").first()
    )
    upload.seek(0)
    row.file = upload
    row.save()
    return row


def _row(batch: ImportBatch, upload, **fields) -> ImportedFile:
    name = PurePath(upload.name.replace("\\", "/")).name
    stem, suffix = PurePath(name).stem, PurePath(name).suffix[:12]
    # People name files after themselves.
    stem = clean_personal(stem.replace("_", " "))[0].strip(" -") or "fiche"
    return ImportedFile(batch=batch, name=f"{stem[: 190 - len(suffix)]}{suffix}", **fields)


def read_and_draft(row: ImportedFile) -> None:
    """Read a file that waits, make a draft of each of its fiches, forget its bytes.

    Whatever happens, the row says it in French and the bytes are gone. Asked twice (a worker
    was killed), it goes on where it stopped.
    """
    row.state = State.READING
    row.save(update_fields=["state"])
    try:
        row.message = _draft_each(row, *_read(row))
        row.state = State.DONE
    except ImportRefused as refused:
        row.state, row.message = State.REFUSED, str(refused)
    except Exception:
        # The next file must not wait for this one; what went wrong is for the server's log.
        logger.exception("Import impossible : fichier %s.", row.pk)
        row.state, row.message = State.REFUSED, UNREADABLE
    row.drop_bytes()
    row.save()


def _draft_each(row: ImportedFile, document: SourceDocument, fiches: list[Fiche]) -> str:
    """One draft a fiche, each whole or not at all; what to say when some could not be."""
    done, failed = set(row.fiches.values_list("rank", flat=True)), 0
    for rank, fiche in enumerate(fiches):
        if rank in done:
            continue
        try:
            import_fiche(fiche, document, row, rank)
        except ImportRefused:
            raise
        except Exception:
            failed += 1
            logger.exception("Fiche %s du fichier %s : brouillon impossible.", rank, row.pk)
    if failed == len(fiches):
        raise ImportRefused(UNREADABLE)
    return f"{failed} fiche(s) sur {len(fiches)} n’ont pas pu être importées." if failed else ""


def _read(row: ImportedFile) -> tuple[SourceDocument, list[Fiche]]:
    """Its blocks and its fiches, read from a copy of its own."""
    if not row.file or not row.file.storage.exists(row.file.name):
        raise ImportRefused("Ce fichier n’est plus là : déposez-le de nouveau.")
    with tempfile.TemporaryDirectory() as folder, row.file.open("rb") as stored:
        path = Path(folder, f"fiche{PurePath(row.file.name).suffix}")
        with path.open("wb") as copy:
            for chunk in stored.chunks():
                copy.write(chunk)
        document = read_document(path, row.name)
    fiches = recognise(document)
    if not fiches:
        raise ImportRefused("Aucune fiche n’a été trouvée dans ce fichier.")
    return document, fiches
