"""A heading is known by what it means, however a network writes it."""

import pytest

from monographs.importing.recognising.lexicon import Lexicon
from monographs.importing.recognising.models import HeadingVariant

HEADINGS = {
    "Le projet en bref": "contexte",
    "LA GENESE DU PROJET": "contexte",
    "Constat de départ": "contexte",
    "2. Diagnostic partagé :": "contexte",
    "🔍 Pourquoi ce projet ?": "contexte",
    "Les bénéficiaires de l’action": "public_cible",
    "Qui est concerné ?": "public_cible",
    "**Publics visés**": "public_cible",
    "OBJECTIFS DE LA RAE": "objectifs",
    "Finalités et objectifs": "objectifs",
    "A) But recherché": "objectifs",
    "Comment ça marche ?": "mise_en_oeuvre",
    "GRANDES ÉTAPES DE MISE EN ŒUVRE DE LA VAE INVERSÉE": "mise_en_oeuvre",
    "Modalités": "mise_en_oeuvre",
    "Description de l’action": "mise_en_oeuvre",
    "MISE EN OEUVRE GLOBALE DE L'ACTION": "mise_en_oeuvre",
    "RESULTATS, POINTS FORTS ET VALEUR AJOUTEE DU PROJET": "resultats",
    "IMPACT DU DISPOSITIF": "resultats",
    "Les effets constatés": "resultats",
    "Facteurs de succès": "leviers",
    "Ce qui a bien marché": "leviers",
    "Clefs de la réussite": "leviers",
    "Les conditions de réussite du projet": "leviers",
    "Freins rencontrés": "points_de_vigilance",
    "VIGILANCES ET LIMITES": "points_de_vigilance",
    "Limites": "points_de_vigilance",
    "Budget prévisionnel": "financement",
    "Combien ça coûte ?": "financement",
    "PARTENAIRES FINANCEURS": "financement",
    "Et après ?": "perspectives",
    "Essaimage": "perspectives",
    "Suites envisagées": "perspectives",
    "Bilan et perspectives": "bilan",
    "Porteur du projet": "structure",
    "Carte d’identité": "structure",
    "Acteurs impliqués": "partenaires",
    "PARTENAIRES OPERATIONNELS ET FINANCIERS": "partenaires",
    "RÉSULTAS OBTENUS": "resultats",
    "OBJECTIVS": "objectifs",
    "Coordonnées": "contacts",
}


@pytest.mark.parametrize(("heading", "field"), HEADINGS.items(), ids=list(HEADINGS))
def test_heading_is_known_however_it_is_written(heading, field):
    found = Lexicon().heading(heading, strong=True)
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize(
    "text",
    [
        "Construction des outils pédagogiques",
        "Association La Pose",
        "Validation de compétences de salariés en insertion",
        "Mardi matin",
    ],
)
def test_ordinary_line_is_no_heading(text):
    assert Lexicon().heading(text, strong=True) is None


def test_sub_heading_says_for_whom_the_gain_is():
    found = Lexicon().heading("Ce que ça change pour les entreprises", strong=False)
    assert (found.field, found.for_whom) == ("plus_value", "entreprise")


class TestScreen:
    """« Titres de rubriques » in the administration."""

    ADDRESS = "/admin/snippets/monographs/headingvariant/"

    def test_shows_what_the_import_already_knows(self, site, admin_client):
        page = admin_client.get(self.ADDRESS).content.decode()
        assert "Titres que l’import connaît déjà" in page
        assert "facteurs de succès" in page

    def test_editor_teaches_a_title_written_any_way(self, site, admin_client):
        answer = admin_client.post(
            f"{self.ADDRESS}add/",
            {"text": "3) La MÉTÉO du chantier :", "field": "resultats", "inline": "on"},
        )
        assert answer.status_code == 302
        assert HeadingVariant.objects.get().key == "la meteo du chantier"

    def test_same_title_twice_is_told_and_nothing_is_lost(self, site, admin_client):
        HeadingVariant.objects.create(text="La météo", field="resultats")
        answer = admin_client.post(f"{self.ADDRESS}add/", {"text": "LA METEO", "field": "leviers"})
        page = answer.content.decode()
        assert "Ce titre est déjà là" in page
        assert "LA METEO" in page
