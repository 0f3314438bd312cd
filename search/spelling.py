"""Words that look like a word: for fuzzy searches and « did you mean »."""

from collections.abc import Iterator
from typing import NamedTuple

from search.vocabulary import Vocabulary

MIN_WORD = 4
LONG_WORD = 8
MAX_WORD = 40
MAX_FOUND = 12


class Near(NamedTuple):
    """A term of the index, how many letters away, in how many documents."""

    term: str
    distance: int
    frequency: int


def near_terms(vocabulary: Vocabulary, typed: str) -> list[Near]:
    """The terms that a typed one may stand for, the nearest and commonest first.

    Short words have no neighbour; up to 7 letters one mistake is forgiven, beyond that two,
    provided that the beginning is right (it nearly always is, and it keeps this fast).
    """
    if not MIN_WORD <= len(typed) <= MAX_WORD or not typed.isalpha():
        return []
    if len(typed) >= LONG_WORD:
        found = vocabulary.near(typed, 2, 2)
    else:
        found = vocabulary.near(typed, 1, 1)
    if not found:
        found = vocabulary.near(typed, 1, 0)
    for term in _swapped(typed):
        count = vocabulary.frequency(term)
        if count:
            found[term] = count
    near = [Near(term, distance(typed, term), count) for term, count in found.items()]
    return sorted(near, key=lambda item: (item.distance, -item.frequency, item.term))[:MAX_FOUND]


def _swapped(typed: str) -> Iterator[str]:
    """The word with two neighbouring letters swapped, in every place."""
    for at in range(len(typed) - 1):
        yield typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]


def distance(one: str, other: str) -> int:
    """How many letters to add, remove, replace or swap with the next one."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            swapped = i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right
            row.append(min(cost, before[j - 2] + 1) if swapped else cost)
        before, last = last, row
    return last[-1]
