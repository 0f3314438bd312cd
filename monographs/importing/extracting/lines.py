"""From lines, as a page cuts them, to passages that stand together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.filetext.hyphens import rejoin, words_of
from monographs.importing.document import Block, Nature
from monographs.importing.extracting import cleaning

# Beyond, lines are not cut by a page: each one is a paragraph.
WIDEST = 130
_ENDS = (".", "!", "?", "…", ":", ";")
_OPEN_ENDS = ("«", "(", "/", ",", "&", "–", "+", "’", "'")
_FUNCTION = frozenset(
    "le la les l un une des du de d à au aux et ou en par pour sur avec sans dans que qui dont "
    "ce cet cette ces son sa ses leur leurs sous entre chez vers ainsi comme est sont".split()
)
# Under an empty line, a title that begins so is another one.
_BEGINNINGS = frozenset("le la les l un une qui ce ces leurs".split())
_STARTS = re.compile(
    r"(?:Les?|La|L[’']|Une?|Des|Du|Cet?|Cette|Ces|Ils?|Elles?|On|Dans|En|A|À|Au|Aux|Afin|Il|Nous|"
    r"Pour|Par|Sur|Suite|Plusieurs|Certains|Chaque|Depuis|Lors|Leurs?|Son|Sa|Ses|C[’']est)\b"
)
_AGAIN = re.compile(r"(?:Cet?|Cette|Ces|Celle|Celui|Celles|Ceux|Ils?|Elles?|C[’']est)\b")
# Headings written in small letters that fiches use, by how they begin.
_STEMS = re.compile(
    r"(?:(?:pour|sur) (?:les? |la |l[’'])|perspectives?|difficult|les freins|freins|"
    r"cl[ée]f?s?\b|les cl[ée]|points? (?:forts?|faibles?|de vigilance)|leviers?|r[ée]sultats?|"
    r"impacts?|objectifs?|publics?|contexte|partenaires?|financements?|mise en (?:œ|oe)uvre|"
    r"d[ée]roul[ée]|bilan|plus-values?|porteurs?|contacts?|budget|moyens|limites|facteurs|"
    r"[ée]tapes?\b|phase\b)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:e-?mail|courriel|m[ée]l|t[ée]l(?:[ée]phone)?|fax|port(?:able)?|mobile|interlocut\w+|contact|"
    r"site|adresse)s?\s?\.?\s?:",
    re.IGNORECASE,
)
# « Les Jardins du canal - Vaux (37) »: a line that names who carries a practice is whole.
_BEARER = re.compile(r"\((?:\d{2,3}|2[AB])\)$")
_NAMED = re.compile(r"[A-ZÀ-Þ][^.:;]{2,70} [-–] [A-ZÀ-Þ][^.:;]{1,40}$")
# The end of what someone says; who says it follows.
_QUOTED = re.compile(r"(?:[.!?…][ \u00a0]?[»”]|[»”][ \u00a0]?\.)$")
_INFINITIVE = re.compile(r"(?:S[’']|Se )?[A-ZÉÊÀ][a-zà-ÿ]+(?:er|ir|re)\b")
_FICHE = re.compile(r"(?:fiche|coup de projecteur)\s*(?:n\s*[°ºo]\s*)?\d{1,3}", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line: `level` of item, `gap` an empty line before, `opens` a page or a column.

    `shown`: its look says that it is a heading.
    """

    text: str
    level: int = 0
    gap: bool = False
    opens: bool = False
    page: int = 0
    column: int = 0
    shown: bool = False

    @property
    def capitals(self) -> bool:
        return not self.level and in_capitals(self.text)

    @property
    def alone(self) -> bool:
        return self.shown or self.capitals or bool(_FICHE.fullmatch(self.text))


def in_capitals(text: str) -> bool:
    """Whether a line is a heading in capitals, a title in capitals with a name in it included."""
    letters = [char for char in text if char.isalpha()]
    if not text[:1].strip() or text[0].isdigit() or len(text) > 160 or len(letters) < 4:
        return False
    share = sum(char.isupper() for char in letters) / len(letters)
    found = re.findall(r"[^\W\d_]{2,}", text)
    long = any(len(word) > 4 and word.isupper() for word in found)
    begins = len(found) > 3 and "".join(found[:3]).isupper()
    return long and (share > 0.9 or share > 0.55 and begins)


def unfinished(text: str) -> bool:
    """Whether a passage stops in the middle of its sentence."""
    last = text.rstrip(" »”\"'’") or text
    return not last.endswith(_ENDS) or text.endswith(_OPEN_ENDS)


def passages(lines: Sequence[Line]) -> list[Block]:
    """Blocks: headings in capitals alone, items, paragraphs with their words whole."""
    spread = _gaps_everywhere(lines)
    known = words_of("\n".join(line.text for line in lines))
    groups: list[list[Line]] = []
    for rank, line in enumerate(lines):
        group = groups[-1] if groups else []
        if group and _goes_on(group, lines, rank, spread):
            group.append(line)
        else:
            groups.append([line])
    return [_block(group, known) for group in groups]


def _goes_on(group: list[Line], lines: Sequence[Line], rank: int, spread: bool) -> bool:
    """Whether this line belongs to the passage before it."""
    line, before = lines[rank], group[-1]
    a, b = before.text, line.text
    if line.level or before.alone != line.alone:
        return False
    if line.alone:
        return not line.opens and _one_title(before, line)
    if a.endswith("-") and b[0].islower():
        return True
    width = _width(lines, rank)
    gap = line.gap and (not spread or _attached(lines, rank - 1) or _attached(lines, rank + 1))
    if line.opens or gap:
        return a.endswith(",") or _mid_sentence(a, b) and len(a) > width * 0.6
    if group[0].level and a.endswith(":") and len(a) > width * 0.5:
        return True
    if _CONTACT.match(b) or stands_alone(lines, rank, width) or _in_a_box(lines, rank, width):
        return False
    return _same_paragraph(group, b, width)


def _mid_sentence(a: str, b: str) -> bool:
    return unfinished(a) and (b[0].islower() or a.endswith(_OPEN_ENDS[:2]))


def _same_paragraph(group: list[Line], b: str, width: int) -> bool:
    a = group[-1].text
    if a.endswith(_OPEN_ENDS):
        return True
    if _BEARER.search(a) and (not b[0].islower() or len(group) == 1 and _NAMED.match(a)):
        return False
    said = b[0] in "«“" and b.strip("«“ \u00a0")[:1].isupper()
    if said and not (unfinished(a) and a.split()[-1].islower()):
        return False
    if _QUOTED.search(a) and group[0].text[0] in "«“" and b[0].isupper():
        return False
    if not b[0].isupper() and not said:
        return (width <= WIDEST or unfinished(a)) and not (b[0].isdigit() and len(a) < width * 0.6)
    if width > WIDEST:
        return False
    if not unfinished(a):
        if _INFINITIVE.match(group[0].text) and _INFINITIVE.match(b):
            # One aim after the other.
            return False
        # After an item, a sentence that speaks of it is still of it.
        same = not group[0].level or _AGAIN.match(b)
        return bool(same) and len(a) >= width * 0.8 and not a.endswith(":")
    full = len(a) >= width * 0.72
    if _last_word(a) in _FUNCTION:
        return True
    heading = len(group) < 3 and sum(len(line.text) for line in group) < 110
    if heading and not group[0].level and (said or _STARTS.match(b)):
        return False
    return full


def stands_alone(lines: Sequence[Line], rank: int, width: int) -> bool:
    """Whether a short line is a heading, by its first words or by what is around it."""
    text = lines[rank].text
    short = len(text) < width * 0.75 and len(text.split()) <= 9
    if not short or not text[0].isupper() or text.endswith((".", ",", ";")) or ". " in text:
        return False
    after = lines[rank + 1] if rank + 1 < len(lines) else None
    opens = after is None or after.level or after.alone or after.text[0].isupper()
    if not opens:
        return False
    before = lines[rank - 1].text
    if _STEMS.match(text):
        return _last_word(before) not in _FUNCTION
    return not unfinished(before)


def _in_a_box(lines: Sequence[Line], rank: int, width: int) -> bool:
    """Whether a few words begin a row of short lines, as in a frame or under a sign."""
    line, before = lines[rank], lines[rank - 1]
    after = lines[rank + 1] if rank + 1 < len(lines) else line
    short = max(len(line.text), len(after.text)) < width * 0.45 < len(before.text)
    return short and line.text[0].isupper() and unfinished(line.text) and not after.gap


def _one_title(before: Line, line: Line) -> bool:
    """Whether two lines in capitals make one title."""
    if _FICHE.fullmatch(before.text) or _FICHE.fullmatch(line.text):
        return False
    if before.capitals != line.capitals and not line.text[0].islower():
        return False
    first = line.text.split()[0].casefold()
    last = before.text.split()[-1].casefold()
    if not line.gap:
        return last in _FUNCTION or not _STEMS.match(line.text)
    goes_on = first in _FUNCTION - _BEGINNINGS or first == "«"
    return goes_on or last in _FUNCTION or before.text.endswith((",", "-"))


def _gaps_everywhere(lines: Sequence[Line]) -> bool:
    """Whether empty lines stand inside of sentences: they separate nothing then."""
    gaps = inside = 0
    for before, line in zip(lines, lines[1:], strict=False):
        if line.gap:
            gaps += 1
            inside += line.text[0].islower() and not line.level and unfinished(before.text)
    return inside > 5 and inside > gaps * 0.2


def _attached(lines: Sequence[Line], rank: int) -> bool:
    """Whether a line follows another one without an empty line between."""
    return 0 < rank < len(lines) and not lines[rank].gap and not lines[rank].opens


def _width(lines: Sequence[Line], rank: int) -> int:
    """How long full lines are around here, in characters."""
    around = sorted(len(line.text) for line in lines[max(0, rank - 8) : rank + 8])
    return around[int(len(around) * 0.85)]


def _block(group: list[Line], known: frozenset[str]) -> Block:
    first = group[0]
    text = cleaning.words(rejoin("\n".join(line.text for line in group), known).replace("\n", " "))
    text = cleaning.undoubled(text)
    nature = Nature.ITEM if first.level else Nature.HEADING if first.alone else Nature.PARAGRAPH
    return Block(text, nature, first.level, first.page, first.column)


def mended(blocks: Sequence[Block]) -> list[Block]:
    """Sentences cut by a title, a box or a change of page are whole again."""
    kept: list[Block] = []
    for block in blocks:
        place = None
        if block.nature == Nature.PARAGRAPH and block.text[:1].islower():
            place = _sentence_before(kept)
        elif kept and block.nature == Nature.PARAGRAPH and _calls_for_more(kept[-1]):
            place = len(kept) - 1
        if place is None:
            kept.append(block)
        else:
            before = kept[place]
            text = rejoin(f"{before.text}\n{block.text}").replace("\n", " ")
            kept[place] = Block(**{**before.__dict__, "text": text})
    return kept


def _calls_for_more(block: Block) -> bool:
    """Whether a passage ends on « de la », « par », « et »: a name follows."""
    flows = block.nature in (Nature.PARAGRAPH, Nature.ITEM) and len(block.text) > 60
    return flows and _last_word(block.text) in _FUNCTION


def calls_for_more(text: str) -> bool:
    """Whether a line cannot end there: a hyphen, an open bracket, « de la »."""
    return text.endswith(("-", ",", "(", "«")) or _last_word(text) in _FUNCTION


def _last_word(text: str) -> str:
    return re.split(r"[\s’']+", text)[-1].casefold()


def _sentence_before(blocks: list[Block]) -> int | None:
    """The place of the last passage that stops in the middle of its sentence."""
    if not blocks or blocks[-1].text.endswith(":"):
        return None
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 7), -1):
        block = blocks[place]
        if block.nature in (Nature.HEADING, Nature.NOTE):
            continue
        near = place == len(blocks) - 1 or block.nature == Nature.PARAGRAPH
        if near and unfinished(block.text) and len(block.text) > 60:
            return place
    return None
