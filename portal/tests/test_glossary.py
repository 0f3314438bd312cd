"""The glossary: every word under its letter, with its source or the mark of a complement."""

import pytest

from portal.models import GlossaryEntry, GlossaryPage
from tests.builders import make_page
from tests.reading import soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def make_word(term: str, **fields) -> GlossaryEntry:
    return GlossaryEntry.objects.create(term=term, **{"definition": "Une définition."} | fields)


@pytest.fixture
def show(client):
    """Letter → words of the page."""

    def show() -> dict[str, list[str]]:
        address = GlossaryPage.objects.first() or make_page(GlossaryPage, slug="glossaire")
        page = soup(client.get(address.url))
        return {
            section.h2.get_text(): [word.find(string=True).strip() for word in section.select("dt")]
            for section in page.select("section")
        }

    return show


def test_words_are_under_their_letter_whatever_their_accent_or_case(show):
    for word in ("Évaluation", "emploi", "ETTI", "Œuvre", "Objectif", "AFEST"):
        make_word(word)
    assert show() == {
        "A": ["AFEST"],
        "E": ["emploi", "ETTI", "Évaluation"],
        "O": ["Objectif", "Œuvre"],
    }


def test_words_that_start_with_a_digit_are_together(show):
    make_word("35 heures")
    make_word("1 jeune, 1 solution")
    make_word("ACI")
    assert show() == {"0-9": ["1 jeune, 1 solution", "35 heures"], "A": ["ACI"]}


def test_no_letter_appears_twice(client, show):
    for word in ("« Sas »", "(re)mobilisation", "35 heures", "Zone", "#1"):
        make_word(word)
    show()
    names = [part["id"] for part in soup(client.get("/glossaire/")).select("[id]")]
    assert len(names) == len(set(names))


def test_complement_is_marked_and_a_sourced_word_names_its_source(client, show):
    make_word("ACI", source="Plaquette du CQP", expansion="atelier et chantier d’insertion")
    make_word("AFEST", origin="complement")
    show()
    response = client.get("/glossaire/")
    words = [" ".join(word.get_text(" ").split()) for word in soup(response).select("dl > div")]
    assert "Source : Plaquette du CQP" in words[0].replace("\u00a0", " ")
    assert "(atelier et chantier d’insertion)" in words[0]
    assert "Complément" not in words[0]
    assert "Complément" in words[1]
    assert "2 mots" in text(response)


def test_each_word_has_an_address_of_its_own(client, show):
    word = make_word("Main d’œuvre")
    show()
    assert word.anchor == "mot-main-d-oeuvre"
    assert soup(client.get("/glossaire/")).select(f"#{word.anchor}")


def test_empty_glossary_is_still_a_page(show):
    assert show() == {}
