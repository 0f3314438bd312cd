"""The passages of a document: its blocks without personal data, and what they look like."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from monographs.importing.document import Block, Nature, SourceDocument
from monographs.importing.recognising.personal import (
    NAME,
    PersonalSpan,
    any_of,
    family_names,
    find_personal,
    name_cut,
    signature_after,
    signature_under,
    without_spans,
)

_NOISE = re.compile(
    r"\d{1,4}|page \d+(?:\s*(?:/|sur)\s*\d+)?|avec le soutien (?:de|du|financier de)\s*:?|"
    r"sommaire ?chapitre|"
    r"fnars\s*•.*\|\s*\d+|[-–—_=*.\s•|]+",
    re.IGNORECASE,
)
_CAPITALS_FIRST = re.compile(
    r"(?P<head>(?:[A-ZÀ-ÞŒ’'\-,/&]+\s+){0,7}[A-ZÀ-ÞŒ’']{4,})\s*:?\s+(?P<rest>[A-ZÀ-ÞŒ]?[’']?[a-zà-ÿœ].*)",
    re.DOTALL,
)
# A title that ends by one of these goes on.
_OPEN_ENDED = (" de", " la", " le", " les", " du", " des", " et", " à", " aux", " au", " en", " l’")


@dataclass(frozen=True)
class Passage:
    """A block without its personal data. `place` is its number in the document."""

    place: int
    text: str
    nature: Nature = Nature.PARAGRAPH
    level: int = 0
    column: int = 0
    page: int = 0
    size: float = 0
    bold: bool = False
    # Its place in the row of a table, from 1.
    cell: int = 0
    # It began by the name of someone: a signature.
    signed: bool = False
    # Personal data was taken out of it.
    cleaned: bool = False
    # The blocks joined to it.
    joined: tuple[int, ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        return (self.place, *self.joined)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def capitals(self) -> bool:
        """Whether it is written in capitals."""
        letters = [char for char in self.text if char.isalpha()]
        return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)

    @property
    def strong(self) -> bool:
        """Whether it looks like a heading."""
        if self.nature is Nature.HEADING or self.capitals:
            return True
        short = self.words <= 9
        return short and (
            self.bold or self.nature is Nature.CELL or self.text.rstrip()[-1:] in ":?"
        )

    @property
    def sentence(self) -> bool:
        """Whether it tells something, rather than naming it."""
        return self.words >= 12 or (self.words >= 5 and self.text.rstrip()[-1:] in ".!…;")


def clean_document(document: SourceDocument) -> tuple[SourceDocument, Counter]:
    """The document without personal data, and how many of each kind were taken away.

    Blocks keep their numbers; one that held nothing else is left empty.
    """
    removed: Counter = Counter()
    found_in = _found_in(document.blocks)
    # A name may be cut over two blocks here and stand whole elsewhere.
    alone_too = any_of(set().union(*(family_names(block.text, at) for block, at in found_in)))
    blocks = []
    for block, spans in found_in:
        text, found = without_spans(block.text, spans)
        text, alone = alone_too.subn("", text)
        removed += found + Counter({NAME: alone})
        blocks.append(replace(block, text=text if re.search(r"\w", text) else ""))
    return replace(document, blocks=tuple(blocks)), removed


def _found_in(blocks: Sequence[Block]) -> list[tuple[Block, list[PersonalSpan]]]:
    """Blocks with their personal data, a name cut over two of them included."""
    found = [_spans_of(block.text) for block in blocks]
    for at, (before, after) in enumerate(zip(blocks, blocks[1:], strict=False)):
        cut = name_cut(before.text, after.text) if _may_go_on(before, after) else None
        if cut:
            first, second = cut
            found[at] = [one for one in found[at] if one.end <= first.start] + [first]
            found[at + 1] = [second] + [one for one in found[at + 1] if one.start >= second.end]
        elif not found[at + 1] and (signature := signature_under(before.text, after.text)):
            found[at + 1] = [signature]
    return list(zip(blocks, found, strict=True))


def _spans_of(text: str) -> list[PersonalSpan]:
    spans = find_personal(text)
    signature = signature_after(text)
    if signature and all(span.end <= signature.start for span in spans):
        return [*spans, signature]
    return spans


def _may_go_on(before: Block, after: Block) -> bool:
    told = (Nature.PARAGRAPH, Nature.ITEM)
    full = len(before.text) > 30 and len(after.text.split()) > 3
    return before.nature in told and after.nature in told and full


def passages_of(document: SourceDocument) -> tuple[list[Passage], Counter]:
    """What the document says, without personal data nor noise of pages."""
    clean, removed = clean_document(document)
    passages = [
        _passage(place, block, original)
        for place, (block, original) in enumerate(zip(clean.blocks, document.blocks, strict=True))
        if re.search(r"\w", block.text) and not _NOISE.fullmatch(block.text.strip())
    ]
    return list(_continued(_told_in_lines(passages))), removed


def _passage(place: int, block: Block, original: Block) -> Passage:
    text = re.sub(r"[ \t\n]+", " ", block.text).strip()
    layout = (
        block.nature,
        block.level,
        block.column,
        block.page,
        block.size,
        block.bold,
        block.cell,
    )
    cleaned = block.text != original.text
    return Passage(place, text, *layout, cleaned and _signs(original.text), cleaned)


def _signs(text: str) -> bool:
    spans = [span for span in find_personal(text) if span.kind == NAME]
    return bool(spans) and len(text.split()) <= 18 and not text[: spans[0].start].strip(' -–•»"”,')


def _told_in_lines(passages: list[Passage]) -> Iterable[Passage]:
    """Undoes a table that is none: words of a justified paragraph taken for cells."""
    for cells, group in groupby(passages, lambda passage: passage.nature is Nature.CELL):
        run = list(group)
        small = cells and len(run) >= 6 and sum(one.words for one in run) <= 3 * len(run)
        if small and sum(one.text[:1].islower() for one in run) * 2 >= len(run):
            joined = tuple(one.place for one in run[1:])
            text = " ".join(one.text for one in run)
            yield replace(run[0], text=text, nature=Nature.PARAGRAPH, cell=0, joined=joined)
        else:
            yield from run


def _continued(passages: Iterable[Passage]) -> Iterable[Passage]:
    """Joins a passage to the one that a page or a column cut."""
    held: Passage | None = None
    for passage in passages:
        if held and _continues(held, passage):
            joined = (*held.joined, passage.place)
            held = replace(held, text=f"{held.text} {passage.text}", joined=joined)
            continue
        if held:
            yield held
        held = passage
    if held:
        yield held


def _continues(before: Passage, after: Passage) -> bool:
    if after.nature is Nature.HEADING and before.nature is Nature.HEADING:
        same = (after.level, after.size) == (before.level, before.size)
        cut = after.text[:1].islower() or before.text.lower().endswith(_OPEN_ENDED)
        return same and cut and not before.capitals
    if after.nature is not Nature.PARAGRAPH or before.nature is Nature.HEADING or before.signed:
        return False
    if not after.text[:1].islower() or before.text.rstrip()[-1:] in ".:;!?…»":
        return False
    return before.words >= 5 and not before.capitals


def capitals_first(text: str) -> tuple[str, str]:
    """A heading in capitals that the file left on the line of its text, and that text."""
    found = _CAPITALS_FIRST.match(text)
    return (found["head"], found["rest"]) if found else ("", text)
