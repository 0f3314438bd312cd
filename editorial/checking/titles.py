"""Titles that look alike.

Two titles are close when they share most of their runs of three letters (Jaccard index of
trigrams), accents and case aside. Only titles that share a rare word are compared: a bank
of ten thousand records is read once, not ten thousand times.
"""

from collections import defaultdict
from collections.abc import Iterable

from catalogue.text import normalised_key

CLOSE = 0.6
# The words of a title by which others are looked for, the rarest first.
RAREST = 3


def trigrams(key: str) -> frozenset[str]:
    padded = f"  {key} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same words)."""
    first, second = trigrams(normalised_key(one)), trigrams(normalised_key(other))
    return len(first & second) / len(first | second)


class Titles:
    """The titles of the bank: key of the record → title."""

    def __init__(self, titles: Iterable[tuple[int, str]]):
        self.titles = dict(titles)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for pk, title in self.titles.items():
            for word in set(normalised_key(title).split()):
                self._by_word[word].append(pk)

    def close_to(self, title: str, but: int | None) -> list[tuple[int, str]]:
        """Records with a close title, the closest first."""
        words = set(normalised_key(title).split()) & self._by_word.keys()
        rare = sorted(words, key=lambda word: (len(self._by_word[word]), word))[:RAREST]
        near = {pk for word in rare for pk in self._by_word[word]} - {but}
        marked = ((likeness(title, self.titles[pk]), pk) for pk in near)
        found = sorted((mark, pk) for mark, pk in marked if mark >= CLOSE)
        return [(pk, self.titles[pk]) for _mark, pk in reversed(found)]
