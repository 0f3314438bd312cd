"""The files of a proposal: checked, kept privately, erased with it."""

import hashlib

from django.db import transaction

from catalogue.text import file_size
from catalogue.uploads import validate_upload
from editorial.proposing.models import Proposal, ProposalFile
from editorial.proposing.writing import Refused, lock_to_write, touch
from members.agreement.documents import readable_name
from members.plain import plain_line

FILES_MAX = 5
TOTAL_MAX = 40_000_000


def join_file(pk: int, upload, label: str) -> ProposalFile:
    """Join a checked upload. The same file sent twice is joined once.

    Raises `ValidationError` for a file that is not acceptable, `Refused` when the proposal may
    not take it.
    """
    extension = validate_upload(upload)
    checksum = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    with transaction.atomic():
        proposal = lock_to_write(pk)
        known = proposal.files.filter(checksum=checksum).first()
        if known:
            return known
        _check_room(proposal, upload.size)
        name = readable_name(upload.name, extension)
        touch(proposal)
        return ProposalFile.objects.create(
            proposal=proposal,
            label=plain_line(label)[:150] or name.rpartition(".")[0],
            file=upload,
            name=name,
            extension=extension,
            size=upload.size,
            checksum=checksum,
        )


def _check_room(proposal: Proposal, size: int) -> None:
    sizes = list(proposal.files.values_list("size", flat=True))
    if len(sizes) >= FILES_MAX:
        raise Refused(f"{FILES_MAX} fichiers au plus. Retirez-en un avant d’en ajouter un autre.")
    if sum(sizes) + size > TOTAL_MAX:
        raise Refused(
            f"Vos fichiers pèseraient plus de {file_size(TOTAL_MAX)} ensemble. "
            "Allégez-les (images) ou retirez-en un."
        )


def remove_file(item: ProposalFile) -> None:
    """Erase a file, bytes included. Raises `Refused`."""
    with transaction.atomic():
        touch(lock_to_write(item.proposal_id))
        erase_file(item)


def erase_file(item: ProposalFile) -> None:
    """Its row now, its bytes once that is certain."""
    stored = item.file
    item.delete()
    transaction.on_commit(lambda: stored.storage.delete(stored.name))


def erase_proposals(proposals) -> None:
    """Everything of these proposals, bytes of their files included."""
    for proposal in proposals:
        with transaction.atomic():
            for item in proposal.files.all():
                erase_file(item)
            proposal.delete()
