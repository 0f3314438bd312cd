"""What is written, when, and how an index is rebuilt."""

from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from modelsearch.backends import get_search_backend
from modelsearch.query import MATCH_ALL
from modelsearch.test.testapp.models import Author, Book, UnindexedBook

from search.backend import WhooshSearchBackend
from search.engine import keeper
from search.extraction import document_of, paths
from search.rebuilding import rebuild_unavailable, unavailable
from search.robustness import IndexBusy, IndexUnavailable
from search.tests.leftovers import QUIET, broken_files, set_apart  # noqa: F401 (fixtures)

from .conftest import book, titles

pytestmark = QUIET


def generation(backend) -> int:
    return backend.get_index_for_model(Book).store.snapshot().generation


def test_path_alone_is_enough(tmp_path):
    assert WhooshSearchBackend({"PATH": str(tmp_path)}).options.on_unavailable == "raise"


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"PATH": ""},
        {"PATH": "x", "PAHT": "y"},
        {"PATH": "x", "LIMITS": {"speed": 9}},
        {"PATH": "x", "ON_UNAVAILABLE": "sing"},
    ],
)
def test_wrong_settings_are_refused_with_a_sentence(params):
    with pytest.raises(ImproperlyConfigured):
        WhooshSearchBackend(params)


def test_limits_can_be_set(tmp_path):
    backend = WhooshSearchBackend(
        {"PATH": tmp_path, "LIMITS": {"LOCK_TIMEOUT": 1, "max_query_words": 3}}
    )
    assert backend.options.limits.lock_timeout == 1
    assert backend.options.query_limits.max_query_words == 3


def test_every_text_of_an_object_is_collected(shelf):
    document = document_of(shelf["haies"])
    searched = {path: texts for path, _, texts in document.searched}
    assert searched["title"] == ["Tailler une haie"]
    assert set(searched["tags__name"]) == {"espaces verts", "outils"}
    assert len(searched["authors__name"]) == 2
    assert dict(document.completed)["title"] == ["Tailler une haie"]
    boosts = {path: boost for path, boost, _ in document.searched}
    assert boosts == {"title": 10.0, "summary": 2.0, "authors__name": 1.0, "tags__name": 1.0}


def test_values_of_every_kind_give_texts(db, monkeypatch):
    values = {
        "none": None,
        "list": ["un", None, ["deux"]],
        "dict": {"a": "trois", "b": 4},
        "set": Author.objects.none(),
        "number": 5,
        "blank": "  ",
    }
    from modelsearch.index import SearchField

    fields = [SearchField(name) for name in values]
    monkeypatch.setattr(Author, "get_search_fields", classmethod(lambda cls: fields))
    for name, value in values.items():
        monkeypatch.setattr(Author, name, value, raising=False)
    found = {path: texts for path, _, texts in document_of(Author(pk=1)).searched}
    assert found == {"list": ["un", "deux"], "dict": ["trois", "4"], "number": ["5"]}


def test_paths_go_through_relations():
    from modelsearch.index import FilterField, SearchField
    from modelsearch.test.testapp.models import Meeting

    assert "agenda_items__speakers__name" in set(paths(Meeting, SearchField))
    assert "authors__date_of_birth" in set(paths(Book, FilterField))


def test_saving_without_a_change_writes_nothing(backend, shelf):
    before = generation(backend)
    for _ in range(3):
        backend.add(shelf["haies"])
    backend.add_bulk(Book, shelf.values())
    assert generation(backend) == before
    shelf["haies"].title = "Tailler deux haies"
    backend.add(shelf["haies"])
    assert generation(backend) == before + 1


def test_a_model_without_search_fields_is_not_indexed(backend, db):
    backend.add_bulk(UnindexedBook, [UnindexedBook(pk=1, title="x")])
    assert not (backend.options.path / "searchtests.unindexedbook").exists()


def test_models_of_one_family_share_an_index_and_others_do_not(backend, shelf):
    from modelsearch.test.testapp.models import Novel

    assert backend.get_index_for_model(Novel).get_key() == "searchtests.book"
    assert backend.get_index_for_model(Author).get_key() == "searchtests.author"
    assert str(backend.get_index_for_model(Author)) == "searchtests.author"
    backend.get_index_for_model(Author).reset()
    assert backend.search("haie", Book).count() == 1


def test_the_command_rebuilds_with_its_progress(db):
    book("Tailler une haie")
    out = StringIO()
    call_command("rebuild_modelsearch_index", stdout=out)
    assert "indexed 1 objects" in out.getvalue()
    backend = get_search_backend()
    assert titles(Book.objects.search("haies")) == ["Tailler une haie"]
    assert set(backend.status().values()) == {"ok"}
    call_command("rebuild_modelsearch_index", schema_only=True, verbosity=0)
    assert Book.objects.search("haies").count() == 0


def test_a_rebuild_in_place_works_too(tmp_path, db):
    haie = book("Tailler une haie")
    backend = WhooshSearchBackend({"PATH": tmp_path / "i", "ATOMIC_REBUILD": False})
    rebuild_unavailable(backend)
    assert list(backend.search("haie", Book)) == [haie]


def test_only_what_cannot_answer_is_rebuilt(backend, shelf):
    assert unavailable(backend) == []
    index = backend.get_index_for_model(Book)
    for path in index.store.directory().glob("*.seg"):
        path.write_bytes(b"x")
    keeper.forget()
    assert backend.status()["searchtests.book"] == "corrupt"
    with pytest.raises(IndexUnavailable):
        index.count()
    assert rebuild_unavailable(backend) == ["searchtests.book"]
    assert index.count() == 5
    assert backend.search("haie", Book).count() == 1


def test_a_missing_index_is_rebuilt_from_the_database(tmp_path, db):
    book("Tailler une haie")
    backend = WhooshSearchBackend({"PATH": tmp_path / "new"})
    assert set(backend.status().values()) == {"missing"}
    assert "searchtests.book" in rebuild_unavailable(backend)
    assert backend.search(MATCH_ALL, Book).count() == 1


def test_a_failing_object_gives_the_rebuild_up(backend, shelf, monkeypatch):
    index = backend.get_index_for_model(Book)
    rebuilder = backend.rebuilder_class(index)
    filled = rebuilder.start()
    with pytest.raises(IndexBusy):
        backend.rebuilder_class(index).start()
    monkeypatch.setattr(Book, "get_search_fields", classmethod(lambda cls: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        filled.add_items(Book, [shelf["haies"]])
    monkeypatch.undo()
    assert backend.search("haie", Book).count() == 1
    assert list(index.store.path.glob("g-*")) == [index.store.directory()]


def test_saving_goes_on_when_the_index_cannot_be_written(settings, tmp_path, db):
    (tmp_path / "file").write_text("")
    settings.MODELSEARCH_BACKENDS = {
        "default": {"BACKEND": "search.backend", "PATH": str(tmp_path / "file" / "index")}
    }
    saved = book("Tailler une haie")
    saved.title = "Tailler deux haies"
    saved.save()
    saved.delete()
