"""Sections told by their numbers: « 1. Présentation », « 2. Contexte », « 2.1 Le besoin »…"""

import re
from dataclasses import replace

from monographs.importing.document import Nature
from monographs.importing.recognising.lexicon import Lexicon, heading_key
from monographs.importing.recognising.passages import Passage

_NUMBER = re.compile(r"^\s*(?P<number>\d{1,2}|[IVX]{1,5})\s*(?:[.)°/]|[-–—](?=\s))+\s+(?=[^\W\d])")
_UNDER = re.compile(r"^\s*\d{1,2}\.\d{1,2}\.?\s+(?=[^\W\d])|^\s*[IVX]{1,4}\.\s?(?:\d|[a-h]\))")
_ROMAN = {"I": 1, "V": 5, "X": 10}
# Fewer sections than that may be the points of a list; a longer line is a sentence.
_ENOUGH = 4
_LONGEST = 14


def numbered_sections(passages: list[Passage], lexicon: Lexicon) -> list[Passage]:
    """The passages, the lines that number the sections of the fiche marked as headings.

    Points of a list follow one another; sections have text between them, and their numbers go
    on from the first to the last. Where headings without number are better known, the numbers
    are those of steps.
    """
    chain = _chain(passages)
    told = {
        at
        for at, passage in enumerate(passages)
        if passage.words <= _LONGEST and lexicon.exact(heading_key(passage.text))
    }
    enough = len(chain) >= _ENOUGH or len(chain) >= _ENOUGH - 1 and len(told & chain) >= 2
    if not enough or len(told - chain) > len(told & chain):
        return passages
    found = list(passages)
    for at, passage in enumerate(passages):
        if at in chain:
            found[at] = replace(passage, nature=Nature.HEADING, level=1)
        elif at > min(chain) and _is_short(passage) and _UNDER.match(passage.text):
            found[at] = replace(passage, nature=Nature.HEADING, level=2)
    return found


def _chain(passages: list[Passage]) -> set[int]:
    """The lines numbered 1, 2, 3… that stand each above a text of their own."""
    chain: set[int] = set()
    wanted = 1
    for at, passage in enumerate(passages):
        number = _number(passage)
        if number == wanted and _number_at(passages, at + 1) != number + 1:
            chain.add(at)
            wanted += 1
    return chain


def _number_at(passages: list[Passage], at: int) -> int:
    return _number(passages[at]) if at < len(passages) else 0


def _number(passage: Passage) -> int:
    found = _NUMBER.match(passage.text) if _is_short(passage) else None
    if not found:
        return 0
    return int(found["number"]) if found["number"].isdigit() else _arabic(found["number"])


def _is_short(passage: Passage) -> bool:
    told = passage.nature in (Nature.PARAGRAPH, Nature.ITEM, Nature.HEADING)
    return told and passage.words <= _LONGEST and passage.text.rstrip()[-1:] not in ".;,"


def _arabic(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(
        -value if value < max(values[at + 1 :], default=0) else value
        for at, value in enumerate(values)
    )
