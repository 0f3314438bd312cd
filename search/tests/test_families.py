"""A verb in the infinitive leads to its nouns, and to nothing else."""

import pytest
from modelsearch.query import Fuzzy, PlainText

from search.tests.conftest import document, find

PAIRS = (
    ("évaluer", "évaluation"),
    ("recruter", "recrutement"),
    ("nettoyer", "nettoyage"),
    ("certifier", "certification"),
    ("signer", "signature"),
    ("accueillir", "accueil"),
    ("suivre", "suivi"),
    ("agréer", "agrément"),
    ("apprendre", "apprentissage"),
)


@pytest.mark.parametrize(("verb", "noun"), PAIRS)
def test_a_verb_finds_its_noun(store, verb, noun):
    store.write([document(1, f"Grille : {noun}"), document(2, "Autre chose")])
    assert find(store, PlainText(verb)) == ["1"]


def test_the_word_itself_counts_more_than_its_noun(store):
    store.write([document(1, "Former une équipe"), document(2, "Formation une équipe")])
    assert find(store, PlainText("former")) == ["1", "2"]


@pytest.mark.parametrize("word", ["évaluation", "papier", "mer", "livret", "CQP", "premier"])
def test_what_is_no_verb_leads_nowhere_that_stands(store, word):
    store.write([document(1, "Conseil, forme, évaluons"), document(2, "Première pièce")])
    found = find(store, PlainText(word))
    assert "1" not in found


@pytest.mark.parametrize("typed", ["espacesverts", "Espacesvert", "livretaccueil"])
def test_two_words_typed_as_one_are_found_when_mistakes_are_forgiven(store, typed):
    store.write([document(1, "Espaces verts"), document(2, "Livret d’accueil")])
    assert find(store, Fuzzy(typed)) == ["2" if typed.startswith("livret") else "1"]
    assert find(store, PlainText(typed)) == []
