"""Synonyms: added when searching, weaker than what is typed, up to date at once."""

import pytest
from modelsearch.query import Phrase, PlainText

from search.synonyms import Thesaurus, both_ways

from .conftest import build, document, find

GROUPS = [
    ["CQP", "certificat de qualification professionnelle"],
    ["ACI", "atelier et chantier d’insertion", "chantier école"],
    ["haie", "clôture végétale"],
]


@pytest.fixture
def thesaurus(analysis):
    return Thesaurus(analysis, lambda: both_ways(GROUPS))


@pytest.fixture
def filled(store):
    titles = {
        "cqp": "Le CQP salarié polyvalent",
        "developed": "Les certificats de qualification professionnelle de la branche",
        "apart": "Une qualification, un certificat, une identité professionnelle",
        "aci": "Devenir un ACI",
        "school": "La vie d’un chantier-école",
        "other": "Entretenir un massif",
    }
    build(store, [document(key, title) for key, title in titles.items()])
    return store


def test_an_acronym_finds_its_developed_form_after_itself(filled, thesaurus):
    assert find(filled, PlainText("cqp"), thesaurus=thesaurus) == ["cqp", "developed"]
    assert find(filled, PlainText("cqp")) == ["cqp"]


def test_the_words_of_a_synonym_must_stand_together(filled, thesaurus):
    assert "apart" not in find(filled, PlainText("CQP"), thesaurus=thesaurus)


def test_a_developed_form_finds_the_acronym(filled, thesaurus):
    found = find(filled, PlainText("certificat de qualification professionnelle"), None, thesaurus)
    assert set(found) == {"developed", "apart", "cqp"}


def test_all_the_names_of_a_thing_meet(filled, thesaurus):
    for query in ("ACI", "chantier école", "ateliers et chantiers d'insertion"):
        assert {"aci", "school"} <= set(find(filled, PlainText(query), thesaurus=thesaurus))


def test_the_other_words_of_the_query_are_still_needed(filled, thesaurus):
    assert find(filled, PlainText("cqp polyvalent"), thesaurus=thesaurus) == ["cqp"]
    assert find(filled, PlainText("cqp branche"), thesaurus=thesaurus) == ["developed"]


def test_a_phrase_is_taken_as_it_is_written(filled, thesaurus):
    assert find(filled, Phrase("cqp salarié"), thesaurus=thesaurus) == ["cqp"]


def test_a_change_of_the_provider_works_at_once(analysis):
    class Provider:
        stamp, reads = 1, 0
        mapping: dict = {}

        def __call__(self):
            type(self).reads += 1
            return self.mapping

        def version(self):
            return self.stamp

    provider = Provider()
    thesaurus = Thesaurus(analysis, provider)
    units = analysis.units("RAE")
    assert thesaurus.expand(units)[0].alternatives == ()
    Provider.mapping, Provider.stamp = {"RAE": ["reconnaissance des acquis"]}, 2
    assert len(thesaurus.expand(units)[0].alternatives) == 1
    thesaurus.expand(units)
    assert Provider.reads == 2


def test_a_failing_provider_does_not_stop_the_search(filled, analysis, caplog):
    def broken():
        raise RuntimeError("no database")

    thesaurus = Thesaurus(analysis, broken)
    assert find(filled, PlainText("cqp"), thesaurus=thesaurus) == ["cqp"]
    assert find(filled, PlainText("cqp"), thesaurus=thesaurus) == ["cqp"]
    # Said once, not at every search.
    assert len(caplog.records) == 1


def test_odd_entries_are_harmless(analysis):
    mapping = {"": ["x"], "de la": ["le"], "mot": ["", "???", "mot"], "seul": "isolé"}
    thesaurus = Thesaurus(analysis, lambda: mapping)
    assert thesaurus.expand(analysis.units("mot"))[0].alternatives == ()
    assert len(thesaurus.expand(analysis.units("seul"))[0].alternatives) == 1
