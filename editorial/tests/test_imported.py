"""What imports keep goes in its time; what is about a person can be read by them."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from editorial import imported
from members.privacy.inventory import data_of
from monographs.importing.models import FicheImport, ImportBatch, ImportedFile
from tests.builders import make_monograph, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SOURCES, BATCHES, WAITING = imported.RULES


def make_import(page, user=None, **fields) -> FicheImport:
    batch = ImportBatch.objects.create(user=user)
    file = ImportedFile.objects.create(batch=batch, name="fiche.docx", state="done", **fields)
    return FicheImport.objects.create(file=file, page=page)


def age(page, days: int) -> None:
    type(page).objects.filter(pk=page.pk).update(
        first_published_at=timezone.now() - timedelta(days=days)
    )


def test_source_goes_a_year_after_publication_and_not_before():
    old, recent, draft = make_monograph(), make_monograph(), make_monograph(live=False)
    kept = [make_import(page) for page in (old, recent, draft)]
    age(old, 400)
    age(recent, 300)
    assert list(SOURCES.rows()) == kept[:1]
    SOURCES.apply(SOURCES.rows())
    assert type(old).objects.filter(pk=old.pk).exists()


def test_import_whose_draft_still_waits_is_kept():
    published, waiting = make_monograph(), make_monograph(live=False)
    done, pending = make_import(published).file.batch, make_import(waiting).file.batch
    long_ago = timezone.now() - timedelta(days=900)
    ImportBatch.objects.filter(pk__in=[done.pk, pending.pk]).update(created_at=long_ago)
    assert list(BATCHES.rows()) == [done]


def test_file_nobody_read_is_erased_and_says_so():
    file = ImportedFile.objects.create(batch=ImportBatch.objects.create(), name="perdu.txt")
    file.file.save("perdu.txt", ContentFile(b"texte"))
    stored = file.file.name
    ImportedFile.objects.update(created_at=timezone.now() - timedelta(days=8))
    WAITING.apply(WAITING.rows())
    file.refresh_from_db()
    assert not storages["private"].exists(stored)
    assert (file.state, bool(file.file)) == ("refused", False)
    assert "déposez-le de nouveau" in file.message


def test_person_reads_what_they_imported():
    user = make_user("editor")
    make_import(make_monograph(), user)
    assert data_of(user)["Fiches importées"][0]["fichier"] == "fiche.docx"
