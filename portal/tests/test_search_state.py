"""« État de la recherche », the health page and the desk: what they say, to whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from catalogue.models import RecordFile, TextState
from portal.groups import CONTRIBUTORS
from portal.tests.searching import index_of
from search import health, worker
from search.models import IndexChange, IndexState
from tests.builders import make_file, make_resource, make_user
from tests.reading import links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

STATE = "/admin/recherche/etat/"


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_user("editor"))
    return client


def contributor():
    user = make_user("without_rights")
    user.groups.set(Group.objects.filter(name=CONTRIBUTORS))
    return user


@pytest.fixture(autouse=True)
def nothing_waits():
    """The site the module shares was saved: what it left in the queue is not the matter here."""
    IndexChange.objects.all().delete()


@pytest.fixture
def answering(tmp_path):
    """Every index answers."""
    with index_of(tmp_path / "index", []):
        yield


def wait(number: int = 1, minutes: int = 0, **values) -> None:
    since = timezone.now() - timedelta(minutes=minutes)
    IndexChange.objects.bulk_create(
        IndexChange(model="wagtailcore.page", object_id=str(key), asked_at=since, **values)
        for key in range(90_000, 90_000 + number)
    )


def said(client: Client, address: str = STATE) -> str:
    return text(client.get(address))


# Health


@pytest.mark.parametrize(
    ("number", "minutes", "expected"),
    [(0, 0, "ok"), (500, 9, "ok"), (501, 0, "en retard"), (1, 11, "en retard")],
)
@pytest.mark.usefixtures("answering")
def test_health_tells_a_late_search(client, number, minutes, expected):
    wait(number, minutes)
    response = client.get("/sante/")
    assert response.status_code == 200
    answers = {"etat": "ok", "base": True, "cache": True, "courriels": "ok"}
    assert response.json() == answers | {"recherche": expected}


def test_site_without_index_is_up_with_a_simpler_search(client):
    response = client.get("/sante/")
    assert (response.status_code, response.json()["recherche"]) == (200, "simplifiée")


@pytest.mark.usefixtures("answering")
def test_health_does_not_write_the_cache_at_each_call(client, monkeypatch):
    client.get("/sante/")
    written = []
    monkeypatch.setattr(type(cache._connections[cache._alias]), "set", written.append)
    assert client.get("/sante/").json()["cache"] is True
    assert written == []


@pytest.mark.usefixtures("answering")
def test_health_costs_three_queries(client, django_assert_num_queries):
    client.get("/sante/")
    with django_assert_num_queries(3):
        client.get("/sante/")


# Who comes to the page


def test_state_is_for_those_who_keep_the_search():
    for user in (contributor(), make_user("member")):
        client = Client()
        client.force_login(user)
        assert client.get(STATE).status_code in (302, 403)
        client.post(STATE, {"rebuild": "1"})
    assert not IndexState.current().rebuild_asked


def test_only_those_who_may_rebuild_are_offered_it():
    user = contributor()
    user.user_permissions.set(Permission.objects.filter(codename="add_synonymgroup"))
    client = Client()
    client.force_login(user)
    assert "Reconstruire l’index" not in said(client)
    assert client.post(STATE, {"rebuild": "1"}).status_code in (302, 403)
    assert not IndexState.current().rebuild_asked


# What it says


def test_empty_site_says_that_nothing_was_done_yet(editor):
    words = said(editor)
    for part in ("Recherche simplifiée", "Absent", "aucun", "pas encore", "arrêté"):
        assert part in words


@pytest.mark.usefixtures("answering")
def test_search_that_answers_says_so_and_how_much_it_holds(editor):
    IndexState.note(last_seen=timezone.now(), last_write=timezone.now() - timedelta(hours=2))
    words = said(editor)
    for part in ("Tout va bien", "au travail", "il y a 2 heures", "Répond", "Mots du glossaire"):
        assert part in words
    assert "Ce qui échoue" not in words


@pytest.mark.usefixtures("answering")
def test_worker_that_gives_no_sign_is_told(editor):
    IndexState.note(last_seen=timezone.now() - timedelta(minutes=3), rebuilding="wagtailcore.page")
    response = editor.get(STATE)
    assert "ne donne plus signe de vie (dernier signe il y a 3 minutes)" in text(response)
    assert not soup(response).find("progress")


def test_rebuild_is_asked_for_then_followed(editor):
    IndexState.note(last_seen=timezone.now())
    assert "est demandée" in text(editor.post(STATE, {"rebuild": "1"}, follow=True))
    assert IndexState.current().rebuild_asked
    IndexState.note(
        rebuild_asked=False, rebuilding="wagtailcore.page", rebuild_done=40, rebuild_total=104
    )
    response = editor.get(STATE)
    bar = soup(response).find("progress")
    assert (bar["value"], bar["max"]) == ("40", "104")
    assert "pages, 40 sur 104" in text(response)


@pytest.mark.usefixtures("answering")
def test_what_fails_is_named_with_its_error_and_tried_again_on_demand(editor):
    record = make_resource(title="Bêcher <b>droit</b>")
    later = timezone.now() + timedelta(minutes=5)
    IndexChange.objects.all().delete()
    for model, key in (("wagtailcore.page", record.pk), ("ancien.modele", 4), ("portal.x", "é")):
        IndexChange.objects.create(
            model=model, object_id=str(key), tries=2, retry_at=later, error="ValueError : panne"
        )
    response = editor.get(STATE)
    words = text(response)
    assert "Bêcher <b>droit</b>" in words
    assert "ancien.modele, numéro 4" in words
    assert "ValueError : panne" in words
    assert f"/admin/pages/{record.pk}/edit/" in links(response).values()
    editor.post(STATE, {"retry": "1"})
    assert not IndexChange.objects.filter(retry_at__gt=timezone.now()).exists()


def test_files_that_gave_no_text_are_counted_with_a_way_to_them(editor):
    record = make_resource()
    for state in (TextState.UNREADABLE, TextState.NONE):
        file = make_file(record, label=str(state))
        RecordFile.objects.filter(pk=file.pk).update(text_state=state)
    response = editor.get(STATE)
    assert "1 fichier illisible" in text(response)
    way = next(link for link in links(response).values() if "text_state=unreadable" in link)
    assert editor.get(way).status_code == 200


def test_another_engine_is_named_and_keeps_its_own_index(editor, settings):
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "modelsearch.backends.database.fallback"}
    }
    words = said(editor)
    assert "il tient lui-même son index" in words
    assert "Reconstruire l’index" not in words
    assert health.level() == health.Level.OK


def test_engine_that_does_not_answer_is_told(editor, settings, monkeypatch):
    name = "modelsearch.backends.database.fallback"
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": name}}

    def fail(self, *args, **kwargs):
        raise ConnectionError("refusé")

    monkeypatch.setattr(f"{name}.DatabaseSearchBackend.search", fail)
    assert "ne répond pas" in said(editor)


# The desk


def test_desk_says_that_the_search_is_simplified(editor):
    response = editor.get("/admin/")
    assert "La recherche est simplifiée" in text(response)
    assert STATE in links(response).values()


@pytest.mark.usefixtures("answering")
def test_desk_says_that_changes_wait_too_long_and_nothing_when_all_is_well(editor):
    assert STATE not in links(editor.get("/admin/")).values()
    wait(minutes=11)
    assert "La recherche a du retard" in said(editor, "/admin/")


# The index, rebuilt


def test_rebuilding_everything_settles_what_waited(tmp_path, editor):
    make_resource(title="Bêcher")
    with index_of(tmp_path / "index", []):
        assert IndexChange.objects.exists()
        assert "wagtailcore.page" in worker.rebuild_all()
        assert not IndexChange.objects.exists()
        assert Page.objects.search("Bêcher").count() == 1
        assert "pas encore" not in said(editor).split("Dernière reconstruction")[1][:20]
