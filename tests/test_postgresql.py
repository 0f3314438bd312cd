"""The search on PostgreSQL, for real: its own server, a migrated database, the public page."""

import pytest

from portal.benching.postgresql import NoServer, server
from tests import agreement_race
from tests.apart import said_by
from tests.test_agreement_race import one_decided, one_won


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict:
    """What the site says in a process of its own, on a server of its own."""
    pytest.importorskip("psycopg", reason="psycopg n’est pas installé (requirements-services.txt).")
    try:
        with server() as address:
            return _ask(address, tmp_path_factory.mktemp("postgresql"))
    except NoServer as absent:
        pytest.skip(str(absent))


def _ask(address: str, folder) -> dict:
    return said_by("tests.postgresql_site", address, folder, timeout=150, SEARCH="postgresql")


@pytest.mark.parametrize("query", ["maraichage", "MARAÎCHAGES"])
def test_accents_capitals_and_plurals_are_folded(said, query):
    assert said["public"][query] == ["Livret de maraîchage"]


def test_words_of_the_body_are_found_elided_or_in_the_plural(said):
    assert "Grille du jury" in said["public"]["outils de recolte"]
    assert said["public"]["l’outil"] == ["Grille du jury"]


def test_drafts_are_not_found_and_deleted_records_no_longer(said):
    both = {"Grille du jury", "Fiche de récolte à retirer"}
    assert set(said["public"]["recoltes"]) == both
    assert said["after_deletion"] == ["Grille du jury"]


def test_reserved_text_is_found_counted_and_suggested_only_for_those_who_may_read_it(said):
    anonymous, member = said["reserved"], said["member"]
    assert (anonymous["titles"], anonymous["total"], anonymous["counts"]) == ([], 0, 0)
    assert "sous clé" not in anonymous["html"]
    assert "Convention" not in anonymous["suggestions"]
    assert set(member["titles"]) == {"Convention réservée", "Titre caché"}
    assert "sous clé" in member["html"]


def test_the_notice_of_a_reserved_record_is_found_by_all_unless_it_is_hidden(said):
    assert said["public"]["convention"] == ["Convention réservée"]
    anonymous, member = said["hidden"]
    assert anonymous == []
    assert member[0] == "Titre caché"


def test_what_is_being_typed_is_completed_without_its_accents(said):
    assert "Livret de maraîchage" in said["suggestions"]


def test_signs_of_the_engines_syntax_break_nothing(said):
    quote, _letter, bracket, stroke, stars, without = said["nonsense"][:6]
    assert quote == bracket == stroke == stars == []
    assert "Grille du jury" in without
    assert "Livret de maraîchage" not in without


def test_editors_find_pages_in_the_admin(said):
    assert said["admin"]


def test_our_own_engine_gives_the_same_answers_on_this_database(said):
    assert said["whoosh"]["maraichage"] == said["public"]["maraichage"]
    assert said["whoosh"]["l’outil"] == said["public"]["l’outil"]
    assert said["whoosh"]["zirconium"] == []


@pytest.mark.parametrize("state", agreement_race.ROUNDS)
def test_of_fifty_people_who_act_on_one_file_at_once_one_wins(said, state):
    assert one_won(said["race"][state])


def test_of_certifiers_who_press_their_buttons_together_one_decides(said):
    assert one_decided(said["race"]["screens"])
