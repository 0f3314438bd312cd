"""Background work of the import."""

from django_tasks import task

from monographs.importing.models import ImportedFile
from monographs.importing.receiving import read_and_draft


@task()
def read_import(pk: int) -> None:
    """Read a dropped file and make its drafts, unless it was done before."""
    row = ImportedFile.objects.filter(pk=pk).select_related("batch__user").first()
    if row and not row.is_over:
        read_and_draft(row)
