"""Synonyms of the search: where they come from, what they bring, what they must not."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from catalogue.models import (
    VOCABULARIES,
    Department,
    Device,
    FormerName,
    Region,
    StructureType,
    Support,
    Theme,
)
from portal.demo.reading import load, typographic
from portal.demo.vocabularies import seed_vocabularies
from portal.models import GlossaryEntry, SynonymGroup
from portal.searching.synonyms import mapping
from portal.tests.searching import found, index_of
from search import analysis
from search.synonyms import Thesaurus
from tests.builders import make_resource, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture(scope="class")
def corpus(site, django_db_blocker):
    """The vocabularies, former names and glossary of the real corpus, for one class."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed_vocabularies()
        entries = {
            typographic(str(item["terme"])): item for item in load("corpus/glossaire")["glossaire"]
        }
        for term, item in entries.items():
            GlossaryEntry.objects.create(
                term=term, expansion=typographic(item.get("developpement") or ""), definition="…"
            )
        yield
        transaction.set_rollback(True)


def others_of(phrase: str) -> set[str]:
    """What typing a phrase also looks for, as the search reads it."""
    analysed = analysis.load()
    spans = Thesaurus(analysed, mapping).expand(analysed.units(phrase))
    alternatives = {found.terms for span in spans for found in span.alternatives}
    return {
        other
        for others in mapping().values()
        for other in others
        if tuple(term for term, _ in analysed.phrase(other))
        in {tuple(term for term, _ in terms) for terms in alternatives}
    }


class TestCorpus:
    pytestmark = pytest.mark.usefixtures("corpus")

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("Pôle Emploi", "France Travail"),
            ("pole emploi", "France Travail"),
            ("France Travail", "Pôle Emploi"),
            ("emt", "PMSMP"),
            ("PMSMP", "EMT"),
            ("chantiers-écoles", "ACI"),
            ("ACI", "chantier école"),
            ("ateliers et chantiers d'insertion", "ACI"),
            ("CQP", "Certificat de qualification professionnelle"),
            ("certificat de qualification professionnelle", "CQP"),
            ("fnars", "Fédération des acteurs de la solidarité"),
            ("CCI", "Chambre de commerce et d’industrie"),
            ("DIRECCTE", "DREETS"),
            ("FEDER", "Fonds européen de développement régional"),
            ("CoRE", "Comité régional pour l’emploi"),
        ],
    )
    def test_names_of_one_thing_meet(self, typed, meant):
        assert meant in others_of(typed)

    @pytest.mark.parametrize(
        ("typed", "noise"),
        [
            ("CCI", "chambre de métiers et de l’artisanat"),
            ("évaluation continue", "suivi"),
            ("ACI", "chantier"),
            ("chantier", "ACI"),
            ("état des lieux", "DREETS"),
            ("club d’entreprises", "FACE"),
            ("mission locale", "Pôle Emploi"),
            ("niveau", "niveaux 3"),
        ],
    )
    def test_what_is_only_near_does_not(self, typed, noise):
        assert noise not in others_of(typed)

    @pytest.mark.parametrize("word", ["Nord", "Manche", "Somme", "Lot", "Centre", "Grand Est"])
    def test_a_territory_is_no_synonym_of_a_common_word(self, word):
        assert others_of(word) == set()
        assert word not in {other for others in mapping().values() for other in others}

    def test_nothing_is_too_short_to_mean_something(self):
        phrases = {*mapping(), *(other for others in mapping().values() for other in others)}
        assert not [phrase for phrase in phrases if len(phrase) < 2 or phrase.isdigit()]
        assert not [phrase for phrase in phrases if "(" in phrase]

    def test_one_query_a_model(self, django_assert_num_queries):
        with django_assert_num_queries(len(VOCABULARIES) + 3):
            mapping()

    def test_searches_find_the_other_name(self, tmp_path):
        pages = [
            make_resource(title="Travailler avec France Travail"),
            make_resource(title="Le dossier de preuves pas à pas"),
            make_resource(title="Préparer une PMSMP"),
            make_resource(title="La vie d’un ACI"),
            make_resource(title="Ouvrir un chantier école"),
        ]
        with index_of(tmp_path, pages):
            assert found("Pôle Emploi") == {"Travailler avec France Travail"}
            assert found("dossier preuve") == {"Le dossier de preuves pas à pas"}
            assert found("EMT") == {"Préparer une PMSMP"}
            assert found("chantier école") >= {"La vie d’un ACI", "Ouvrir un chantier école"}
            assert found("ACI") >= {"La vie d’un ACI", "Ouvrir un chantier école"}


class TestSources:
    def test_a_term_meets_its_synonyms_which_do_not_meet_each_other(self):
        make_term(Theme, "Jardin partagé", synonyms="potager commun\nferme urbaine")
        assert mapping() == {
            "Jardin partagé": ["potager commun", "ferme urbaine"],
            "potager commun": ["Jardin partagé"],
            "ferme urbaine": ["Jardin partagé"],
        }

    def test_nothing_is_chained(self):
        make_term(Theme, "premier nom", synonyms="deuxième nom")
        make_term(Device, "deuxième nom", synonyms="troisième nom")
        assert mapping()["premier nom"] == ["deuxième nom"]

    def test_a_parenthesis_is_left_out_unless_it_is_an_acronym(self):
        make_term(Support, "Espaces verts (paysage)", synonyms="jardins publics")
        make_term(StructureType, "Société coopérative (SCIC)", synonyms="coopérative locale")
        assert mapping()["jardins publics"] == ["Espaces verts"]
        assert set(mapping()["coopérative locale"]) == {"Société coopérative", "SCIC"}
        assert mapping()["SCIC"] == ["Société coopérative", "coopérative locale"]

    def test_one_letter_and_numbers_are_left_out(self):
        make_term(Theme, "Savoirs de base", synonyms="x\n42\n3 4")
        assert mapping() == {}

    def test_the_other_name_of_a_territory_leads_to_it_and_not_back(self):
        region = make_term(Region, "Provence-Alpes-Côte d’Azur", code="93", acronym="PACA")
        make_term(Department, "Nord", code="59", region=region, synonyms="59\ndépartement du nord")
        assert mapping() == {
            "PACA": ["Provence-Alpes-Côte d’Azur"],
            "département du nord": ["Nord"],
        }

    @pytest.mark.parametrize(
        ("former", "current", "typed", "leads"),
        [
            ("Pôle Emploi", "France Travail", "France Travail", ["Pôle Emploi"]),
            ("période d’immersion, EMT", "PMSMP", "EMT", ["PMSMP"]),
            ("DIRECCTE / Unité territoriale", "DREETS / DDETS", "DIRECCTE", ["DREETS", "DDETS"]),
            (
                "Direction de l’économie, de l’emploi et du travail",
                "DREETS",
                "DREETS",
                ["Direction de l’économie, de l’emploi et du travail"],
            ),
        ],
    )
    def test_a_former_name_and_the_present_one_lead_to_each_other(
        self, former, current, typed, leads
    ):
        FormerName.objects.create(former=former, current=current)
        assert mapping()[typed] == leads

    def test_what_no_longer_exists_leads_nowhere(self):
        FormerName.objects.create(former="Contrat d’avenir", current="n’existe plus")
        assert mapping() == {}

    def test_the_mark_of_the_mapping_changes_with_any_content(
        self, django_capture_on_commit_callbacks, django_assert_num_queries
    ):
        before = mapping.version()
        with django_capture_on_commit_callbacks(execute=True):
            SynonymGroup.objects.create(words=["potager", "maraîchage"])
        with django_assert_num_queries(0):
            assert mapping.version() != before


class TestGroups:
    def test_all_words_of_a_group_lead_to_each_other(self):
        SynonymGroup.objects.create(words=["potager", "maraîchage", "jardin nourricier"])
        assert mapping()["maraîchage"] == ["potager", "jardin nourricier"]
        assert mapping()["potager"] == ["maraîchage", "jardin nourricier"]

    def test_one_way_leads_from_the_first_word_only(self):
        SynonymGroup.objects.create(words=["contrat", "CDDI"], direction="one")
        assert mapping() == {"contrat": ["CDDI"]}

    def test_what_editors_say_comes_first(self):
        make_term(Theme, "Jardin partagé", synonyms="potager")
        SynonymGroup.objects.create(words=["Potager", "maraîchage"])
        assert mapping()["Potager"] == ["maraîchage", "Jardin partagé"]

    def test_a_group_works_at_once(self, tmp_path, django_capture_on_commit_callbacks):
        page = make_resource(title="Le maraîchage au fil des saisons")
        with index_of(tmp_path, [page]):
            assert found("potager") == set()
            with django_capture_on_commit_callbacks(execute=True):
                group = SynonymGroup.objects.create(words=["potager", "maraîchage"])
            assert found("potager") == {"Le maraîchage au fil des saisons"}
            with django_capture_on_commit_callbacks(execute=True):
                group.delete()
            assert found("potager") == set()

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("potager", "au moins deux façons"),
            ("", "vide"),
            (" \n\t\n", "vide"),
            ("Évaluation\nevaluation", "est déjà là"),
            ("l’outil\nL'OUTIL", "est déjà là"),
            ("potager\nde la", "aucun mot que la recherche retient"),
            ("potager\n???", "aucun mot que la recherche retient"),
            ("potager\n" + "x" * 101, "trop long"),
            ("\n".join(f"mot{rank}" for rank in range(14)), "13 lignes au plus"),
        ],
    )
    def test_a_group_that_would_be_of_no_use_is_refused_with_the_reason(self, words, said):
        with pytest.raises(ValidationError) as refused:
            SynonymGroup(words=words).full_clean()
        assert any(said in message for message in refused.value.message_dict["words"])

    def test_a_group_reads_as_its_words(self):
        assert str(SynonymGroup(words=["potager", "jardin"])) == "potager = jardin"
        assert str(SynonymGroup(words=["contrat", "CDDI"], direction="one")) == "contrat → CDDI"
