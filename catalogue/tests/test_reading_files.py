"""Text of files on the site: read after the upload, kept with the file, told to editors."""

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.cards import cards_for
from catalogue.downloads import download_groups
from catalogue.models import Record, RecordFile, TextState
from catalogue.reading_files import waiting_files
from catalogue.signals import content_changed
from catalogue.tasks import read_file
from tests import documents
from tests.builders import PDF, make_docx, make_file, make_resource, make_user
from tests.reading import download, plain, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

SLIDES = documents.slideshow({"slide1": documents.slide("Le chantier-école")})


@pytest.fixture
def stored(django_capture_on_commit_callbacks):
    """Add a file as an editor does, the worker's part included."""

    def store(record, name: str, data: bytes, label: str = "Livret") -> RecordFile:
        with django_capture_on_commit_callbacks(execute=True):
            item = make_file(record, label, name, data)
        item.refresh_from_db()
        return item

    return store


def test_uploaded_file_is_read_once_the_upload_is_certain(django_capture_on_commit_callbacks):
    changed = []

    def note(sender, **_kwargs) -> None:
        changed.append(sender)

    content_changed.connect(note)
    with django_capture_on_commit_callbacks() as callbacks:
        item = make_file(make_resource(), name="livret.docx", data=documents.word("La bêche"))
        assert not item.text
    for callback in callbacks:
        callback()
    item.refresh_from_db()
    assert (item.text_state, item.text) == (TextState.READ, "La bêche")
    assert changed == [RecordFile]


def test_presentation_is_accepted_read_and_served(client, stored):
    page = make_resource()
    item = stored(page, "formation.pptx", SLIDES)
    assert item.text == "Le chantier-école"
    assert "PowerPoint" in text(client.get(page.url), ".download")
    answer = download(client, item.url)
    assert answer["Content-Type"].endswith("presentationml.presentation")
    assert ".pptx" in answer["Content-Disposition"]


def test_replaced_file_keeps_its_text_and_the_new_one_has_its_own(stored):
    record = make_resource()
    former = stored(record, "livret.docx", documents.word("Ancien"))
    current = stored(record, "livret.docx", documents.word("Nouveau"))
    former.refresh_from_db()
    assert (former.text, current.text) == ("Ancien", "Nouveau")


def test_file_replaced_or_removed_before_its_turn_is_not_read():
    record = make_resource()
    former = make_file(record, name="livret.docx", data=documents.word("Ancien"))
    make_file(record, name="livret.docx", data=documents.word("Nouveau"))
    gone = make_file(record, "Cahier")
    RecordFile.objects.filter(pk=gone.pk).delete()
    read_file.enqueue(former.pk)
    read_file.enqueue(gone.pk)
    former.refresh_from_db()
    assert former.text_state == TextState.WAITING


def test_file_missing_from_the_storage_stays_to_be_read():
    lost = make_file(make_resource(), name="livret.docx", data=documents.word("Perdu"))
    kept = make_file(make_resource(), name="livret.docx", data=documents.word("Gardé"))
    storages["private"].delete(lost.file.name)
    call_command("read_files")
    assert list(waiting_files()) == [lost]
    assert RecordFile.objects.get(text_state=TextState.READ) == kept


def test_command_reads_current_files_once_and_says_what_it_found(capsys):
    record = make_resource()
    make_file(record, name="livret.docx", data=documents.word("Ancien"))
    make_file(record, name="livret.docx", data=documents.word("La bêche"))
    make_file(record, data=PDF)
    make_file(record, "Vues", "vues.pptx", documents.slideshow({"slide1": "<p"}))
    call_command("read_files")
    said = plain(capsys.readouterr().out)
    assert "Texte des fichiers : 3 / 3" in said
    assert "Texte lu : 1 · Pas de texte : 1 · Illisible : 1" in said
    call_command("read_files")
    assert "Tous les fichiers sont déjà lus." in capsys.readouterr().out


def test_more_files_than_one_process_reads_are_all_read(monkeypatch):
    monkeypatch.setattr("catalogue.reading_files.BATCH", 2)
    record = make_resource()
    for word in ("un", "deux", "trois"):
        make_file(record, word, "livret.docx", documents.word(word))
    call_command("read_files")
    read = RecordFile.objects.values_list("label", "text")
    assert sorted(read) == [("deux", "deux"), ("trois", "trois"), ("un", "un")]


def test_lists_of_files_leave_the_texts_in_the_database(client, stored):
    page = make_resource()
    stored(page, "livret.docx", documents.word("bêche"))
    client.force_login(make_user("editor"))
    with CaptureQueriesContext(connection) as asked:
        cards_for(Record.objects.all(), make_user("member"))
        download_groups(Record.objects.get(pk=page.pk), None)
        assert client.get(page.url).status_code == 200
        assert client.get("/admin/snippets/catalogue/recordfile/").status_code == 200
        assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    column = '"catalogue_recordfile"."text"'
    assert not [query["sql"] for query in asked if column in query["sql"]]
    with CaptureQueriesContext(connection) as asked:
        assert [item.text for item in page.files.with_text()] == ["bêche"]
    assert len(asked) == 1


def test_correcting_a_label_keeps_the_text(editor, stored):
    item = stored(make_resource(), "livret.docx", documents.word("bêche"))
    address = f"/admin/snippets/catalogue/recordfile/edit/{item.pk}/"
    fields = {"label": "Cahier", "language": "fr", "sort_order": 0}
    assert editor.post(address, fields).status_code == 302
    item.refresh_from_db()
    assert (item.label, item.text, item.text_state) == ("Cahier", "bêche", TextState.READ)


TOLD = {
    "read": ("livret.docx", documents.word("bêche"), "Texte lu", ""),
    "scanned": ("livret.pdf", PDF, "Pas de texte (document scanné ?)", "ajoutez aussi le document"),
    "empty": ("livret.docx", make_docx(), "Pas de texte", "ajoutez quelques phrases"),
    "broken pdf": ("livret.pdf", b"%PDF-1.4\nrien", "Illisible", "refaites le PDF"),
    "broken slides": (
        "vues.pptx",
        documents.slideshow({"slide1": "<p"}),
        "Illisible",
        "enregistrez-le de nouveau",
    ),
}


@pytest.mark.parametrize(("name", "data", "state", "advice"), TOLD.values(), ids=list(TOLD))
def test_editor_sees_whether_the_text_was_read_and_what_to_do(
    editor, stored, name, data, state, advice
):
    record = make_resource()
    item = stored(record, name, data)
    tab = plain(editor.get(f"/admin/pages/{record.pk}/edit/").content.decode())
    own = f"/admin/snippets/catalogue/recordfile/edit/{item.pk}/"
    screen = plain(editor.get(own).content.decode())
    listed = plain(editor.get("/admin/snippets/catalogue/recordfile/").content.decode())
    assert f"<br>{state}</td>" in tab
    assert f"{state}." in screen
    assert state in listed
    for shown in (tab, screen):
        assert ("La recherche ne connaît pas" in shown) == bool(advice)
        assert advice in shown


def test_editor_finds_the_files_that_hold_no_text(editor):
    record = make_resource()
    make_file(record, "Scan du livret", data=PDF)
    make_file(record, "Livret tapé", "livret.docx", documents.word("bêche"))
    call_command("read_files")
    listed = editor.get("/admin/snippets/catalogue/recordfile/?text_state=none").content.decode()
    assert "Scan du livret" in listed
    assert "Livret tapé" not in listed


def test_older_version_says_nothing_of_its_text():
    record = make_resource()
    former = make_file(record)
    make_file(record, data=PDF + b"\n")
    former.refresh_from_db()
    assert (former.text_label, former.text_advice) == ("", "")
