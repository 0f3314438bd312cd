"""Sentences that look like the bank's: the demo corpus' own words, drawn two by two.

Seeded: the same number gives the same text on every machine. A tail of made-up words (names,
places, brands) grows with the bank, by Zipf's law, as real vocabularies do.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

from portal.demo.reading import load, load_all

TAIL, TAIL_SHARE = 60_000, 0.015
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|[.!?]")
_SOUNDS = ("ba", "cho", "dré", "fi", "gou", "lan", "mi", "nor", "pel", "ri", "sau", "ti", "ver")
_LONG_ENOUGH = 40


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) >= _LONG_ENOUGH:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


@cache
def _successors() -> dict[str, list[str]]:
    """Word → the words that follow it in the corpus, as often as they do."""
    found = defaultdict(list)
    corpus = [load_all("resources"), load_all("referentials"), load("corpus/monographies")]
    for text in _texts(corpus):
        for word, follower in pairwise([".", *_WORD.findall(text), "."]):
            found[word].append(follower)
    return dict(found)


@cache
def _tail_weights() -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, TAIL + 1)))


def made_up(rank: int) -> str:
    """The made-up word of a rank; the first ones are the most used."""
    sounds, word = rank + len(_SOUNDS) ** 2, ""
    while sounds:
        sounds, place = divmod(sounds, len(_SOUNDS))
        word += _SOUNDS[place]
    return word


class Writer:
    """Writes texts, from a seed."""

    def __init__(self, seed: int):
        self.draw = random.Random(seed)  # noqa: S311 (texts, no secret)
        self._last = "."

    def words(self, number: int) -> str:
        """So many words, the first with a capital, a full stop at the end."""
        draw, successors, written = self.draw, _successors(), []
        while len(written) < number:
            word = draw.choice(successors.get(self._last) or successors["."])
            self._last = word
            if word in ".!?":
                if written:
                    written[-1] = written[-1].rstrip(".") + "."
                continue
            if draw.random() < TAIL_SHARE:
                word = self._rare()
            written.append(word)
        text = " ".join(written).rstrip(".") + "."
        return text[:1].upper() + text[1:]

    def _rare(self) -> str:
        weights = _tail_weights()
        return made_up(self.draw.choices(range(TAIL), cum_weights=weights)[0])
