"""The light stemmer: who must meet, who must stay apart."""

import pytest

from search.french import fold
from search.french_stem import stem

FAMILIES = """
salarié salariée salariés salariées
formateur formatrice formateurs formatrices
ouvrier ouvrière ouvriers ouvrières
technicien technicienne techniciennes
professionnel professionnelle professionnels professionnelles
actif active actifs actives
public publique publics publiques
local locale locaux locales
travail travaux
travailleur travailleuse travailleurs travailleuses
nouveau nouveaux
évaluer évalué évaluées évalue évaluez
encadrant encadrante encadrants encadrantes
conseiller conseillère conseillers conseillères
étranger étrangère étrangers
léger légère légères
français française françaises
acquis acquise acquises
admis admise admises
chômeur chômeuse chômeurs
directeur directrice directrices
cuisinier cuisinière cuisinières
européen européenne européens
agréé agréée agréés agréées agréer
matériau matériaux
bail baux
livret livrets
haie haies
réseau réseaux
jeu jeux
référent référente référents
pédagogique pédagogiques
long longue longues
repère repéré repérer
mobilise mobilisé mobiliser
"""
STRANGERS = """
formation format forme formateur
conseil conseiller
don données
mobilier mobiliser
indice indiquer
mode modéré
entretien entretenir
chantier chant
agrément agréer
métier mètre
département départ
poste posture
matériel matériau
"""


@pytest.mark.parametrize("family", FAMILIES.split("\n")[1:-1])
def test_one_word_has_one_stem_in_every_gender_and_number(family):
    assert len({stem(fold(word)) for word in family.split()}) == 1


@pytest.mark.parametrize("strangers", STRANGERS.split("\n")[1:-1])
def test_different_words_keep_different_stems(strangers):
    words = strangers.split()
    assert len({stem(fold(word)) for word in words}) == len(words)


@pytest.mark.parametrize("word", ["bus", "mois", "prix", "temps", "pays", "bois"])
def test_singulars_that_look_like_plurals_are_left_alone(word):
    assert stem(word) == word


@pytest.mark.parametrize("word", ["", "a", "or", "cap", "a1203", "39794", "ev1.2.3"])
def test_short_words_and_codes_are_left_alone(word):
    assert stem(word) == word
