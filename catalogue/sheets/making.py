"""Making a sheet once, whoever asks and however many ask at once.

A demand finds the row of its edition and form, or adds it; whoever changes its state from
« waiting » to « making » makes it, the others wait. What is made is kept in the private
storage until the record, or the code that lays pages out, changes.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone

from catalogue.models import Record, RecordSheet, SheetForm, SheetState
from catalogue.sheets.content import (
    Content,
    content_of,
    document_of,
    edition_of,
    meta_of,
    site_sheet_of,
)
from exports.document import DocumentError
from exports.odt import render_odt
from exports.pdf import render_document
from exports.site import render_site
from exports.word import render_docx

logger = logging.getLogger(__name__)

# Shorter than this (signs of the content), a page is laid out while one waits.
QUICK = 9_000
# A making that lasts longer was stopped (the process died): another may begin.
GIVEN_UP = timedelta(minutes=5)
# Seconds that one waits for a sheet which somebody else is making.
OTHERS = 60
FAILURE = (
    "La mise en page a échoué. Ce n’est pas votre faute\u00a0: essayez encore, ou prenez un "
    "autre format."
)


@cache
def maker() -> str:
    """The mark of the code that lays pages out, read once from its files."""
    base = Path(settings.BASE_DIR)
    folders = (base / "exports", base / "templates" / "exports")
    found = sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in (".py", ".css", ".html", ".xml") and "tests" not in path.parts
    )
    mark = hashlib.sha256()
    for path in found:
        mark.update(path.read_bytes())
    return mark.hexdigest()


def ordered(record: Record, content: Content, form: str) -> RecordSheet:
    """The sheet of today's content, ready or on its way; asks for it when nobody did."""
    edition = edition_of(record, content)
    sheet, is_new = RecordSheet.objects.get_or_create(
        edition=edition, form=form, defaults={"maker": maker()}
    )
    if is_outdated(sheet):
        forget_file(sheet)
        is_new = True
    if is_new:
        put_in_hand(sheet, content)
    return sheet


def made_now(record: Record, content: Content, form: str) -> RecordSheet:
    """The sheet of today's content, made here and now unless it is ready.

    For what runs in the background already. Still « making » when somebody else has it in
    hand and does not end; without a key when the record changed meanwhile.
    """
    edition = edition_of(record, content)
    sheet, _is_new = RecordSheet.objects.get_or_create(
        edition=edition, form=form, defaults={"maker": maker()}
    )
    if is_outdated(sheet) or sheet.state == SheetState.FAILED:
        forget_file(sheet)
    if sheet.state == SheetState.WAITING:
        make(sheet)
    for _look in range(OTHERS):
        if not sheet.pk or sheet.state != SheetState.MAKING:
            break
        time.sleep(1)
        sheet.refresh_from_db()
    return sheet


def is_outdated(sheet: RecordSheet) -> bool:
    """Made by another code, never finished, or lost by the storage."""
    if sheet.state == SheetState.MAKING:
        return sheet.started_at is None or sheet.started_at < timezone.now() - GIVEN_UP
    is_lost = bool(sheet.file) and not sheet.file.storage.exists(sheet.file.name)
    return is_lost or sheet.maker != maker()


def forget_file(sheet: RecordSheet) -> None:
    """Take the sheet back to its beginning."""
    if sheet.file:
        sheet.file.delete(save=False)
    sheet.state, sheet.maker, sheet.reason = SheetState.WAITING, maker(), ""
    sheet.asked_at, sheet.started_at = timezone.now(), None
    sheet.save()


def put_in_hand(sheet: RecordSheet, content: Content) -> None:
    """Make it at once when it is short; leave it to the background otherwise."""
    from catalogue.tasks import make_sheet

    if sheet.form in (SheetForm.DOCX, SheetForm.ODT) or content.signs < QUICK:
        make(sheet)
    else:
        make_sheet.enqueue(sheet.pk)
        sheet.refresh_from_db()


def claim(sheet: RecordSheet) -> bool:
    """Take the making upon oneself; false when somebody else has it, or it is done."""
    now = timezone.now()
    free = Q(state=SheetState.WAITING) | Q(state=SheetState.MAKING, started_at__lt=now - GIVEN_UP)
    mine = RecordSheet.objects.filter(free, pk=sheet.pk)
    return mine.update(state=SheetState.MAKING, started_at=now) == 1


def make(sheet: RecordSheet) -> None:
    """Make the file, unless somebody else does; never raises: a failure is written down.

    Nothing is made of a record that was withdrawn or changed since the demand: its row goes.
    """
    if not claim(sheet):
        sheet.refresh_from_db()
        return
    try:
        sheet.refresh_from_db()
        record = sheet.record and sheet.record.specific
        content = content_of(record) if record and record.live else None
        if content is None or content.digest != sheet.edition.digest:
            sheet.delete()
            return
        _keep(sheet, content)
    # Whatever the page maker does, the reader is told and may try again.
    except Exception as error:
        logger.exception("La feuille %s n’a pas pu être faite.", sheet.pk)
        sheet.state, sheet.reason = SheetState.FAILED, _why(error)
        sheet.save()
        return
    sweep_older(sheet)


def _keep(sheet: RecordSheet, content: Content) -> None:
    begun = time.perf_counter()
    data, pages = WRITERS[SheetForm(sheet.form)](content, sheet.edition)
    sheet.seconds = round(time.perf_counter() - begun, 3)
    sheet.size, sheet.pages = len(data), pages
    sheet.state, sheet.reason = SheetState.READY, ""
    sheet.file.save(f"fiche.{sheet.extension}", ContentFile(data))


def _pdf(content: Content, edition) -> tuple[bytes, int | None]:
    return render_document(document_of(content, edition), meta_of(content, edition))


def _docx(content: Content, edition) -> tuple[bytes, int | None]:
    return render_docx(document_of(content, edition), meta_of(content, edition)), None


def _odt(content: Content, edition) -> tuple[bytes, int | None]:
    return render_odt(document_of(content, edition), meta_of(content, edition)), None


def _site(content: Content, edition) -> tuple[bytes, int | None]:
    return render_site(site_sheet_of(content, edition), meta_of(content, edition))


WRITERS: dict[SheetForm, Callable] = {
    SheetForm.PDF: _pdf,
    SheetForm.DOCX: _docx,
    SheetForm.ODT: _odt,
    SheetForm.SITE: _site,
}


def _why(error: Exception) -> str:
    if isinstance(error, DocumentError):
        return f"Un texte de la fiche empêche la mise en page\u00a0: {error.problems[0]}"[:300]
    return FAILURE


def sweep_older(sheet: RecordSheet) -> None:
    """Files of the former editions of the same record."""
    former = RecordSheet.objects.filter(edition__record=sheet.edition.record_id)
    former.exclude(edition=sheet.edition_id).delete()


def sweep_of(record: Record) -> None:
    """Every file of a record that has just changed."""
    RecordSheet.objects.filter(edition__record=record.pk).delete()
