"""« Essayez avec… »: right words, and none that the reader could not have found."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from modelsearch.query import Fuzzy
from modelsearch.test.testapp.models import Book

from search.backend import WhooshSearchBackend
from search.suggest import did_you_mean
from search.synonyms import trying

from .conftest import titles


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("masif", "massif"),
        ("preparrer le jury", "préparer le jury"),
        ("securite chanteir", "securite chantier"),
        ("Desehrber", "désherber"),
        ("(polivalent)", "(polyvalent)"),
        ("l’accuillir", "l’accueillir"),
    ],
)
def test_unknown_words_are_replaced(backend, shelf, typed, offered):
    assert did_you_mean(backend, Book, typed) == offered


@pytest.mark.parametrize(
    "typed", ["", "massif", "massifs", "haie jury", "zzzzzzzz", "le", "1234", "?"]
)
def test_nothing_is_offered_when_nothing_is_better(backend, shelf, typed):
    assert did_you_mean(backend, Book, typed) is None


def test_words_of_hidden_objects_are_not_offered(backend, shelf):
    assert did_you_mean(backend, Book.objects.filter(pk=shelf["massif"].pk), "masif") == "massif"
    assert did_you_mean(backend, Book.objects.filter(number_of_pages__lt=20), "masif") is None


def test_words_of_hidden_fields_are_not_offered(backend, shelf):
    assert did_you_mean(backend, Book, "livert", fields=["summary"]) == "livret"
    assert did_you_mean(backend, Book, "livert", fields=["title"]) is None


def test_the_whole_must_find_something(backend, shelf):
    assert did_you_mean(backend, Book, "masif jury") is None


def test_a_fuzzy_search_keeps_to_its_fields(backend, shelf):
    assert titles(backend.search(Fuzzy("livert"), Book)) == ["Préparer le jury"]
    assert titles(backend.search(Fuzzy("livert"), Book, fields=["title"])) == []


def test_synonyms_come_from_a_setting(backend, shelf):
    path = "search.tests.alone.test_suggest.synonyms"
    with_synonyms = WhooshSearchBackend({"PATH": backend.options.path, "SYNONYMS": path})
    assert titles(with_synonyms.search("clôture végétale", Book)) == ["Tailler une haie"]
    assert titles(backend.search("clôture végétale", Book)) == []


def test_other_synonyms_are_tried_for_a_moment_only(backend, shelf):
    path = "search.tests.alone.test_suggest.synonyms"
    usual = WhooshSearchBackend({"PATH": backend.options.path, "SYNONYMS": path})
    made_before = usual.search("casque jaune", Book)
    with trying({"casque jaune": ["désherber"]}):
        made_inside = usual.search("casque jaune", Book)
        assert titles(usual.search("casque jaune", Book)) == ["Entretenir un massif"]
        assert titles(backend.search("casque jaune", Book)) == ["Entretenir un massif"]
        # The mapping replaces the usual one, it does not add to it.
        assert titles(usual.search("clôture végétale", Book)) == []
        with ThreadPoolExecutor(1) as elsewhere:
            other = elsewhere.submit(lambda: usual.options.thesaurus).result()
            assert other is not usual.options.thesaurus
    assert titles(made_before) == titles(made_inside) == []
    assert titles(usual.search("clôture végétale", Book)) == ["Tailler une haie"]
    assert backend.options.thesaurus is None


def test_a_failure_ends_the_trial(backend):
    with pytest.raises(RuntimeError), trying({"a": ["b"]}):
        raise RuntimeError("in the middle")
    assert backend.options.thesaurus is None


def test_trying_no_synonym_at_all(backend, shelf):
    path = "search.tests.alone.test_suggest.synonyms"
    usual = WhooshSearchBackend({"PATH": backend.options.path, "SYNONYMS": path})
    with trying({}):
        assert titles(usual.search("clôture végétale", Book)) == []


def synonyms() -> dict[str, list[str]]:
    return {"clôture végétale": ["haie"]}
