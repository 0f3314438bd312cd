"""The editors' screens of files: adding, replacing, renaming, what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalogue.models import RecordFile
from tests.builders import (
    PDF,
    make_docx,
    make_file,
    make_resource,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

ADD_FILE = "/admin/snippets/catalogue/recordfile/add/"
SNIPPETS = "/admin/snippets/catalogue"


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def send(editor, address: str, record, name: str, data: bytes = PDF, label: str = "Livret"):
    fields = {"record": record.pk, "label": label, "language": "fr", "sort_order": 0}
    return editor.post(address, fields | {"file": SimpleUploadedFile(name, data)})


def test_added_file_leads_back_to_the_record(editor):
    record = make_resource()
    response = send(editor, f"{ADD_FILE}?record={record.pk}", record, "livret.pdf")
    assert response.url == f"/admin/pages/{record.pk}/edit/#tab-fichiers"


def test_refused_file_keeps_what_was_typed(editor):
    record = make_resource()
    address = f"{ADD_FILE}?record={record.pk}"
    response = send(editor, address, record, "photo.png", label="Livret à remplir")
    shown = page(response)
    assert "Le format « png » n’est pas accepté." in shown
    assert 'value="Livret à remplir"' in shown
    assert f'value="{record.pk}"' in shown
    assert f'action="{address}"' in shown
    assert not RecordFile.objects.exists()


def test_replacement_of_the_same_format_becomes_the_next_version(editor):
    former = make_file(make_resource())
    address = f"{ADD_FILE}?replaces={former.pk}"
    assert 'value="Livret"' in page(editor.get(address))
    send(editor, address, former.record, "autre-nom.pdf", PDF + b"\n")
    versions = RecordFile.objects.order_by("version").values_list("version", "superseded_at")
    assert [version for version, _date in versions] == [1, 2]
    assert versions[0][1] is not None
    assert versions[1][1] is None


def test_replacement_of_another_format_is_refused_in_one_sentence(editor):
    former = make_file(make_resource())
    address = f"{ADD_FILE}?replaces={former.pk}"
    response = send(editor, address, former.record, "livret.docx", make_docx())
    assert "Vous remplacez un fichier PDF, celui-ci est de format Word" in page(response)
    assert RecordFile.objects.count() == 1


def test_new_label_holds_for_every_format_and_version(editor):
    record = make_resource()
    pdf = make_file(record)
    make_file(record, data=PDF + b"\n")
    make_file(record, name="livret.docx", data=make_docx())
    editor.post(
        f"{SNIPPETS}/recordfile/edit/{pdf.pk}/",
        {"label": "Cahier", "language": "fr", "sort_order": 0},
    )
    assert set(RecordFile.objects.values_list("label", "label_key")) == {("Cahier", "cahier")}
    assert RecordFile.objects.current().count() == 2


def test_label_of_another_document_is_refused(editor):
    record = make_resource()
    make_file(record, label="Cahier")
    item = make_file(record, label="Livret")
    response = editor.post(
        f"{SNIPPETS}/recordfile/edit/{item.pk}/",
        {"label": "cahier", "language": "fr", "sort_order": 0},
    )
    assert "Cette fiche a déjà un document de cet intitulé." in page(response)


def test_file_never_moves_to_another_record(editor):
    item, other = make_file(make_resource()), make_resource()
    editor.post(
        f"{SNIPPETS}/recordfile/edit/{item.pk}/",
        {"record": other.pk, "label": "Livret", "language": "fr", "sort_order": 0},
    )
    item.refresh_from_db()
    assert item.record_id != other.pk


def test_file_of_a_draft_opens_for_its_editor(editor):
    item = make_file(make_resource(live=False))
    response = editor.get(f"/admin/fichiers-de-fiche/{item.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert "no-store" in response["Cache-Control"]
    assert Client().get(f"/admin/fichiers-de-fiche/{item.pk}/").status_code == 302


def test_files_tab_groups_the_formats_of_a_document(editor):
    record = make_resource()
    make_file(record)
    make_file(record, data=PDF + b"\n")
    make_file(record, name="livret.docx", data=make_docx())
    shown = page(editor.get(f"/admin/pages/{record.pk}/edit/"))
    assert shown.count('class="files-document"') == 1
    assert "remplacée le" in shown
    assert f"{ADD_FILE}?record={record.pk}&amp;label=Livret" in shown
