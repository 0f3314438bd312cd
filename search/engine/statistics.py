"""The numbers of BM25: how rare a term is, how long a field is."""

import math
from collections import Counter
from collections.abc import Iterable

K1, B = 1.2, 0.75


def rarity(documents: int, frequency: int) -> float:
    """The weight of a term: always positive, higher for a rarer term."""
    return math.log(1 + (max(documents - frequency, 0) + 0.5) / (frequency + 0.5))


def bm25_norms(
    counts: Iterable[Counter[int]], lengths: tuple[int, ...], k1: float
) -> tuple[float, ...]:
    """For each length code, what BM25 adds to the frequency below the fraction bar.

    The average length is taken over the documents that have the field: a field that few
    documents have must not make theirs look endless.
    """
    documents = words = 0
    for segment in counts:
        documents += segment.total() - segment[0]
        words += sum(lengths[code] * count for code, count in segment.items())
    average = words / documents if words else 1.0
    return tuple(k1 * (1 - B + B * length / average) for length in lengths)
