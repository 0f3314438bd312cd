"""What a sentence is about, when no heading says it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from monographs.importing.recognising.passages import Passage

DATA = Path(__file__).resolve().parents[2] / "data"
# Fields among which a « bilan » without sub-headings is shared.
REVIEW = ("perspectives", "points_de_vigilance", "leviers", "resultats")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÞŒ«])")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    cues = yaml.safe_load((DATA / "sense_cues.yaml").read_text(encoding="utf-8"))
    return {
        field: re.compile(rf"(?<!\w)(?:{'|'.join(words)})", re.IGNORECASE)
        for field, words in cues.items()
    }


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in _SENTENCES.split(text) if part.strip()]


def sense_of(text: str, fields: Iterable[str] = (), *, margin: int = 2) -> str:
    """The one field whose words this text holds most, by this margin; empty when unclear."""
    counts = {key: len(_patterns()[key].findall(text)) for key in fields or _patterns()}
    first, second = sorted(counts, key=lambda key: counts[key], reverse=True)[:2]
    return first if counts[first] - counts[second] >= margin else ""


def cues_of(text: str) -> list[str]:
    """Every field of which this text holds a word."""
    return [field for field, pattern in _patterns().items() if pattern.search(text)]


def clear_sense(text: str) -> str:
    """The field of a text no heading announces: only when most of its sentences say the same."""
    field = sense_of(text)
    said = sentences(text)
    agree = [sentence for sentence in said if field and _patterns()[field].search(sentence)]
    return field if field and len(agree) * 2 > len(said) else ""


def share_review(passages: list[Passage]) -> list[tuple[str, Passage, float]]:
    """Passages of a « bilan », each with its field and how sure.

    What follows a sentence that ends by a colon goes with it; a sentence that tells nothing
    goes with the one before, the first with the results.
    """
    placed: list[tuple[str, Passage, float]] = []
    field, led = "resultats", False
    for passage in passages:
        if led and passage.level and placed:
            placed.append((field, passage, 0.55))
            continue
        goes_on = passage.level or passage.text.startswith("NB") or passage.text[:1].islower()
        for said, text in _parts(passage.text, field if placed and goes_on else "resultats"):
            sure = 0.6 if sense_of(text, REVIEW, margin=1) else 0.45
            placed.append((said, _cut(passage, text), sure))
            field = said
        led = passage.text.rstrip().endswith(":")
    return placed


def _parts(text: str, before: str) -> list[tuple[str, str]]:
    """Sentences gathered by field, in order."""
    parts: list[tuple[str, str]] = []
    for sentence in sentences(text):
        field = sense_of(sentence, REVIEW, margin=1) or (parts[-1][0] if parts else before)
        if parts and parts[-1][0] == field:
            parts[-1] = (field, f"{parts[-1][1]} {sentence}")
        else:
            parts.append((field, sentence))
    return parts


def _cut(passage: Passage, text: str) -> Passage:
    return replace(passage, text=text)


def columns_of(passages: list[Passage], sides: list[str]) -> list[str]:
    """For whom each passage speaks when two columns were read one under the other.

    The place of the cut is where « l’entreprise » is most named after and least before.
    """
    said = re.compile(
        r"entreprise|recrut|vivier|employeur|encadrant\w*\.?e?s? d[’']entreprises", re.IGNORECASE
    )
    marks = [1 if said.search(passage.text) else -1 for passage in passages]
    towards = 1 if sides[-1] == "entreprise" else -1
    best = max(
        range(len(marks) + 1), key=lambda cut: towards * (sum(marks[cut:]) - sum(marks[:cut]))
    )
    return [sides[0] if at < best else sides[-1] for at in range(len(marks))]
