"""Words by which persons, and what they do, are told."""

import re
from functools import cache
from pathlib import Path

import yaml

from catalogue.text import normalised_key

DATA = Path(__file__).resolve().parents[2] / "data"
UPPER, LOWER = "A-ZÀ-ÖØ-ÞŒ", "a-zà-öø-ÿœ"
WORD = rf"[{UPPER}{LOWER}]+(?:[’'\-‑][{UPPER}{LOWER}]+)*"


@cache
def words_of(kind: str) -> frozenset[str]:
    """Keys of one list of person_words.yaml."""
    lists = yaml.safe_load((DATA / "person_words.yaml").read_text(encoding="utf-8"))
    return frozenset(normalised_key(word) for word in lists[kind].split())


@cache
def first_names() -> frozenset[str]:
    """Keys of the first names, our own compilation."""
    lines = (DATA / "first_names.txt").read_text(encoding="utf-8").split()
    return frozenset(normalised_key(line) for line in lines)


@cache
def _function_pattern() -> re.Pattern[str]:
    roots = sorted(words_of("functions"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(roots)})\w*")


def is_function(word: str) -> bool:
    """Whether a word says what a person does (« chargée », « directeur »)."""
    return bool(_function_pattern().fullmatch(normalised_key(word)))


def function_follows(text: str) -> bool:
    """Whether this text begins by what a person does, after a comma, a dash, a new line."""
    found = re.match(rf"\s*[,(–\-:\n]*\s*(?:l[ea]\s+|l[’'])?({WORD})", text)
    return bool(found) and is_function(found[1].split("-")[0])
