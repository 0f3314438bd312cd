"""Former names of institutions in a text, under which readers no longer find anybody.

The names are those of « Anciens noms » (`catalogue.FormerName`). A name that the text itself
presents as a former one (« ex-Pôle emploi », « Pôle emploi, devenu France Travail ») is left.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalogue.models import FormerName

_PARTS = re.compile(r"\s*(?:/|,| et )\s*")
_BEFORE = re.compile(r"(?:\bex[- ]|\bancien(?:ne)?(?:ment)?\b[^.;]{0,20}|\balors\s+)$", re.I)
_AFTER = re.compile(
    r"^[^.;]{0,12}\b(?:devenue?s?|aujourd[’']hui|désormais|à l[’']époque|remplacée?s?)\b", re.I
)
# How far from a former name today's name may stand, in letters.
NEAR = 60


@dataclass(frozen=True)
class Former:
    """A name to look for, with today's, and whether the change is certain."""

    name: str
    current: str
    certain: bool
    pattern: re.Pattern


def names() -> list[Former]:
    """The institutions among the former names; words of the trade are not institutions."""
    found = []
    for row in FormerName.objects.all():
        for part in _PARTS.split(row.former):
            if part[:1].isupper() and len(part) > 2:
                certain = row.certainty != "à vérifier"
                found.append(Former(part, row.current, certain, _pattern(part)))
    return found


def _pattern(name: str) -> re.Pattern:
    """Several words in any case; one word as it is, or with its first letter only large."""
    if " " in name:
        spaced = r"\s+".join(map(re.escape, name.split()))
        return re.compile(rf"\b{spaced}\b", re.I)
    forms = {name, name.capitalize()} if len(name) > 3 else {name}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(forms)))})\b(?!-)")


def used(text: str, formers: Iterable[Former]) -> Iterator[tuple[Former, str]]:
    """Each former name used as if it were today's, with the words around."""
    for former in formers:
        for match in former.pattern.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            around = before[-NEAR:] + after[:NEAR]
            told = _BEFORE.search(before) or _AFTER.search(after) or former.current in around
            if not told:
                yield former, f"{before[-40:]}{match.group()}{after[:40]}".strip()
                break
