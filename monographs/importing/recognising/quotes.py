"""Words of people in a fiche: the quotation and the function of who speaks, never the name."""

import re
from dataclasses import dataclass

from monographs.importing.document import Nature
from monographs.importing.recognising.passages import Passage

_OPENS, _CLOSES = '«“"', '»”"'
_FIRST_PERSON = re.compile(r"\b(?:nous|je|j[’']|notre|nos|mon|ma|mes|on|moi)\b", re.IGNORECASE)
_LONGEST = 10


@dataclass(frozen=True)
class Quote:
    """Places in the list of passages: what is said, and the lines that sign."""

    said: tuple[int, ...]
    signatures: tuple[int, ...]


def quotes_of(passages: list[Passage]) -> list[Quote]:
    """Quotations that stand apart from the story, in order."""
    found: list[Quote] = []
    taken = -1
    for at, passage in enumerate(passages):
        if at <= taken:
            continue
        quote = _signed_at(passages, at, taken) if passage.signed else _opened_at(passages, at)
        if quote:
            found.append(quote)
            taken = max((*quote.said, *quote.signatures))
    return found


def _opened_at(passages: list[Passage], at: int) -> Quote | None:
    """A quotation that opens here, closed in this passage or one of the next."""
    text = passages[at].text
    if text[:1] not in _OPENS or passages[at].nature not in (Nature.PARAGRAPH, Nature.NOTE):
        return None
    end = _closing(passages, at)
    words = sum(passages[place].words for place in range(at, end + 1)) if end >= 0 else 0
    if words < 10:
        return None
    signatures = _signatures(passages, end + 1)
    alone = passages[end].text.rstrip(" .,;")[-1:] in _CLOSES
    if not signatures and not alone and end == at and not _signed_inside(text):
        return None
    return Quote(tuple(range(at, end + 1)), signatures)


def _signed_inside(text: str) -> bool:
    """« … », référent VAE: the signature on the line of the quotation."""
    rest = re.split(r"[»”\"]", text)[-1]
    return 0 < len(rest.split()) <= 12 and rest.lstrip()[:1] in ",–-("


def _closing(passages: list[Passage], at: int) -> int:
    depth = 0
    for place in range(at, min(at + _LONGEST, len(passages))):
        text = passages[place].text
        if place > at and (passages[place].capitals or passages[place].signed):
            return -1
        depth += text.count("«") + text.count("“") - text.count("»") - text.count("”")
        straight = text.count('"') % 2
        if depth <= 0 and not (place == at and straight and text[0] == '"'):
            return place
    return -1


def _signatures(passages: list[Passage], at: int) -> tuple[int, ...]:
    places: list[int] = []
    while at < len(passages) and len(places) < 2 and passages[at].words <= 18:
        passage = passages[at]
        follows = places and passages[places[-1]].signed and _names_where(passage)
        lonely = not places and _names_where(passage) and _between_quotes(passages, at)
        if not (passage.signed or follows or lonely) or passage.text[:1] in _OPENS:
            break
        places.append(at)
        at += 1
    return tuple(places)


def _names_where(passage: Passage) -> bool:
    return (
        passage.nature is Nature.PARAGRAPH
        and passage.words <= 6
        and passage.text[:1].isupper()
        and passage.text.rstrip()[-1:] not in ".:;?!"
        and not passage.capitals
    )


def _between_quotes(passages: list[Passage], at: int) -> bool:
    """Whether a short line after a quotation cannot be the sub-title of what follows."""
    following = passages[at + 1] if at + 1 < len(passages) else None
    return following is None or following.text[:1] in _OPENS


def _signed_at(passages: list[Passage], at: int, taken: int) -> Quote | None:
    """A quotation without marks: what stands just before a signature."""
    said: list[int] = []
    place = at - 1
    while place > taken and place >= 0 and _may_be_said(passages[place]):
        if (
            said
            and not _FIRST_PERSON.search(passages[place].text)
            and passages[place].text[:1] not in _OPENS
        ):
            break
        said.insert(0, place)
        if passages[place].text[:1] in _OPENS:
            break
        place -= 1
    if not said:
        return None
    return Quote(tuple(said), (at, *_signatures(passages, at + 1)[:1]))


def _may_be_said(passage: Passage) -> bool:
    told = passage.nature is Nature.PARAGRAPH and passage.words >= 10
    return told and not passage.capitals and passage.text.rstrip()[-1:] != ":"
