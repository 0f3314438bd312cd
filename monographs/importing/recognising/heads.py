"""Takes the head of a fiche out of its passages: title, structure, theme, number."""

from dataclasses import dataclass, field

from monographs.importing.document import Nature
from monographs.importing.fiche import Item
from monographs.importing.recognising.lexicon import EXACT, Lexicon
from monographs.importing.recognising.outline import known_by, openings
from monographs.importing.recognising.passages import Passage
from monographs.importing.recognising.titles import (
    is_band,
    marker_number,
    may_be_title,
    names_collection,
    presents_structure,
    structure_line,
)

# Where the outline of a fiche is looked for, and the sections it needs to be one.
_TOP, _SECTIONS = 80, 4


@dataclass
class Head:
    """What was found above the story; `rest` is the story."""

    titles: list[Item] = field(default_factory=list)
    structures: list[Item] = field(default_factory=list)
    loose: list[Passage] = field(default_factory=list)
    bands: list[Passage] = field(default_factory=list)
    rest: list[Passage] = field(default_factory=list)


def head_of(passages: list[Passage], lexicon: Lexicon) -> Head:
    """The head, wherever the file put it: above, or at the end of the first page."""
    head = Head(bands=[passage for passage in passages if is_band(passage)])
    taken = set(head.bands)
    marked = _after_marker(passages, lexicon, head)
    taken |= marked
    if not head.titles:
        taken |= _above(passages, lexicon, head, taken)
    if not head.titles:
        taken |= _in_capitals(passages, lexicon, head, taken)
    taken |= _structures(passages, head, taken)
    head.rest = [passage for passage in passages if passage not in taken]
    return head


def _known(passage: Passage, lexicon: Lexicon) -> bool:
    heading = lexicon.heading(passage.text, strong=False)
    if heading is None and passage.strong and passage.words <= 7:
        heading = lexicon.heading(passage.text, strong=True)
    return heading is not None


def _after_marker(passages: list[Passage], lexicon: Lexicon, head: Head) -> set[Passage]:
    """« Fiche 3 », then the title on one to three lines, then the structure."""
    at = next((at for at, passage in enumerate(passages) if marker_number(passage)), None)
    if at is None:
        return set()
    taken = {passage for passage in passages if marker_number(passage)}
    at += 1
    while at < len(passages) and len(head.titles) < 3:
        passage = passages[at]
        if passage in taken or is_band(passage):
            at += 1
            continue
        same = not head.titles or passage.capitals
        word = bool(head.titles) and passage.capitals and passage.words == 1
        if not same or not (word or may_be_title(passage)) or _exactly(passage, lexicon):
            break
        head.titles.append(Item(passage.text, 0.95, passage.places))
        taken.add(passage)
        at += 1
    if head.titles and at < len(passages):
        parts = structure_line(passages[at].text, after_title=True)
        if parts:
            head.structures.append(Item(passages[at].text, 0.95, passages[at].places, parts))
            taken.add(passages[at])
    return taken


def _exactly(passage: Passage, lexicon: Lexicon) -> bool:
    heading = lexicon.heading(passage.text, strong=False)
    return heading is not None and heading.confidence == EXACT


def _above(
    passages: list[Passage], lexicon: Lexicon, head: Head, taken: set[Passage]
) -> set[Passage]:
    """What stands above the first heading: a title among it, the highest or the last in doubt."""
    above = _before_sections(passages, lexicon, taken)
    candidates = [passage for passage in above[:8] if may_be_title(passage)]
    if not candidates:
        return set()
    best = max(candidates, key=lambda passage: _likely(passage, candidates, above))
    head.titles.append(Item(best.text, 0.8, best.places))
    found = {best}
    at = above.index(best)
    for passage in above[at + 1 : at + 2]:
        parts = structure_line(passage.text, after_title=True)
        if parts:
            head.structures.append(Item(passage.text, 0.9, passage.places, parts))
            found.add(passage)
    early = [
        passage
        for passage in above[:at]
        if not passage.sentence and not presents_structure(passage)
    ]
    head.loose += early
    return found | set(early)


def _before_sections(
    passages: list[Passage], lexicon: Lexicon, taken: set[Passage]
) -> list[Passage]:
    """The passages above the first heading, known or of the form of those below."""
    above: list[Passage] = []
    first = _first_section(passages, lexicon)
    for at, passage in enumerate(passages):
        if passage in taken:
            continue
        if _known(passage, lexicon) or _label(passage, lexicon):
            break
        if at >= first and any(_names_fiche(one) for one in above):
            break
        above.append(passage)
    return above


def _first_section(passages: list[Passage], lexicon: Lexicon) -> int:
    """Where the first line stands that opens a section by its form, right above a text."""
    lines = openings(passages[:_TOP], known_by(lexicon))
    below = [line.at for line in lines if line.rest or _opens_text(passages, line.at)]
    return min(below, default=len(passages)) if len(lines) >= _SECTIONS else len(passages)


def _opens_text(passages: list[Passage], at: int) -> bool:
    """Whether a line stands right above a text, or says the bearer under a longer title."""
    if not 0 < at < len(passages) - 1:
        return False
    before, line, below = passages[at - 1 : at + 2]
    if structure_line(below.text):
        return line.words < min(before.words, 7)
    return below.sentence or below.nature is Nature.ITEM


def _names_fiche(passage: Passage) -> bool:
    return may_be_title(passage) and not names_collection(passage.text)


def _label(passage: Passage, lexicon: Lexicon) -> bool:
    label, colon, rest = passage.text.partition(":")
    return bool(colon and rest.strip()) and _exactly_text(label, lexicon)


def _exactly_text(text: str, lexicon: Lexicon) -> bool:
    heading = lexicon.heading(text, strong=False)
    return heading is not None and heading.confidence == EXACT


def _likely(passage: Passage, candidates: list[Passage], above: list[Passage]) -> tuple:
    """How much a passage looks like a title: its size, its level, its capitals, its length."""
    sizes = [candidate.size for candidate in candidates]
    heading = passage.nature is Nature.HEADING
    at = above.index(passage) + 1
    highest = min((each.level for each in candidates if each.level), default=0)
    first = passage is candidates[0]
    below = at < len(above) and bool(structure_line(above[at].text))
    return (
        below and passage.level <= highest and (first or passage.words > 4),
        not names_collection(passage.text),
        passage.size if max(sizes) > min(sizes) else 0,
        heading,
        -passage.level if heading else 0,
        passage.capitals and passage.words >= 4,
        passage.words >= 4,
        -candidates.index(passage),
    )


def _in_capitals(
    passages: list[Passage], lexicon: Lexicon, head: Head, taken: set[Passage]
) -> set[Passage]:
    """A title in the middle of the story: the longest line of capitals that is no heading."""
    candidates = [
        passage
        for passage in passages
        if passage.capitals
        and passage.words >= 5
        and passage not in taken
        and passage.nature is not Nature.ITEM
        and not _known(passage, lexicon)
    ]
    if not candidates:
        return set()
    best = max(candidates, key=lambda passage: passage.words)
    lines = _lines_around(passages, passages.index(best), taken, lexicon)
    head.titles += [Item(line.text, 0.8, line.places) for line in lines]
    return set(lines)


def _lines_around(
    passages: list[Passage], at: int, taken: set[Passage], lexicon: Lexicon
) -> list[Passage]:
    """The lines in capitals that touch this one."""

    def goes_on(place: int) -> bool:
        inside = 0 <= place < len(passages) and passages[place] not in taken
        return inside and passages[place].capitals and not _known(passages[place], lexicon)

    start, end = at, at + 1
    while goes_on(start - 1) and end - start < 3:
        start -= 1
    while goes_on(end) and end - start < 3:
        end += 1
    return passages[start:end]


def _structures(passages: list[Passage], head: Head, taken: set[Passage]) -> set[Passage]:
    """« Structure - Ville (59) » among the first lines, when the title did not bring it."""
    if head.structures:
        return set()
    for passage in passages[:12]:
        parts = structure_line(passage.text) if passage.nature is not Nature.ITEM else {}
        if parts and passage not in taken:
            head.structures.append(Item(passage.text, 0.85, passage.places, parts))
            return {passage}
    return set()
