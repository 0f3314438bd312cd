"""A verb in the infinitive leads to its nouns, and to nothing else."""

import pytest
from modelsearch.query import PlainText

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
