"""Words that look like a misspelt one: all of them, and no other."""

import random

import pytest

from search.engine.lexicon import Lexicon

FIELD, OTHER = "s~title~6", "s~body~1"
LETTERS = "abé1"


def levenshtein(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        last, row = row, [i]
        for j, right in enumerate(other, 1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right)))
    return row[-1]


@pytest.mark.parametrize(("distance", "prefix"), [(1, 0), (1, 1), (2, 2)])
def test_all_words_so_near_are_found_and_no_other(distance, prefix):
    draw = random.Random(7)  # noqa: S311 (words, no secret)
    words = {"".join(draw.choices(LETTERS, k=draw.randint(1, 7))) for _word in range(1_500)}
    words = {word for word in words if not word.isdigit()}
    lexicon = Lexicon((FIELD, word) for word in sorted(words))
    for typed in ["".join(draw.choices(LETTERS, k=draw.randint(4, 6))) for _word in range(40)]:
        near = {
            word
            for word in words
            if word.startswith(typed[:prefix]) and levenshtein(word, typed) <= distance
        }
        assert set(lexicon.near((FIELD,), typed, distance, prefix)) == near


def test_words_of_other_fields_are_not_known():
    lexicon = Lexicon([(FIELD, "haie"), (OTHER, "haies"), (OTHER, "haie")])
    assert lexicon.near((FIELD,), "haiex", 1, 1) == ["haie"]
    assert set(lexicon.near((FIELD, OTHER), "haiex", 1, 1)) == {"haie", "haies"}
    assert lexicon.holds((OTHER,), "haies")
    assert not lexicon.holds((FIELD,), "haies")
    assert not lexicon.holds(("s~unknown~1",), "haie")
