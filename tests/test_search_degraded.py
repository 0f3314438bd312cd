"""An index that cannot answer: the page stays up, simpler, says so, and repairs itself."""

import json
import shutil
from pathlib import Path

import pytest
from django.test import Client

from search import worker
from search.tests.leftovers import QUIET, broken_files, set_apart  # noqa: F401 (fixtures)
from tests import search_index
from tests.builders import make_file, make_resource, make_site, publish
from tests.search_doors import Answer
from tests.search_world import CASES, Case, give_text, said_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data"), *QUIET]

OPEN, RESERVED, HIDDEN = CASES[0], Case(2, "members", False), Case(3, "members", True)
ADDRESSES = ("/recherche/", "/ressources/", "/recherche/suggestions/")


@pytest.fixture(scope="module")
def built(module_data, tmp_path_factory) -> Path:
    make_site()
    for case in (OPEN, RESERVED, HIDDEN):
        page = make_resource(
            title=f"Commun {case.word('title')}",
            purpose=f"Ordinaire {case.word('body')}.",
            access_level=case.level,
            hide_notice=case.hidden,
        )
        give_text(make_file(page), f"Dedans {case.word('file')}.")
    return search_index.build(tmp_path_factory.mktemp("built") / "search")


@pytest.fixture
def folder(built, tmp_path):
    with search_index.copy_of(built, tmp_path / "search") as folder:
        yield folder


def pages_of(folder: Path) -> Path:
    return folder / "wagtailcore.page"


def lost(folder: Path) -> None:
    shutil.rmtree(folder)


def unreadable(folder: Path) -> None:
    (pages_of(folder) / "CURRENT").write_bytes(b"\x00{")


def of_another_version(folder: Path) -> None:
    current = pages_of(folder) / "CURRENT"
    current.write_text(json.dumps(json.loads(current.read_text()) | {"signature": "other"}))


def half_copied(folder: Path) -> None:
    for file in pages_of(folder).glob("g-*/*.seg"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def emptied(folder: Path) -> None:
    for file in pages_of(folder).glob("g-*/*"):
        file.unlink()


DAMAGES = [lost, unreadable, of_another_version, half_copied, emptied]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damaged_index_leaves_a_simpler_search_then_is_repaired(folder, damage):
    damage(folder)
    client = Client()
    said = Answer(client, "commun")
    assert "Recherche simplifiée" in said.text(".search-notice")
    assert said.cases(".card__title") == {OPEN, RESERVED}
    for address in ADDRESSES:
        for word in ("ordinaire", "dedans", *map(HIDDEN.word, ("title", "body", "file"))):
            answer = Answer(client, word, address)
            assert said_in(answer.text(".card, .suggestion__words, #recherche-essai")) == set()
    assert worker.repair()
    again = Answer(client, "ordinaire")
    assert "Recherche simplifiée" not in again.html
    assert again.cases(".card__title") == {OPEN}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_suggestions_do_without_the_index(folder, damage):
    damage(folder)
    answer = Answer(Client(), OPEN.word("title")[:6], "/recherche/suggestions/")
    assert answer.cases(".suggestion") == {OPEN, RESERVED}


def test_read_only_folder_answers_and_loses_no_change(folder, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(13, "Read-only file system")

    page = make_resource(title="Nouvelle", purpose="Arrivée.")
    with monkeypatch.context() as patch:
        patch.setattr("search.engine.store.open_dir", refuse)
        search_index.empty_queue()
        assert Answer(Client(), "ordinaire").cases(".card__title") == {OPEN}
        assert Answer(Client(), "arrivée nouvelle").total() == 0
    publish(page)
    search_index.empty_queue()
    assert Answer(Client(), "arrivée nouvelle").total() == 1
