"""Headings that the file left inside a paragraph: each stands alone again."""

import re
from collections.abc import Iterator
from dataclasses import replace

from monographs.importing.document import Nature
from monographs.importing.recognising.labels import inline_style
from monographs.importing.recognising.lexicon import Lexicon, heading_key
from monographs.importing.recognising.passages import Passage
from monographs.importing.recognising.titles import structure_line

_COLON = re.compile(r"\s?:(?=\s|$)")
_NUMBERED_FICHE = re.compile(
    r"^(?P<marker>(?:fiche(?: pratique| action| expérience)?|coup de projecteur|expérience|"
    r"experience)\s*"
    r"(?:n\s*[°ºo.]?\s*)?\d{1,3})\s*[:.–—-]?\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_BANDED_FICHE = re.compile(r"^(?P<band>[A-ZÀ-Þ][^.:;]{15,80}?)\s+(?P<marker>Fiche\s+\d{1,2})$")
# A heading never follows one of these words.
_BINDING = frozenset(
    "le la les l un une des du de d au aux et ou en à a dans pour par sur avec sans son sa ses "
    "leur leurs notre nos "
    "ce cette ces cet qui que dont comme chaque tout toute".split()
)
_LONGEST = 7
# No paragraph is this long: nothing is looked for inside.
_TOO_LONG = 8000


def unglued(passages: list[Passage], lexicon: Lexicon) -> list[Passage]:
    """The passages, cut where a known heading stands inside one of them."""
    inline = inline_style(passages, lexicon)
    return [part for passage in passages for part in _parts(passage, lexicon, inline=inline)]


def _parts(passage: Passage, lexicon: Lexicon, *, inline: bool) -> Iterator[Passage]:
    numbered = _NUMBERED_FICHE.match(passage.text)
    if numbered and passage.nature is not Nature.ITEM and passage.words <= 40:
        yield replace(passage, text=numbered["marker"])
        passage = replace(passage, text=numbered["rest"])
    if passage.nature in (Nature.ITEM, Nature.NOTE) or len(passage.text) > _TOO_LONG:
        yield passage
        return
    banded = _BANDED_FICHE.match(passage.text)
    if banded:
        yield replace(passage, text=banded["band"])
        yield replace(passage, text=banded["marker"])
        return
    texts = [
        part
        for said in _before_quote(passage.text)
        for text in _at_labels(said, lexicon, inline=inline)
        for part in _before_end(text, lexicon, passage)
    ]
    for text in texts:
        yield from _at_structure(replace(passage, text=text))


def _before_quote(text: str) -> list[str]:
    """Cuts a quotation from the sentence before it, when it ends the passage."""
    return re.split(r"(?<=[.!?])\s+(?=«[^»]{20,}»\s*$)", text)


def _at_labels(text: str, lexicon: Lexicon, *, inline: bool) -> Iterator[str]:
    """Cuts before each « Rubrique : » that is not at the beginning.

    Where the fiche has headings alone on their lines, only a passage that begins by a label.
    """
    start = 0
    if not (inline or lexicon.label(text.partition(":")[0])):
        yield text
        return
    for colon in _COLON.finditer(text):
        at = _label_start(text, start, colon.start(), lexicon)
        if at > start:
            yield text[start:at].strip()
            start = at
    yield text[start:].strip()


def _label_start(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the longest known heading begins that ends here; -1 without one."""
    words = list(re.finditer(r"\S+", text[start:end]))[-_LONGEST:]
    for word in words:
        at = start + word.start()
        label = text[at:end]
        if _begins(text, at) and lexicon.label(label):
            return at
    return -1


def _begins(text: str, at: int) -> bool:
    """Whether a capital that begins a heading may stand here."""
    if not text[at : at + 1].isupper():
        return False
    before = re.findall(r"[\w’']+|[.!?…;:»)€%,(«-]", text[:at].rstrip())
    if not before:
        return True
    last = before[-1].lower()
    return (
        last not in _BINDING and not last.endswith(("’", "'")) and last not in (",", "(", "«", "-")
    )


def _before_end(text: str, lexicon: Lexicon, passage: Passage) -> Iterator[str]:
    """Cuts before a heading that ends the passage (« … en parcours Constat de départ »)."""
    words = list(re.finditer(r"\S+", text))
    for word in words[1:][-_LONGEST:]:
        at = word.start()
        tail = text[at:].rstrip(" :")
        alone = len(tail.split()) == 1
        if (
            not _begins(text, at)
            or tail.endswith((".", ","))
            or (alone and text[:at].rstrip()[-1:] in ".:")
        ):
            continue
        # « III – Objectifs » is one heading, with its number; « APPORTS DE LA DÉMARCHE » too.
        one = heading_key(text) == heading_key(tail) or word[0].lower() in _BINDING
        if one or not re.search(r"[A-Za-zÀ-ÿ]{2}", text[:at]):
            continue
        if lexicon.exact(heading_key(tail)) and _apart(text, at, passage):
            yield text[:at].strip()
            yield text[at:].strip()
            return
    yield text


def _apart(text: str, at: int, passage: Passage) -> bool:
    """In capitals a heading needs two words: one may end the sentence it stands in."""
    tail = text[at:].split()
    return (
        len(tail) >= 2
        and (not passage.capitals or len(tail) >= 3)
        or (
            len(tail) == 1
            and not passage.capitals
            and passage.nature is Nature.PARAGRAPH
            and len(tail[0]) >= 4
        )
    )


def _at_structure(passage: Passage) -> Iterator[Passage]:
    """Cuts a title from « Association X - Ville (24) » that follows it on the line."""
    text = passage.text
    found = re.search(
        r"(?<=[\wà-ÿ»]) (?=(?:Association|Entreprise|Régie|SARL|SCOP|SCIC|Chantier|Ateliers?|"
        r"GEIQ|Groupement|ACI|EI)\b"
        r"[^.:;]{3,80}\(\d[\dAB]\d?\)$)",
        text,
    )
    if found and structure_line(text[found.end() :]) and len(text[: found.start()].split()) >= 3:
        yield replace(passage, text=text[: found.start()])
        yield replace(passage, text=text[found.end() :], nature=Nature.PARAGRAPH)
        return
    yield passage
