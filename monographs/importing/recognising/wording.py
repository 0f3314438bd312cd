"""What a section says, by its words: the field that such words belong to.

Counts of words by field come from a file that `manage.py learn_sections` writes
(`data/section_words.txt`, one word a line); the rule is naive Bayes over the words of a section,
each counted once or little more, because a section repeats its own words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

from catalogue.text import normalised_key
from monographs.importing.recognising.sense import cues_of
from search.french_stem import stem

DATA = Path(__file__).resolve().parents[2] / "data"
# Fields that a section may open, in the order in which fiches most often tell them.
FIELDS = (
    "structure",
    "contexte",
    "objectifs",
    "public_cible",
    "partenaires",
    "mise_en_oeuvre",
    "resultats",
    "plus_value",
    "leviers",
    "points_de_vigilance",
    "financement",
    "perspectives",
    "a_classer",
)
# Words the file has never seen weigh as if every field had said each this often.
_SMOOTHING = 0.5
# No single word decides alone.
_MOST = 2.5
# A section repeats itself: its evidence grows slower than its number of words.
_FULL_WORDS = 12
_WORDS = re.compile(r"[a-z]{2,}|\d+|[€%]")
_ACTION = re.compile(r"[a-z]{2,}(?:er|ir|re)$")
_PLACE = re.compile(r"\((?:\d{2,3}|2[AB])\)")
_ROLE = re.compile(r"^[^:.;!?]{3,70}\s:\s\S")


def features_of(text: str) -> list[str]:
    """The stems of a passage, and marks of its form (amount, year, first word an action…)."""
    key = normalised_key(text)
    words = _WORDS.findall(key)
    marks = [mark for word in words if (mark := _mark(word))]
    if words and _ACTION.match(words[0]):
        marks.append("_action")
    if _ROLE.match(text):
        marks.append("_role")
    marks += [f"_{field}" for field in cues_of(text)]
    if _PLACE.search(text):
        marks.append("_place")
    return [stem(word) for word in words if word.isalpha()] + marks


def _mark(word: str) -> str:
    if word.isdigit():
        return "_year" if re.fullmatch(r"(?:19|20)\d\d", word) else "_number"
    return {"€": "_amount", "euros": "_amount", "%": "_percent"}.get(word, "")


@dataclass(frozen=True)
class Wording:
    """How much each word speaks for each field (log-odds)."""

    odds: Mapping[str, Mapping[str, float]]

    def scores(self, texts: Iterable[str]) -> dict[str, float]:
        """How much these passages speak like each field (log-odds; zero: they do not say)."""
        found = Counter(feature for text in texts for feature in features_of(text))
        known = {word: count for word, count in found.items() if word in self.odds}
        damped = (_FULL_WORDS / max(_FULL_WORDS, len(known))) ** 0.5
        scores = dict.fromkeys(FIELDS, 0.0)
        for word, count in known.items():
            for field, odds in self.odds[word].items():
                scores[field] += odds * min(2, 1 + log(count)) * damped
        return scores


def learned(
    samples: Iterable[tuple[str, str, str]], *, least: int = 2
) -> dict[str, dict[str, int]]:
    """Counts by word and field, from (source, field, text) triples.

    A word that fewer than `least` sources say is left out: it names a place or a trade.
    """
    counts: dict[str, Counter] = {}
    sources: dict[str, set[str]] = {}
    for source, field, text in samples:
        for word in features_of(text):
            counts.setdefault(word, Counter())[field] += 1
            sources.setdefault(word, set()).add(source)
    return {word: dict(said) for word, said in counts.items() if len(sources[word]) >= least}


def wording_of(counts: Mapping[str, Mapping[str, int]]) -> Wording:
    """The wording of these counts: naive Bayes, each word against the mean of all fields."""
    totals: Counter = Counter()
    for said in counts.values():
        totals.update(said)
    whole = {field: log(totals[field] + _SMOOTHING * len(counts)) for field in FIELDS}
    odds = {}
    for word, said in counts.items():
        rates = {field: log(said.get(field, 0) + _SMOOTHING) - whole[field] for field in FIELDS}
        mean = sum(rates.values()) / len(rates)
        odds[word] = {field: max(-_MOST, min(_MOST, rate - mean)) for field, rate in rates.items()}
    return Wording(odds)


def told(counts: Mapping[str, Mapping[str, int]]) -> str:
    """Counts as the data file holds them: « word  field 3  field 1 », one word a line."""
    lines = [
        "\t".join([word, *(f"{field} {count}" for field, count in sorted(said.items()))])
        for word, said in sorted(counts.items())
    ]
    return "\n".join(lines) + "\n"


@cache
def house_wording() -> Wording:
    """What the data file of the house teaches."""
    counts: dict[str, dict[str, int]] = {}
    for line in (DATA / "section_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, *said = line.split("\t")
        counts[word] = {
            field: int(count) for field, _, count in (one.partition(" ") for one in said)
        }
    return wording_of(counts)
