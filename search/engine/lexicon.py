"""The words of one segment in memory, to find those that look like a misspelt one.

Read at the first misspelt word (0.1 s for 10,000 records), kept with the segment: the files of
Whoosh would be walked letter by letter, twenty times slower. Distances are Levenshtein's.
"""

from array import array
from collections.abc import Iterable, Iterator

# Words are filed by so many of their first letters.
FILED = 2
# One changed letter changes at most two of those that a word has.
CHANGED = 2
_BITS = 63


class Lexicon:
    """Words, with the fields they stand in. Numbers alone are left out: they look like no word."""

    def __init__(self, terms: Iterable[tuple[str, str]]):
        """`terms` are (field, word)."""
        self._bits: dict[str, int] = {}
        self._words: dict[str, int] = {}
        for field, word in terms:
            if not word.isdigit():
                bit = self._bits.setdefault(field, 1 << len(self._bits))
                self._words[word] = self._words.get(word, 0) | bit
        self._alphabet = sorted({letter for word in self._words for letter in word})
        self._drawers: dict[str, tuple[list[str], array]] = {}
        for word in self._words:
            words, letters = self._drawers.setdefault(word[:FILED], ([], array("Q")))
            words.append(word)
            letters.append(_letters(word))

    def holds(self, fields: Iterable[str], word: str) -> bool:
        """Whether a word stands in one of these fields."""
        return bool(self._words.get(word, 0) & self._mask(fields))

    def near(self, fields: Iterable[str], word: str, distance: int, prefix: int) -> list[str]:
        """The words at most `distance` (1 or 2) letters away, with the same `prefix` first."""
        found = self._one_away(word, prefix) if distance == 1 else self._two_away(word, prefix)
        mask = self._mask(fields)
        return [other for other in found if self._words[other] & mask]

    def _mask(self, fields: Iterable[str]) -> int:
        mask = 0
        for field in fields:
            mask |= self._bits.get(field, 0)
        return mask

    def _one_away(self, word: str, prefix: int) -> set[str]:
        """All that one may write instead of a word, by one mistake, and that is a word."""
        return self._words.keys() & set(_one_mistake(word, prefix, self._alphabet))

    def _two_away(self, word: str, prefix: int) -> list[str]:
        words, letters = self._drawers.get(word[:FILED], ((), ()))
        mine, size, start = _letters(word), len(word), word[:prefix]
        return [
            other
            for other, theirs in zip(words, letters, strict=True)
            if (mine ^ theirs).bit_count() <= 2 * CHANGED
            and abs(len(other) - size) <= 2
            and other.startswith(start)
            and _within(word, other, 2)
        ]


def _letters(word: str) -> int:
    """The letters of a word, one bit each; two letters may share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % _BITS)
    return bits


def _one_mistake(word: str, prefix: int, alphabet: list[str]) -> Iterator[str]:
    yield word
    for at in range(prefix, len(word) + 1):
        before, after, rest = word[:at], word[at:], word[at + 1 :]
        for letter in alphabet:
            yield before + letter + after
        if at < len(word):
            yield before + rest
            for letter in alphabet:
                yield before + letter + rest


def _within(one: str, other: str, distance: int) -> bool:
    """Whether so many letters to add, remove or replace lead from a word to another."""
    start, shortest = 0, min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if not distance or not one or not other:
        return max(len(one), len(other)) <= distance
    return (
        _within(one[1:], other[1:], distance - 1)
        or _within(one[1:], other, distance - 1)
        or _within(one, other[1:], distance - 1)
    )
