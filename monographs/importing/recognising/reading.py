"""What a heading nobody knows opens: read from its words, from what stands below, and from the
order in which fiches are told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, log

import yaml

from monographs.importing.recognising.lexicon import (
    DATA,
    INSIDE,
    NEARLY,
    ROOT,
    Heading,
    Lexicon,
    base_headings,
    side_of,
)
from monographs.importing.recognising.outline import openings
from monographs.importing.recognising.passages import Passage
from monographs.importing.recognising.wording import (
    FIELDS,
    Wording,
    house_wording,
    learned,
    wording_of,
)

# A line that only divides the section it stands in.
WITHIN = "within"
_BEAM = 120
# What one word of the heading, its first word or one inside, weighs (log-odds).
_FIRST_WORD, _WORD_INSIDE = 4.0, 2.5
_HEADING_WEIGHT = 1.5
# A field opened twice; a heading that would open nothing; a section for no field.
_TWICE, _WITHIN_COST, _UNPLACED_COST = -3.0, -3.0, -1.5
_SIDES = 4.0
# The confidence of a section read by meaning: never that of a known heading.
_LEAST, _MOST = 0.35, 0.7


@dataclass(frozen=True)
class Part:
    """A line that opens a section, its passages, and the heading it is when it is known."""

    at: int
    title: str
    texts: tuple[str, ...]
    known: Heading | None = None
    hint: Heading | None = None
    sides: bool = False


def read_headings(passages: list[Passage], lexicon: Lexicon) -> dict[int, Heading]:
    """The heading of each line that opens a section and that the lexicon does not know.

    A field « within » says that the line divides the section it stands in.
    """
    parts = _parts(passages, lexicon)
    unknown = [part for part in parts if part.known is None]
    if not unknown:
        return {}
    chances = _chances(parts)
    found = {}
    for part, chance in zip(parts, chances, strict=True):
        if part.known is None:
            field = max(chance, key=lambda key: chance[key])
            found[part.at] = Heading(field, _confidence(part, field, chance[field]))
    return found


def _confidence(part: Part, field: str, chance: float) -> float:
    if part.hint is not None and part.hint.field == field:
        return part.hint.confidence
    return round(_LEAST + (_MOST - _LEAST) * chance, 2)


def _parts(passages: list[Passage], lexicon: Lexicon) -> list[Part]:
    def sure(passage: Passage) -> bool:
        heading = lexicon.heading(passage.text, strong=True)
        return heading is not None and heading.confidence >= NEARLY

    places = openings(passages, sure)
    parts = []
    for at, end in pairwise([*places, len(passages)]):
        below = passages[at + 1 : end]
        heading = lexicon.heading(passages[at].text, strong=True, sure=True)
        known = heading if heading is not None and heading.confidence >= NEARLY else None
        texts = tuple(passage.text for passage in below if not side_of(passage.text))
        sides = any(side_of(passage.text) for passage in below)
        hint = None if known else heading
        parts.append(Part(at, passages[at].text, texts, known, hint, sides))
    return parts


def _chances(parts: list[Part]) -> list[dict[str, float]]:
    """How likely each field is for each part, all parts taken together."""
    wording, titles = house_wording(), _title_wording()
    after = _after()
    paths: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for part in parts:
        told = _evidence(part, wording, titles)
        grown = [
            (score + _step(path, field, told, after), (*path, field))
            for score, path in paths
            for field in ([part.known.field] if part.known else (*FIELDS, WITHIN))
        ]
        paths = sorted(grown, reverse=True)[:_BEAM]
    best = paths[0][0]
    weights = [exp(score - best) for score, _ in paths]
    whole = sum(weights)
    chances: list[Counter] = [Counter() for _ in parts]
    for weight, (_, path) in zip(weights, paths, strict=True):
        for chance, field in zip(chances, path, strict=True):
            chance[field] += weight / whole
    return [dict(chance) for chance in chances]


def _evidence(part: Part, wording: Wording, titles: Wording) -> dict[str, float]:
    """What the words below, and those of the heading, say for each field."""
    below = wording.scores(part.texts)
    above = titles.scores([part.title])
    told = {field: below[field] + _HEADING_WEIGHT * above[field] for field in FIELDS}
    told["a_classer"] += _UNPLACED_COST
    if part.sides:
        told["plus_value"] += _SIDES
        told["resultats"] += _SIDES / 2
    if part.hint is not None:
        weight = {ROOT: _FIRST_WORD, INSIDE: _WORD_INSIDE}.get(part.hint.confidence, 0)
        for field in _shared(part.hint.field):
            told[field] += weight
    told[WITHIN] = -_HEADING_WEIGHT * max(0.0, *above.values())
    return told | {f"{field}.below": below[field] for field in FIELDS}


def _step(
    path: tuple[str, ...],
    field: str,
    told: dict[str, float],
    after: dict[tuple[str, str], float],
) -> float:
    """What it costs to go on to a field after the fields of a path."""
    opened = [one for one in path if one != WITHIN]
    last = opened[-1] if opened else ""
    if field == WITHIN:
        return told[WITHIN] + told.get(f"{last}.below", -1.0) + _WITHIN_COST
    again = _TWICE if field in opened and field != "a_classer" else 0.0
    return told.get(field, 0.0) + after.get((last, field), 0.0) + again


def _shared(field: str) -> Iterable[str]:
    """The fields of a heading: a « bilan » is shared between two."""
    return ("resultats", "points_de_vigilance") if field == "bilan" else (field,)


@cache
def _title_wording() -> Wording:
    """The words of the headings of the house, by field."""
    samples = [
        (f"{field} {title}", one, str(title))
        for field, titles in base_headings().items()
        for one in _shared(field)
        if one in FIELDS
        for title in titles
    ]
    return wording_of(learned(samples, least=1))


@cache
def _after() -> dict[tuple[str, str], float]:
    """How likely a section is after another, against what it is anywhere (log-odds)."""
    orders = yaml.safe_load((DATA / "section_orders.yaml").read_text(encoding="utf-8"))
    pairs: Counter = Counter()
    for order in orders:
        for at, first in enumerate(["", *order]):
            for far, field in enumerate(order[at:], 1):
                # A section may be missing between the two.
                pairs[first, field] += 0.5 ** (far - 1)
    totals: Counter = Counter()
    for (first, _), count in pairs.items():
        totals[first] += count
    return {
        (first, field): log((pairs[first, field] + 0.3) / (totals[first] + 0.3 * len(FIELDS)))
        - log(1 / len(FIELDS))
        for first in ("", *FIELDS)
        for field in FIELDS
    }
