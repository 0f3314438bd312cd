"""What a reader types is cut into words, phrases and exclusions; no syntax can fail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.query_words import MAX_LENGTH, Typed, cleaned, read


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("taille haie", Typed("taille haie")),
        ('"livret d’accueil"', Typed("", ("livret d’accueil",))),
        ("« livret de suivi » CQP", Typed("CQP", ("livret de suivi",))),
        ("“livret de suivi”", Typed("", ("livret de suivi",))),
        ("grille -jury", Typed("grille", (), ("jury",))),
        ('grille -"grille du jury"', Typed("grille", (), ("grille du jury",))),
        ("savoir-être", Typed("savoir-être")),
        ("bonjour je cherche livret svp", Typed("je livret")),
        ("savoir-faire", Typed("savoir-faire")),
        ("que faire", Typed("que faire")),
        ("mot - autre", Typed("mot autre")),
        ('livret "accueil', Typed('livret " accueil')),
        ("", Typed()),
        ("-", Typed()),
        ('""', Typed()),
    ],
)
def test_words_phrases_and_exclusions(typed, expected):
    assert read(typed) == expected


def test_what_is_wanted_leaves_out_what_is_excluded():
    assert read('grille "du jury" -notice').wanted == "grille du jury"


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(max_size=300))
def test_any_text_becomes_a_query(typed):
    words = read(cleaned(typed))
    assert words.every_word() is not None
    assert words.some_words() is not None
    words.half_the_words()


def test_control_characters_and_endless_texts_are_cleaned():
    assert cleaned("a\x00b\n c\u202ed") == "a b c d"
    assert len(cleaned("mot " * 5000)) <= MAX_LENGTH
