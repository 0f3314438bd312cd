"""What a search answers while its index cannot."""

from collections import OrderedDict

import pytest
from modelsearch.query import MATCH_ALL, Boost, Fuzzy, Not, Phrase, PlainText
from modelsearch.test.testapp.models import Book, Character

from search.backend import WhooshSearchBackend
from search.robustness import IndexUnavailable
from search.suggest import did_you_mean

from .conftest import titles


@pytest.fixture
def without_index(tmp_path, shelf):
    def made(instead: str | None = None) -> WhooshSearchBackend:
        options = {"ON_UNAVAILABLE": instead} if instead else {}
        return WhooshSearchBackend({"PATH": tmp_path / "nowhere", **options})

    return made


def test_the_error_is_raised_unless_said_otherwise(without_index):
    results = without_index().search("haie", Book)
    for ask in (list, len, lambda r: r.count(), lambda r: r.facet("tags"), lambda r: r.pks()):
        with pytest.raises(IndexUnavailable):
            ask(results)


def test_nothing_can_be_answered_instead(without_index):
    results = without_index("empty").search("haie", Book)
    assert (list(results), results.count(), results.pks()) == ([], 0, [])
    assert results.facet("tags") == OrderedDict()
    assert not results.queryset().exists()


def test_the_database_can_answer_instead(without_index):
    backend = without_index("database")
    assert titles(backend.search("haie", Book)) == ["Tailler une haie"]
    assert titles(backend.search("tailler la haie", Book)) == ["Tailler une haie"]
    assert titles(backend.search(Phrase("livret de suivi"), Book)) == ["Préparer le jury"]
    assert titles(backend.search(Fuzzy("massif") | Boost(PlainText("jury"), 2), Book)) != []
    assert backend.search(Not(PlainText("haie")), Book).count() == 4
    assert backend.search(MATCH_ALL, Book).count() == 5
    assert backend.search("salarié", Book)[:2].count() == 2
    assert titles(backend.autocomplete("Tail", Book)) == ["Tailler une haie"]


def test_the_database_answers_no_more_than_it_was_asked(without_index):
    backend = without_index("database")
    assert titles(backend.search("salarié", Book, fields=["title"])) == ["Accueillir un salarié"]
    assert titles(backend.search("salarié", Book.objects.filter(number_of_pages=30))) == [
        "Tailler une haie"
    ]
    # No field of the database holds this: nothing, rather than everything.
    assert titles(backend.search("branche", Book, fields=["authors__name"])) == []
    assert list(backend.autocomplete("haie", Character)) == []


def test_facets_and_keys_come_from_the_database_too(without_index):
    results = without_index("database").search("haie", Book)
    assert len(results.facet("tags")) == 2
    assert results.pks() == [found.pk for found in results]
    assert list(results[:0].queryset()) == list(results)


@pytest.mark.parametrize("query", ["", "  ", '"', "le la les", "%", "\x00", "😀", "a" * 500])
def test_nothing_that_is_typed_breaks_the_database(without_index, query):
    results = without_index("database").search(query, Book)
    assert results.count() == len(list(results))


def test_it_is_said_once_in_a_while(without_index, caplog):
    backend = without_index("database")
    for _ in range(5):
        backend.search("haie", Book).count()
    assert len([r for r in caplog.records if "Rebuild it" in r.getMessage()]) == 1


def test_no_suggestion_without_index(without_index):
    assert did_you_mean(without_index(), Book, "hai") is None
