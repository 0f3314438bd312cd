"""« Reprendre un tableau »: what the editor sees, and what is kept."""

import pytest
from django.core.files.base import ContentFile

from referentials.exchange.writing import tree_file
from tests.builders import make_referential, make_tree, make_user
from tests.reading import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def page():
    return make_referential(title="Maraîchage", tree=make_tree())


@pytest.fixture
def address(page) -> str:
    return f"/admin/referentiels/{page.pk}/reprendre/"


@pytest.fixture
def editor(client):
    client.force_login(make_user("editor"))
    return client


def send(client, address: str, data: bytes, name: str = "arbre.csv", **more):
    return client.post(address, {"table": ContentFile(data, name), **more})


def said(response) -> str:
    return soup(response).select_one(".desk-page > .help-block").get_text(" ", strip=True)


def test_the_screen_is_offered_on_referentials_only(editor, page, address):
    assert address in editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    other = page.get_parent()
    assert "/reprendre/" not in editor.get(f"/admin/pages/{other.pk}/edit/").content.decode()


def test_an_untouched_table_changes_nothing(editor, page, address):
    assert "la même chose" in said(send(editor, address, tree_file(page, "xlsx"), "arbre.xlsx"))


def test_changes_are_shown_then_kept_as_a_draft(editor, page, address):
    data = tree_file(page, "csv").replace(b"Bloc 1", b"Premier bloc")
    assert "«\u00a0Bloc 1\u00a0» devient «\u00a0Premier bloc\u00a0»" in said(
        send(editor, address, data)
    )
    page.refresh_from_db()
    assert not page.has_unpublished_changes
    response = send(editor, address, data, keep="on")
    assert response.url == f"/admin/pages/{page.pk}/edit/"
    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert page.tree[0].value["title"] == "Bloc 1"
    assert page.get_latest_revision_as_object().tree[0].value["title"] == "Premier bloc"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("arbre.csv", b"n'importe;quoi", "Il manque la ligne des titres"),
        ("arbre.exe", b"x", "Ce format n’est pas lu ici"),
        ("arbre.xlsx", b"x", "son contenu n’est pas de ce format"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_keeps_nothing(editor, page, address, name, data, words):
    response = send(editor, address, data, name, keep="on")
    assert response.status_code == 422
    assert words in said(response)
    page.refresh_from_db()
    assert not page.has_unpublished_changes


def test_faults_are_named_by_their_cells(editor, page, address):
    data = tree_file(page, "csv").replace(b"A1.1.1;", b";")
    response = send(editor, address, data)
    assert "Code\u00a0: cette case est vide" in said(response)


@pytest.mark.parametrize("data", [{}, {"table": ContentFile(b"", "arbre.csv")}])
def test_without_a_file_the_screen_asks_for_one(editor, address, data):
    response = editor.post(address, data)
    assert response.status_code == 422
    assert "fichier" in response.content.decode()


def test_who_may_not_edit_stays_outside(client, page, address):
    assert client.get(address).status_code == 302
    client.force_login(make_user("member"))
    assert client.get(address).status_code in (302, 403)
