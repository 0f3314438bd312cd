"""« Essayer un synonyme »: what a group would change, seen before it is saved."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from portal.models import SynonymGroup
from portal.tests.searching import found, index_of
from tests.builders import make_resource, make_user
from tests.reading import plain, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

TRIAL = "/admin/recherche/synonyme/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return signed_in(make_user("editor"))


@pytest.fixture
def bank(tmp_path):
    pages = [
        make_resource(title="Le potager au printemps"),
        make_resource(title="Le maraîchage au fil des saisons"),
        make_resource(title="Maraîchage réservé", access_level="members", hide_notice=True),
    ]
    with index_of(tmp_path, pages):
        yield


def test_words_of_the_week_are_already_filled_in(editor):
    page = soup(editor.get(f"{TRIAL}?q=potager"))
    assert page.select_one("[name=q]")["value"] == "potager"
    assert page.select_one("[name=words]").get_text().strip() == "potager"
    assert not page.select(".error-message, [aria-invalid=true]")


def test_both_sides_and_what_comes_in(editor, bank):
    tried = {"q": "potager", "words": "potager\nmaraîchage", "direction": "both"}
    page = soup(editor.post(TRIAL, tried))
    today, after = (
        [item.get_text(" ", strip=True) for item in side.select("li")]
        for side in page.select(".desk-compare > div")
    )
    assert today == ["Le potager au printemps Ressource"]
    assert after == [
        "Le potager au printemps Ressource",
        "Entre Maraîchage réservé Ressource",
        "Entre Le maraîchage au fil des saisons Ressource",
    ]
    assert "1 résultat aujourd’hui, 3 avec ce groupe" in plain(page.get_text())


def test_trying_changes_nothing_for_readers(editor, bank):
    editor.post(TRIAL, {"q": "potager", "words": "potager\nmaraîchage", "direction": "both"})
    assert not SynonymGroup.objects.exists()
    assert found("potager") == {"Le potager au printemps"}


def test_one_way_is_tried_one_way(editor, bank):
    tried = {"q": "maraîchage", "words": "potager\nmaraîchage", "direction": "one"}
    assert "Rien : les mêmes résultats" in plain(text(editor.post(TRIAL, tried)))


def test_those_who_may_not_open_everything_are_shown_no_more_than_they_may_know(bank):
    helper = make_user("without_rights")
    helper.user_permissions.set(
        Permission.objects.filter(codename__in=["add_synonymgroup", "access_admin"])
    )
    tried = {"q": "potager", "words": "potager\nmaraîchage", "direction": "both"}
    shown = text(signed_in(helper).post(TRIAL, tried))
    assert "Le maraîchage au fil des saisons" in shown
    assert "Maraîchage réservé" not in shown and "2 avec ce groupe" in plain(shown)


def test_the_group_is_saved_and_works(editor, bank, django_capture_on_commit_callbacks):
    kept = {"q": "potager", "words": "potager\nmaraîchage", "direction": "both", "save": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(TRIAL, kept, follow=True)
    assert "potager = maraîchage" in text(response, "body")
    assert "Le maraîchage au fil des saisons" in found("potager")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": "potager"}, "au moins deux façons"),
        ({"words": ""}, "requis"),
        ({"q": ""}, "requis"),
        ({"q": "x" * 201}, "200"),
        ({"direction": "autre"}, "autre"),
        ({"q": "\0"}, "nul"),
        ({"save": "1", "words": "potager\nPotager"}, "est déjà là"),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(editor, typed, said):
    sent = {
        "q": "mot",
        "words": "haie\nclôture",
        "direction": "both",
        "note": "Ma note",
    } | typed
    response = editor.post(TRIAL, sent)
    page = soup(response)
    assert response.status_code == 200
    assert said in plain(page.select_one("form#trial").get_text())
    assert page.select_one("[name=note]")["value"] == "Ma note"
    assert page.select_one("[name=words]").get_text().split() == sent["words"].split()
    assert not SynonymGroup.objects.exists()


def test_without_index_the_page_says_so_and_the_group_can_be_saved(editor):
    tried = {"q": "potager", "words": "potager\nmaraîchage", "direction": "both"}
    assert "L’essai n’est pas possible" in text(editor.post(TRIAL, tried), "body")


def test_another_engine_has_its_own_synonyms(editor, settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    tried = {"q": "potager", "words": "potager\nmaraîchage", "direction": "both"}
    assert "L’essai n’est pas possible" in text(editor.post(TRIAL, tried), "body")
