"""What is asked of a synthetic bank: queries drawn from its own words, always the same ones."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from catalogue.models import RecordText, Support
from search.analysis import load

SAMPLE = 1_000
# Share of the records in which a word stands: rare, middling, frequent.
SHARES = ((0.002, 0.005), (0.01, 0.1), (0.25, 1.0))
_WORD = re.compile(r"[^\W\d_]{4,}")


def addresses() -> list[str]:
    """120 searches: 30 of one, two, three words; 20 with a filter; 10 without a word."""
    texts, bands = _sample()
    draw = random.Random(120)  # noqa: S311 (queries, no secret)
    supports = list(Support.objects.order_by("pk").values_list("slug", flat=True)[:10])
    words = [*_one_word(bands, draw), *_several(texts, bands, draw, 2, 30)]
    words += _several(texts, bands, draw, 3, 30)
    asked = [{"q": text} for text in words]
    filtered = [*_one_word(bands, draw, 4), *_several(texts, bands, draw, 2, 8)]
    asked += [{"q": text, "support": draw.choice(supports)} for text in filtered]
    asked += [{}] * 5 + [{"support": slug} for slug in supports[:5]]
    return [_address(values) for values in asked]


def mistaken() -> list[str]:
    """20 searches that no record answers as typed: a letter too many, words never together."""
    texts, bands = _sample()
    draw = random.Random(20)  # noqa: S311 (queries, no secret)
    wrong = [word[:3] + word[2:] for word in _one_word(bands, draw, 4)][:10]
    apart = [" ".join([*pair.split(), wrong[0]]) for pair in _several(texts, bands, draw, 2, 10)]
    return [_address({"q": text}) for text in [*wrong, *apart]]


def beginnings() -> list[str]:
    """What is typed before it is a word: two to five letters."""
    _texts, bands = _sample()
    draw = random.Random(5)  # noqa: S311 (queries, no secret)
    return [word[: draw.randint(2, 5)] for word in _one_word(bands, draw)]


def words_of(address: str) -> list[str]:
    """The words of one of these addresses."""
    found = re.search(r"[?&]q=([^&]*)", address)
    return found[1].split("+") if found else []


def _address(values: dict[str, str]) -> str:
    return "/recherche/" + (f"?{urlencode(values)}" if values else "")


def _sample() -> tuple[list[set[str]], list[list[str]]]:
    """The words of some records, and all words by how common they are."""
    bodies = RecordText.objects.order_by("pk").values_list("body", flat=True)[:SAMPLE]
    texts = [set(_WORD.findall(body.lower())) for body in bodies]
    counts = Counter(word for text in texts for word in text)
    known = [(word, number / len(texts)) for word, number in sorted(counts.items())]
    analysis = load()
    return texts, [
        [word for word, share in known if low <= share <= high and analysis.units(word)]
        for low, high in SHARES
    ]


def _one_word(bands: list[list[str]], draw: random.Random, each: int = 10) -> list[str]:
    return [word for band in bands for word in draw.sample(band, min(each, len(band)))]


def _several(
    texts: list[set[str]], bands: list[list[str]], draw: random.Random, words: int, queries: int
) -> Iterator[str]:
    """Words that stand in one record at least; half of them are rather common."""
    common = {*bands[1], *bands[2]}
    left = queries
    while left:
        text = sorted(draw.choice(texts) & ({*bands[0]} | common if left % 2 else common))
        if len(text) >= words:
            left -= 1
            yield " ".join(draw.sample(text, words))
