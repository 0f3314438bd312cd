"""« Importer des fiches »: each file is answered, its bytes do not stay."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.models import Organisation
from monographs.importing import drafting, receiving
from monographs.importing.models import FicheImport, ImportedFile
from monographs.importing.receiving import AT_ONCE
from monographs.importing.tasks import read_import
from monographs.models import MonographPage
from portal.groups import CONTRIBUTORS
from tests.builders import make_user
from tests.reading import soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

FICHE = """# Le verger

## Contexte
Un terrain en friche.

## Objectifs
Apprendre la taille
"""


@pytest.fixture
def editor(client):
    user = make_user("editor")
    client.force_login(user)
    return user


def upload(name: str = "verger.md", content: str | bytes = FICHE) -> SimpleUploadedFile:
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, data)


@pytest.fixture
def drop(client, django_capture_on_commit_callbacks):
    """Drop files on the page and let the background work be done."""

    def dropped(*files):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("fiche_imports"), {"files": files}, follow=True)

    return dropped


def bytes_kept() -> list[str]:
    storage = storages["private"]
    return storage.listdir("imports")[1] if storage.exists("imports") else []


def test_dropped_file_becomes_a_draft_by_the_editor(client, editor, drop):
    answer = drop(upload())
    page = MonographPage.objects.get()
    assert page.context == "Un terrain en friche."
    assert (page.live, page.owner) == (False, editor)
    result = client.get(answer.redirect_chain[0][0])
    assert soup(result).find(href=FicheImport.objects.get().review_url)


def test_bytes_are_gone_once_read_or_refused(editor, drop):
    drop(upload(), upload("vide.txt", " \n "), upload("photo.png", b"\x89PNG"))
    assert ImportedFile.objects.count() == 3
    assert not ImportedFile.objects.exclude(file="").exists()
    assert bytes_kept() == []


def test_each_refusal_says_why_and_the_other_files_go_on(editor, drop):
    answer = drop(
        upload("faux.docx", b"PK\x03\x04"), upload("vide.md", ""), upload("image.txt", b"\x89PNG")
    )
    messages = list(ImportedFile.objects.values_list("message", flat=True))
    assert "n’est pas de ce format" in messages[0]
    assert "vide" in messages[1]
    assert "pas du texte" in messages[2]
    assert text(answer).count("Saisir cette fiche à la main") == 3


def test_fault_of_a_reader_is_said_in_french_and_stops_nothing(editor, drop, monkeypatch):
    plain = receiving.recognise

    def sometimes(document):
        if "casse" in document.blocks[0].text:
            raise RuntimeError("broken")
        return plain(document)

    monkeypatch.setattr(receiving, "recognise", sometimes)
    drop(upload("a.md", "casse"), upload("b.md"))
    first, second = ImportedFile.objects.all()
    assert (first.state, second.state) == ("refused", "done")
    assert "n’a pas pu être lu" in first.message
    assert bytes_kept() == []


def test_fiche_is_written_whole_or_not_at_all(editor, drop, monkeypatch):
    def broken(page):
        raise RuntimeError("broken")

    monkeypatch.setattr(drafting, "twins_of", broken)
    drop(upload())
    assert not MonographPage.objects.exists()
    assert ImportedFile.objects.get().state == "refused"


def test_file_taken_up_again_makes_no_second_draft(editor, drop):
    drop(upload())
    read_import.call(ImportedFile.objects.get().pk)
    assert MonographPage.objects.count() == 1


def test_same_file_dropped_twice_is_said_and_still_imported(editor, drop):
    drop(upload())
    answer = drop(upload("copie.md"))
    assert "avait déjà été importé" in text(answer)
    assert MonographPage.objects.count() == 2


def test_too_many_files_are_not_lost_in_silence(editor, drop):
    drop(*(upload(f"{number}.png") for number in range(AT_ONCE + 1)))
    assert "Pas plus de" in ImportedFile.objects.last().message


def test_form_without_a_file_asks_for_one(client, editor):
    answer = client.post(reverse("fiche_imports"))
    assert answer.status_code == 422
    assert "Choisissez d’abord un fichier" in text(answer)


def test_refused_file_is_written_by_hand_from_its_name(client, editor, drop):
    drop(upload("verger_de_laon.png"))
    answer = client.post(reverse("fiche_by_hand", args=[ImportedFile.objects.get().pk]))
    page = MonographPage.objects.get()
    assert page.title == "verger de laon"
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def contributor(client):
    user = make_user("without_rights")
    user.groups.add(Group.objects.get(name=CONTRIBUTORS))
    return user


def test_contributor_reviews_their_own_import(client, contributor, drop):
    client.force_login(contributor)
    drop(upload())
    kept = FicheImport.objects.get()
    assert client.get(kept.review_url).status_code == 200
    mark = soup(client.get(kept.review_url)).select_one("input[name=seen]")["value"]
    data = {"do": "new_bearer", "seen": mark, "bearer": "0", "name": "Une structure"}
    assert client.post(kept.review_url, data).status_code == 422
    assert not Organisation.objects.exists()


def test_contributor_is_told_nothing_of_the_drafts_of_others(client, editor, contributor, drop):
    drop(upload())
    client.force_login(contributor)
    answer = drop(upload())
    page = client.get(answer.redirect_chain[0][0])
    assert FicheImport.objects.last().twins
    assert "ressemble" not in text(page)
    assert "voir cet import" not in text(page)


def test_contributor_sees_their_own_imports_only(client, editor, contributor, drop):
    drop(upload())
    batch = ImportedFile.objects.get().batch
    client.force_login(contributor)
    assert client.get(reverse("fiche_imports")).status_code == 200
    assert client.get(reverse("fiche_import_batch", args=[batch.pk])).status_code == 404


def test_nobody_without_the_right_to_add_imports(client):
    client.force_login(make_user("member"))
    answer = client.post(reverse("fiche_imports"), {"files": [upload()]})
    assert answer.status_code in (302, 403)
    assert not ImportedFile.objects.exists()


def test_screens_cost_the_same_for_one_file_or_many(
    client, editor, drop, django_assert_max_num_queries
):
    drop(*(upload(f"{number}.md", f"{FICHE}{number}") for number in range(8)))
    batch = ImportedFile.objects.first().batch
    for address in (reverse("fiche_imports"), reverse("fiche_import_batch", args=[batch.pk])):
        with django_assert_max_num_queries(22):
            client.get(address)
