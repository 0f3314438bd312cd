"""Which lines of a fiche open its sections, by their form alone, known headings or not."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from monographs.importing.document import Nature
from monographs.importing.recognising.lexicon import NEARLY, Lexicon, side_of
from monographs.importing.recognising.passages import Passage

_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4}|[A-H])\s*(?:[.)°/]|[-–](?=\s))")
_LABELLED = re.compile(
    r"^(?P<label>[A-ZÀ-ÞŒ«][^:.;!]{2,60}?\s*\??)\s*(?:\s:|:\s|\s[–—]\s)\s*(?P<rest>\S.*)$",
    re.DOTALL,
)
_ENDS = ".,;…»!"
# The forms a heading takes where the file has no style, the most visible first.
_FORMS = ("capitals", "numbered", "bold", "cell", "colon", "plain")
# A longer line tells something: it is kept as a text.
_LONGEST = 12
# A form opens sections when it comes this often.
_ENOUGH = 3

# Share of the paragraphs that begin by « Rubrique : » where this is the form of headings.
_INLINE_SHARE = 0.6
_INLINE_ENOUGH = 4

Known = Callable[[str], bool]


@dataclass(frozen=True)
class Opening:
    """A line that opens a section: where, its title, and the text that follows on the line."""

    at: int
    title: str
    rest: str = ""


def openings(passages: list[Passage], known: Known) -> list[Opening]:
    """The lines that open sections: those of the form that headings have in this fiche."""
    forms = {at: form for at in range(len(passages)) if (form := _form(passages, at))}
    styled = [at for at, form in forms.items() if form == "heading"]
    if len(styled) >= _ENOUGH:
        level = _level([passages[at] for at in styled], known)
        return [Opening(at, passages[at].text) for at in styled if passages[at].level <= level]
    counts = Counter(forms.values())
    told = Counter(form for at, form in forms.items() if known(passages[at].text))
    chosen = {form for form in counts if told[form] >= 2 and told[form] * 2 >= counts[form]}
    # Several forms: the others are those of sub-titles, unless the lexicon knows them.
    chosen = set(sorted(chosen, key=lambda form: -told[form])[:1])
    inline = [] if chosen else _inline(passages)
    if inline:
        return inline
    if not chosen:
        chosen = {next((form for form in _FORMS if counts[form] >= _ENOUGH), "")}
    return [Opening(at, passages[at].text) for at, form in forms.items() if form in chosen]


def known_by(lexicon: Lexicon) -> Known:
    """Whether the lexicon knows a heading well enough to say how headings look here."""

    def known(text: str) -> bool:
        heading = lexicon.heading(text, strong=True)
        return heading is not None and heading.confidence >= NEARLY

    return known


def _inline(passages: list[Passage]) -> list[Opening]:
    """« Rubrique : texte » on one line, where most paragraphs are written so."""
    told = [at for at, one in enumerate(passages) if one.nature is Nature.PARAGRAPH]
    found = [
        Opening(at, label["label"], label["rest"])
        for at in told
        if (label := _LABELLED.match(passages[at].text)) and len(label["label"].split()) <= 8
    ]
    enough = len(found) >= _INLINE_ENOUGH and len(found) >= _INLINE_SHARE * len(told)
    titles = {opening.title for opening in found}
    return found if enough and len(titles) == len(found) else []


def _level(headings: list[Passage], known: Known) -> int:
    """The level of sections: that of most known headings, else the highest that comes often."""
    levels = Counter(one.level for one in headings)
    told = Counter(one.level for one in headings if known(one.text))
    if told:
        most = max(told.values())
        return min(level for level, count in told.items() if count * 2 >= most)
    often = [level for level, count in levels.items() if count >= _ENOUGH]
    return min(often, default=max(levels))


def _form(passages: list[Passage], at: int) -> str:
    passage = passages[at]
    text = passage.text.rstrip()
    if passage.nature in (Nature.ITEM, Nature.NOTE) or passage.signed or side_of(text):
        return ""
    if passage.nature is Nature.HEADING and (passage.level or not passage.capitals):
        return "heading" if passage.words <= _LONGEST and text[-1:] != "." else ""
    if passage.words > _LONGEST or text[-1:] in _ENDS:
        return ""
    if passage.nature is Nature.CELL:
        following = passages[at + 1] if at + 1 < len(passages) else None
        named = passage.cell == 1 and following is not None and following.cell > 1
        return "cell" if named else ""
    if passage.capitals:
        return "capitals"
    if _NUMBERED.match(text):
        return "numbered"
    if passage.bold:
        return "bold"
    if text.endswith(":") and passage.words <= 8:
        return "colon"
    return "plain" if _stands_above(passages, at) else ""


def _stands_above(passages: list[Passage], at: int) -> bool:
    """A few words between the end of a text and the beginning of another."""
    passage, text = passages[at], passages[at].text.rstrip()
    if at + 1 >= len(passages) or passage.words > 9 or not text[:1].isupper():
        return False
    following = passages[at + 1]
    ends = following.text.rstrip()[-1:] in ".;…!"
    told = following.sentence or ends or following.nature is Nature.ITEM
    return told or bool(side_of(following.text)) or text.endswith("?")
