"""The blocks of a text document: all that the PDF, DOCX and ODT writers know.

``exports.reading`` makes them from a description and checks them; ``exports.composing``
makes them from what people wrote in a record. Blank rows of a table are already part of its
rows; widths always add up to 100.
"""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from exports.checks import Text


@dataclass(frozen=True)
class Heading:
    """A section title; level 1 for ``h``, 2 for ``h3``."""

    text: Text
    level: int
    kind: ClassVar = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: Text
    kind: ClassVar = "paragraph"


@dataclass(frozen=True)
class Note:
    """A call-out."""

    text: Text
    kind: ClassVar = "note"


@dataclass(frozen=True)
class Items:
    """A list; ``style`` is ``bullet``, ``number`` or ``check``."""

    items: tuple[Text, ...]
    style: str
    kind: ClassVar = "items"


@dataclass(frozen=True)
class Table:
    """A table with its caption, header row, and rows to read or to fill in."""

    caption: Text
    headers: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...]
    row_header: bool = False
    # The heading just above says it already: the caption is kept for office files only.
    is_quiet: bool = False
    kind: ClassVar = "table"


@dataclass(frozen=True)
class Mark(Text):
    """An empty cell where one of these marks is written."""

    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class ByHand(Text):
    """An empty cell that a pen fills, even in a file one fills in on a screen: a signature."""


@dataclass(frozen=True)
class Fields:
    """Labels, each followed by a line to write on."""

    labels: tuple[Text, ...]
    kind: ClassVar = "fields"


@dataclass(frozen=True)
class Lines:
    """A question and the lines to answer on."""

    label: Text
    count: int
    kind: ClassVar = "lines"


@dataclass(frozen=True)
class Level:
    """One degree of a mastery scale."""

    code: Text
    label: Text
    text: Text


@dataclass(frozen=True)
class Scale:
    """A mastery scale, from the lowest degree to the highest."""

    levels: tuple[Level, ...]
    kind: ClassVar = "scale"


@dataclass(frozen=True)
class Step:
    """One step of a method."""

    title: Text
    text: Text


@dataclass(frozen=True)
class Steps:
    """Numbered steps of a method."""

    steps: tuple[Step, ...]
    kind: ClassVar = "steps"


@dataclass(frozen=True)
class Signatures:
    """Boxes to sign in."""

    labels: tuple[Text, ...]
    kind: ClassVar = "signatures"


@dataclass(frozen=True)
class Lead:
    """The essential, under the title, in larger type."""

    text: Text
    kind: ClassVar = "lead"


@dataclass(frozen=True)
class Facts:
    """Short facts, each with its name: « Lieu : Lille »."""

    facts: tuple[tuple[Text, Text], ...]
    kind: ClassVar = "facts"


@dataclass(frozen=True)
class Figure:
    """A figure: what one reads from afar, and what it counts."""

    value: Text
    label: Text


@dataclass(frozen=True)
class Figures:
    """Key figures side by side."""

    figures: tuple[Figure, ...]
    kind: ClassVar = "figures"


@dataclass(frozen=True)
class Quote:
    """Words heard, and who says them (a function, never a name)."""

    text: Text
    source: Text
    kind: ClassVar = "quote"


@dataclass(frozen=True)
class Box:
    """A framed part with a title of its own; ``parts`` are paragraphs and lists."""

    title: Text
    parts: tuple
    kind: ClassVar = "box"


@dataclass(frozen=True)
class Pair:
    """Two short parts side by side, where the page allows; one after the other elsewhere."""

    left: tuple
    right: tuple
    kind: ClassVar = "pair"


@dataclass(frozen=True)
class Seal:
    """A code to scan beside the words that say what it opens; ``url`` is a full address."""

    title: Text
    text: Text
    url: str
    kind: ClassVar = "seal"


@dataclass(frozen=True)
class Picture:
    """A picture given with the document (PNG), what it shows, and its size in millimetres."""

    data: bytes
    words: str
    width: float
    height: float
    kind: ClassVar = "picture"

    @property
    def mark(self) -> str:
        """The name of its bytes."""
        return hashlib.sha256(self.data).hexdigest()[:16]


@dataclass(frozen=True)
class PageBreak:
    """What follows starts a new page."""

    kind: ClassVar = "page"


def one_by_one(blocks):
    """The blocks in the order of reading, those of a pair one after the other."""
    for block in blocks:
        if block.kind == "pair":
            yield from (*block.left, *block.right)
        else:
            yield block
