"""Background work on files, on commit and outside the request."""

from django.core.files.base import ContentFile
from django_tasks import task

from catalogue.inspection import inspect_pdf
from catalogue.models import RecordFile, RecordSheet
from catalogue.reading_files import read_and_keep, waiting_files
from catalogue.sheets.making import make
from catalogue.signals import content_changed


@task()
def inspect_file(pk: int) -> None:
    """Count the pages of a PDF and picture the first one."""
    item = RecordFile.objects.filter(pk=pk, extension="pdf").first()
    if item is None:
        return
    with item.file.open("rb") as stored:
        found = inspect_pdf(stored.read())
    item.pages = found.pages
    if found.thumbnail:
        item.thumbnail.save(f"{item.identifier}.png", ContentFile(found.thumbnail), save=False)
    RecordFile.objects.filter(pk=pk).update(pages=item.pages, thumbnail=item.thumbnail.name)
    content_changed.send(RecordFile, keys=[pk])


@task()
def read_file(pk: int) -> None:
    """Read the text of a file, unless it was read or replaced before its turn."""
    read_and_keep(waiting_files().filter(pk=pk))


@task()
def make_sheet(pk: int) -> None:
    """Make a sheet that somebody asked for, unless it is made or gone."""
    sheet = RecordSheet.objects.filter(pk=pk).first()
    if sheet:
        make(sheet)
