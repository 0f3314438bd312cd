"""What a heading nobody knows opens: read from its words, from what stands below, and from the
order in which fiches are told."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import exp, log

import yaml

from monographs.importing.recognising.lexicon import (
    DATA,
    INSIDE,
    NEARLY,
    Heading,
    Lexicon,
    base_headings,
    side_of,
)
from monographs.importing.recognising.outline import Opening, known_by, openings
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
# Where the lexicon knows this many sections, and most of them, another line must be clear.
_KNOWN, _CLEAR = 4, 0.9
# The confidence of a section read by meaning: never that of a known heading.
_LEAST, _MOST = 0.35, 0.7


@dataclass(frozen=True)
class Part:
    """A line that opens a section, its passages, and the heading it is when it is known."""

    opening: Opening
    texts: tuple[str, ...]
    known: Heading | None = None
    hint: Heading | None = None
    fields: tuple[str, ...] = ()
    sides: bool = False


@dataclass(frozen=True)
class Evidence:
    """What speaks for each field; what the text says alone; how telling the heading is."""

    fields: dict[str, float]
    below: dict[str, float]
    heading: float


def read_headings(passages: list[Passage], lexicon: Lexicon) -> dict[int, tuple[Heading, str]]:
    """The heading of each line that opens a section by its form, and what follows on the line.

    Lines that the lexicon knows, alone on their line, are left to it. A field « within » says
    that the line divides the section it stands in.
    """
    parts = _parts(passages, lexicon)
    asked = [part for part in parts if part.known is None or part.opening.rest]
    if not asked:
        return {}
    known = {part.known.field for part in parts if part.known}
    mostly = len(known) >= _KNOWN and len(asked) < len(parts) - len(asked)
    found = {}
    for part, chance in zip(parts, _chances(parts), strict=True):
        heading = part.known or _likeliest(part, chance)
        if part.known is None and mostly and _doubtful(part, heading, chance, known, lexicon):
            continue
        if part.known is None or part.opening.rest:
            found[part.opening.at] = heading, part.opening.rest
    return found


def _likeliest(part: Part, chance: dict[str, float]) -> Heading:
    field = max(chance, key=lambda key: chance[key])
    return Heading(field, _confidence(part, field, chance[field]))


def _doubtful(
    part: Part, heading: Heading, chance: dict[str, float], known: set[str], lexicon: Lexicon
) -> bool:
    """Whether a line among known headings is more likely a sub-title than one of them."""
    several = len(part.fields) > 1
    clear = heading.field not in known and chance[heading.field] >= _CLEAR
    return not several and (not clear or lexicon.begins(part.opening.title))


def _confidence(part: Part, field: str, chance: float) -> float:
    if part.hint is not None and field in part.fields:
        return part.hint.confidence
    return round(_LEAST + (_MOST - _LEAST) * chance, 2)


def _parts(passages: list[Passage], lexicon: Lexicon) -> list[Part]:
    lines = openings(passages, known_by(lexicon))
    ends = [*[opening.at for opening in lines], len(passages)][1:]
    return [
        _part(opening, passages[opening.at + 1 : end], lexicon)
        for opening, end in zip(lines, ends, strict=True)
    ]


def _part(opening: Opening, below: list[Passage], lexicon: Lexicon) -> Part:
    heading = lexicon.heading(opening.title, strong=True, sure=True)
    fields = lexicon.meanings(opening.title) or (_shared(heading.field) if heading else ())
    clear = heading is not None and heading.confidence >= NEARLY
    known = heading if clear and (len(fields) < 2 or heading.field == "bilan") else None
    said = [passage.text for passage in below if not side_of(passage.text)]
    texts = (opening.rest, *said) if opening.rest else tuple(said)
    sides = len(said) < len(below)
    return Part(opening, texts, known, None if known else heading, tuple(fields), sides)


def _chances(parts: list[Part]) -> list[dict[str, float]]:
    """How likely each field is for each part, all parts taken together."""
    paths: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for part in parts:
        told = _evidence(part)
        fields = [part.known.field] if part.known else (*FIELDS, WITHIN)
        grown = [
            (score + _step(path, field, told), (*path, field))
            for score, path in paths
            for field in fields
        ]
        paths = sorted(grown, reverse=True)[:_BEAM]
    best = paths[0][0]
    weights = [exp(score - best) for score, _ in paths]
    chances: list[Counter] = [Counter() for _ in parts]
    for weight, (_, path) in zip(weights, paths, strict=True):
        for chance, field in zip(chances, path, strict=True):
            chance[field] += weight / sum(weights)
    return [dict(chance) for chance in chances]


def _evidence(part: Part) -> Evidence:
    below = house_wording().scores(part.texts)
    above = _title_wording().scores([part.opening.title])
    told = {field: below[field] + _HEADING_WEIGHT * above[field] for field in FIELDS}
    told["a_classer"] += _UNPLACED_COST
    if part.sides:
        told["plus_value"] += _SIDES
        told["resultats"] += _SIDES / 2
    if part.hint is not None:
        weight = _WORD_INSIDE if part.hint.confidence == INSIDE else _FIRST_WORD
        for field in set(part.fields) & set(FIELDS):
            told[field] += weight
    return Evidence(told, below, _HEADING_WEIGHT * max(0.0, *above.values()))


def _step(path: tuple[str, ...], field: str, told: Evidence) -> float:
    """How well it goes on from the fields of a path to this one."""
    opened = [one for one in path if one != WITHIN]
    last = opened[-1] if opened else ""
    if field == WITHIN:
        return told.below.get(last, -1.0) - told.heading + _WITHIN_COST
    again = _TWICE if field in opened and field != "a_classer" else 0.0
    return told.fields.get(field, 0.0) + _after().get((last, field), 0.0) + again


def _shared(field: str) -> tuple[str, ...]:
    """The fields of a heading: a « bilan » is shared between two."""
    return ("resultats", "points_de_vigilance") if field == "bilan" else (field,)


@cache
def _title_wording() -> Wording:
    """The words of headings, known ones and images, by field."""
    images = yaml.safe_load((DATA / "heading_words.yaml").read_text(encoding="utf-8"))
    samples = [
        (f"{field} {title}", one, str(title))
        for said in (base_headings(), images)
        for field, titles in said.items()
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
