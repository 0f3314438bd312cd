"""The documents joined to a file: checked, kept privately, replaced without losing the older."""

import hashlib

from django.db import transaction
from django.utils import timezone

from catalogue.uploads import validate_upload
from members.agreement.machine import Refused
from members.agreement.questions import DocumentKind
from members.agreement.writing import lock_to_write
from members.models import Agreement, State, SupportingDocument
from members.models.agreement import Verdict
from members.plain import plain_line

NAME_LENGTH = 120
# Current documents of a kind that accepts several; documents of a file, older ones included.
SEVERAL_MAX, DOCUMENTS_MAX = 3, 40


def join_document(pk: int, kind: DocumentKind, upload, user) -> SupportingDocument:
    """Join a checked upload to the file; the former document of this kind is kept as older.

    The same file sent twice is joined once. Raises `ValidationError` for a file that is not
    acceptable, `Refused` when this person may not write in this file.
    """
    extension = validate_upload(upload)
    checksum = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    with transaction.atomic():
        agreement = lock_to_write(pk, user)
        current = agreement.documents.filter(kind=kind.key, superseded_at=None)
        known = current.filter(checksum=checksum, verdict=Verdict.WAITING).first()
        if known:
            return known
        _make_room(agreement, kind, current)
        return SupportingDocument.objects.create(
            agreement=agreement,
            kind=kind.key,
            file=upload,
            name=readable_name(upload.name, extension),
            extension=extension,
            size=upload.size,
            checksum=checksum,
            uploaded_by=user,
        )


def remove_document(document: SupportingDocument, user) -> None:
    """Erase a document of a draft, bytes included. Raises `Refused` once the file was submitted."""
    with transaction.atomic():
        agreement = lock_to_write(document.agreement_id, user)
        if agreement.state != State.DRAFT:
            raise Refused(
                "Le certificateur a déjà reçu cette pièce : remplacez-la, elle ne s’efface plus."
            )
        stored = document.file
        document.delete()
        transaction.on_commit(lambda: stored.storage.delete(stored.name))


def readable_name(name: str, extension: str) -> str:
    """The name a reader sees: no path, nothing invisible, one extension, the real one."""
    last = plain_line(name.replace("\\", "/")).rpartition("/")[2]
    stem = last.rpartition(".")[0].replace(".", "-").strip(" -\"'")[:NAME_LENGTH].strip()
    return f"{stem or 'piece'}.{extension}"


def _make_room(agreement: Agreement, kind: DocumentKind, current) -> None:
    if agreement.documents.count() >= DOCUMENTS_MAX:
        raise Refused(
            f"Ce dossier compte déjà {DOCUMENTS_MAX} fichiers, versions précédentes comprises. "
            "Supprimez-en, ou écrivez au certificateur."
        )
    if kind.several:
        current.filter(verdict=Verdict.TO_COMPLETE).update(superseded_at=timezone.now())
        if current.count() >= SEVERAL_MAX:
            raise Refused(
                f"{SEVERAL_MAX} fichiers au plus pour cette pièce. Réunissez-les en un seul."
            )
        return
    current.update(superseded_at=timezone.now())
