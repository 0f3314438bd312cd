"""Monographs of the bank that look like a fiche.

The body is cut into runs of five words (« shingles »); what two fiches share is the part of
the runs of the shorter one that the other holds too. The same story told in other words
shares little: the title and the structure are compared as well.
"""

import re
from dataclasses import asdict, dataclass

from catalogue.models.searching import RecordText, text_of
from catalogue.text import normalised_key
from monographs.importing.sorting import UNTITLED
from monographs.models import MonographPage

RUN = 5
# From which part of the words, of the title, two fiches are worth comparing.
SHARE, TITLE, TITLE_OF_SAME_BEARER = 0.15, 0.75, 0.2
SHOWN = 3
SHORT_WORD = 3
EMPTY_WORDS = {"pour", "dans", "avec", "entre", "leur", "leurs", "cette", "sont"}


@dataclass(frozen=True)
class Twin:
    """A fiche of the bank, the part of the words shared (0 to 100), and why it is shown."""

    page: int
    title: str
    share: int
    why: str


def twins_of(page: MonographPage) -> list[dict]:
    """The fiches of the bank closest to a draft, drafts included, the closest first."""
    own = runs(text_of(page, page.body_fields))
    title = _words(page.title) if page.title != UNTITLED else set()
    known = {organisation.pk for organisation in page.bearers.all()}
    bank = MonographPage.objects.exclude(pk=page.pk).values_list("pk", "title", "bearers")
    named: dict[int, tuple[str, set[int]]] = {}
    for pk, name, bearer in bank:
        named.setdefault(pk, (name, set()))[1].add(bearer)
    found = []
    for pk, body in RecordText.objects.filter(pk__in=named).values_list("pk", "body").iterator():
        name, theirs = named[pk]
        shared = share(own, runs(body))
        close = _closeness(title, _words(name))
        reasons = _reasons(shared, close, bool(known & theirs))
        if reasons:
            found.append((max(shared, close), Twin(pk, name, round(100 * shared), reasons)))
    found.sort(key=lambda pair: -pair[0])
    return [asdict(twin) for _rank, twin in found[:SHOWN]]


def runs(text: str) -> set[int]:
    """The runs of words of a text, as numbers."""
    words = normalised_key(text).split()
    return {hash(tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1)}


def share(one: set[int], other: set[int]) -> float:
    """The part of the shorter text that the other holds, from 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def _words(title: str) -> set[str]:
    words = re.findall(r"\w+", normalised_key(title))
    return {word for word in words if len(word) > SHORT_WORD} - EMPTY_WORDS


def _closeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _reasons(shared: float, close: float, same_bearer: bool) -> str:
    said = []
    if shared >= SHARE:
        said.append(f"{round(100 * shared)}\u00a0% du texte en commun")
    if close >= TITLE or (same_bearer and close >= TITLE_OF_SAME_BEARER):
        said.append("un titre proche")
    if said and same_bearer:
        said.append("la même structure")
    return ", ".join(said)
