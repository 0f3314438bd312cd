"""Extracts: the right words marked, safe HTML, never an error."""

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from search.french import FrenchAnalysis
from search.highlight import extract, marked, searched_terms
from search.synonyms import Thesaurus, both_ways

ANALYSIS = FrenchAnalysis()
TEXT = (
    "Le salarié·e·s polyvalent apprend à tailler une haie. L’encadrant <b>technique</b> & la "
    "formatrice notent les progrès au fil des semaines dans le livret de suivi, puis préparent "
    "ensemble le jury de certification."
)


def shown(query: str, text: str = TEXT, length: int = 90) -> str:
    return extract(text, searched_terms(ANALYSIS, query), ANALYSIS, length)


def plain(extracted: str) -> str:
    return html.unescape(re.sub("</?mark>", "", extracted))


def test_words_are_marked_in_every_gender_and_number():
    assert "<mark>formatrice</mark>" in shown("formateurs")
    assert "<mark>salarié·e·s</mark>" in shown("salariées")
    assert "<mark>tailler</mark> une <mark>haie</mark>" in shown("taille-haies")


def test_accents_need_not_be_typed():
    assert "<mark>progrès</mark>" in shown("progres")


def test_the_extract_holds_the_most_words():
    assert "<mark>livret</mark> de <mark>suivi</mark>" in shown("salarié livret suivi")


def test_html_in_the_text_is_shown_not_obeyed():
    assert "&lt;b&gt;<mark>technique</mark>&lt;/b&gt; &amp; la" in shown("technique")
    assert "<script>" not in shown("alert", "<script>alert(1)</script>" * 3)


def test_the_beginning_is_shown_when_nothing_is_found():
    assert shown("introuvable").startswith("Le salarié")
    assert "<mark>" not in shown("introuvable")


def test_an_extract_is_no_longer_than_asked():
    for length in (1, 10, 40, 90, 500):
        assert len(plain(shown("livret jury", length=length))) <= length + 2


def test_a_title_is_marked_whole():
    title = marked("Livret d’accueil du salarié", searched_terms(ANALYSIS, "accueils"), ANALYSIS)
    assert title == "Livret d’<mark>accueil</mark> du salarié"


def test_a_joined_word_marks_the_hyphened_one():
    assert "<mark>pré-requis</mark>" in shown("prérequis", "Les pré-requis du parcours")


def marked_for(query: str, group: list[str], text: str) -> str:
    thesaurus = Thesaurus(ANALYSIS, lambda: both_ways([group]))
    return extract(text, searched_terms(ANALYSIS, query, thesaurus), ANALYSIS)


def test_synonyms_can_be_marked():
    shown_text = marked_for("cqp", ["CQP", "certificat"], "Un certificat")
    assert "<mark>certificat</mark>" in shown_text


def test_words_of_a_longer_synonym_are_marked_where_all_of_it_stands():
    group = ["CQP", "certificat de qualification professionnelle"]
    whole = marked_for("cqp", group, "Un certificat de qualification professionnelle")
    assert whole.count("<mark>") == 3
    assert "<mark>" not in marked_for("cqp", group, "Un certificat, puis une qualification")


def test_nouns_of_a_typed_verb_are_marked():
    assert "<mark>évaluation</mark>" in shown("évaluer", "Une évaluation au départ")


@settings(max_examples=150, deadline=None, database=None)
@given(st.text(max_size=400), st.text(max_size=60), st.integers(min_value=0, max_value=300))
def test_no_text_breaks_an_extract(text, query, length):
    found = shown(query, text, length)
    found.encode("utf-8")
    assert found.count("<mark>") == found.count("</mark>")
    assert "<" not in found.replace("<mark>", "").replace("</mark>", "")
    assert len(plain(found)) <= max(length, 1) + 2


def test_letters_and_their_signs_are_not_parted():
    text = "x" * 8 + "q\u0323\u0307" * 40
    assert not plain(shown("rien", text, 10)).rstrip("…").endswith("q")


@given(st.text(alphabet="aéœZyàßﬁ1_.,;:!?…()«»“”\"’'·-és", max_size=12))
@settings(max_examples=400, deadline=None)
def test_a_plain_word_is_marked_as_if_it_were_cut_up(raw):
    assert ANALYSIS._terms(raw) == {term for term, _, _ in ANALYSIS.token(raw).terms}
