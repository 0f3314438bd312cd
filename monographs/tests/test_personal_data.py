"""Personal data goes before anything is kept; organisations and places that bear a name stay."""

import pytest

from monographs.importing.document import Block, SourceDocument
from monographs.importing.recognising.passages import clean_document
from monographs.importing.recognising.personal import clean_personal, find_personal

GONE = {
    "Maëlle KERGUELEN, Cheffe de service,\nAssociation du "
    "Menhir": "Cheffe de service,\nAssociation du Menhir",
    "Comme le souligne Maëlle Kerguélen, chargée de mission au sein du GEIQ, c’est utile.": (
        "Comme le souligne la chargée de mission au sein du GEIQ, c’est utile."
    ),
    "Selon Zbynek Kovarna, directeur du chantier, tout va bien.": (
        "Selon le directeur du chantier, tout va bien."
    ),
    "Les maraîchers - Gilles et Maëlle FOUGEROL - ont fait partie du jury.": (
        "Les maraîchers ont fait partie du jury."
    ),
    "Interlocutrice : Yuna LE BRAZIDEC, conseillère": "Interlocutrice : conseillère",
    "Contact : P. Fougerol, responsable d’exploitation": "Contact : responsable d’exploitation",
    "J. Fougerol,\nPrésident de la coopérative": "Président de la coopérative",
    "Mme Fougerol, ATELIER DES BORDS": "ATELIER DES BORDS",
    "La directrice Maëlle Fougerol explique le projet.": "La directrice explique le projet.",
    "« Un vrai coup de pouce », Maëlle Fougerol, référente "
    "VAE": "« Un vrai coup de pouce », référente VAE",
    "Un jury réuni par le maire (Gilles Fougerol) en mai.": "Un jury réuni par le maire en mai.",
    "Paul-Henri de La Fougeraie, trésorier": "Trésorier",
    "Un atelier animé par Gilles Le Fougerol.": "Un atelier animé par (nom retiré).",
    "« J’ai appris », raconte Sabrina.": "« J’ai appris », raconte (nom retiré).",
    "Encadrant technique : Gilles": "Encadrant technique :",
    "Témoignage de Sabrina F.": "Témoignage de (nom retiré)",
    "Directrice : Mme Fougerol (m.f@asso.example)": "Directrice :",
    "Sabrina, 34 ans, a repris confiance.": "34 ans, a repris confiance.",
    "Sabrina a obtenu son permis.": "(nom retiré) a obtenu son permis.",
    "Écrire à m.fougerol@asso.example avant mai.": "Écrire à avant mai.",
    "Écrire à maelle.fougerol [at] asso [point] example.": "Écrire à.",
    "Appelez le 02 99 00 00 01 le matin.": "Appelez le le matin.",
    "Tél. : +33 (0)2 99 00 00 01": "",
    "Portable : 06.00.00.00.02 / 0600000003": " /",
    "Profil : https://www.linkedin.com/in/maelle-fougerol-12": "Profil : ",
    "Voir https://asso.example/equipe/maelle-fougerol": "Voir ",
    "Rendez-vous au 12 bis, rue des Tilleuls 35000 RENNES": "Rendez-vous au ",
    "Présents : BROUSSARD Hervé, LANVOLLON Maryse et CORMEILLES Alain.": (
        "Présents : (nom retiré) et (nom retiré)."
    ),
    "Merci à Perrine, Sadio et Gwenaëlle pour l’accueil.": (
        "Merci à (nom retiré), (nom retiré) et (nom retiré) pour l’accueil."
    ),
    "La salariée, Mme V., a repris une formation.": ("La salariée a repris une formation."),
    "Perrine VALDORET": "",
    "Me Valdoret intervient chaque mois.": "(nom retiré) intervient chaque mois.",
    "Un chantier encadré par Maria da Silveira Gomes.": "Un chantier encadré par (nom retiré).",
    "Écrire à pvaldoret AT atelier DOT example": "Écrire à ",
}
KEPT = (
    "L’association Saint-Vincent et le lycée Jean Moulin travaillent ensemble.",
    "Le chantier se tient rue Victor Hugo, près du collège Marie Curie.",
    "Fil d’Ariane est un ensemblier d’insertion ; l’hôpital local Saint Alexandre le soutient.",
    "La Fondation Abbé Pierre et France Travail financent 15 000 000 euros.",
    "Le Groupe Vinci et la Mission Locale ont signé en mai 2012.",
    "Budget : 01 500 000 € dont 57300 € du Conseil général.",
    "La Ferme des Vanneaux, Roost-Warendin (59), emploie 16 permanents.",
    "Notre-Dame-des-Landes, Saint-Étienne et Clermont-Ferrand ont suivi.",
    "Le directeur et la conseillère en insertion réunissent l’équipe chaque lundi.",
    "Le chantier se tient rue Jean Moulin, l’association Paul Bert prête la Maison Marguerite.",
    "Florence et Nancy sont deux villes du réseau.",
    "L’ESAT Louise Michel et la société Léon Grosse sont clients.",
    "Le dispositif Marianne et la loi Rixain n’ont pas changé.",
)


@pytest.mark.parametrize(("text", "left"), GONE.items(), ids=list(GONE))
def test_what_names_or_reaches_someone_goes(text, left):
    cleaned, removed = clean_personal(text)
    assert cleaned.strip() == left.strip()
    assert removed


@pytest.mark.parametrize("text", KEPT)
def test_organisations_places_and_amounts_stay(text):
    assert find_personal(text) == []


def test_a_clean_text_cleaned_again_does_not_change():
    for text in GONE:
        once, _ = clean_personal(text)
        assert clean_personal(once) == (once, {})


def test_each_kind_is_counted():
    _, removed = clean_personal("Maëlle FOUGEROL, directrice, m@asso.example, 02 99 00 00 01")
    assert removed == {"nom": 1, "courriel": 1, "téléphone": 1}


def test_name_cut_over_two_paragraphs_goes_when_it_stands_whole_elsewhere():
    document = SourceDocument(
        (
            Block("Les deux maraîchers du jardin - Paul et Sophie"),
            Block("VALDORET - ont fait partie du jury."),
            Block("Sophie VALDORET, maraîchère"),
        ),
        "docx",
    )
    clean, removed = clean_document(document)
    assert "VALDORET" not in " ".join(block.text for block in clean.blocks)
    assert "ont fait partie du jury" in clean.blocks[1].text
    assert removed["nom"] >= 2


def test_name_cut_over_two_paragraphs_goes_though_it_stands_whole_nowhere():
    for first, second in (
        ("par notre encadrant, Bertrand", "Maucourdray, avec une seconde personne."),
        ("par l’encadrante Élodie Mau-", "courdray, avec une seconde personne."),
    ):
        blocks = (Block(f"Le tutorat est assuré chaque semaine {first}"), Block(second))
        clean, removed = clean_document(SourceDocument(blocks, "docx"))
        said = " ".join(block.text for block in clean.blocks)
        assert not any(name in said for name in ("Bertrand", "Élodie", "Mau", "courdray"))
        assert "Le tutorat est assuré" in said and "avec une seconde personne" in said
        assert removed["nom"] == 2


def test_heading_under_a_sentence_that_ends_by_a_town_is_no_family_name():
    blocks = (Block("Une salle est prêtée aux équipes à Florence"), Block("Résultats obtenus"))
    clean, removed = clean_document(SourceDocument(blocks, "docx"))
    assert clean.blocks == blocks
    assert not removed["nom"]


def test_a_name_that_signs_a_quote_goes_whatever_its_origin():
    said, signed = "« Ici on m’a appris un métier. »", "Amanuel Gebreyohan, opérateur de tri"
    for blocks in ((Block(said), Block(signed)), (Block(f"{said} {signed}"),)):
        document, removed = clean_document(SourceDocument(blocks, "txt"))
        assert document.blocks[-1].text.endswith("opérateur de tri")
        assert "Gebreyohan" not in document.blocks[-1].text
        assert removed["nom"] == 1


def test_a_line_of_two_capitals_that_signs_nothing_stays():
    told = (Block("Le chantier travaille pour deux maisons."), Block("Maison Alba, foyer de vie"))
    document, removed = clean_document(SourceDocument(told, "txt"))
    assert document.blocks[1].text == "Maison Alba, foyer de vie"


def test_a_first_name_made_of_two_goes_when_the_second_is_unknown():
    clean, removed = clean_personal("Nous écrire : Jean-Elpide VALDORAN, coordinateur")
    assert "VALDORAN" not in clean and "Elpide" not in clean
