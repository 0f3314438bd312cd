"""How the passages of a section are written in a field of the page, and read back from it.

Writing then reading gives the same passages: a draft that nobody touched elsewhere is
recognised as such, and what was typed in the editor is never overwritten.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

Parts = dict[str, str]
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
# From which confidence, from 0 to 1, a passage is « sûr », then « à vérifier ».
SURE, DOUBTFUL = 0.85, 0.55


class Unfit(ValueError):
    """A text that a section cannot hold; the message is one French sentence."""


@dataclass
class Piece:
    """One passage of the draft: its text, what was told apart in it, where it comes from.

    `passages` are the numbers of the source's passages; `by_hand` when a person placed or
    wrote it.
    """

    key: int
    text: str
    confidence: float = 1.0
    passages: list[int] = field(default_factory=list)
    parts: Parts = field(default_factory=dict)
    by_hand: bool = False


@dataclass(frozen=True)
class Part:
    """One box of the form of a structured passage."""

    name: str
    label: str
    length: int
    long: bool = False


class Shape:
    """A field made of texts; `fields` names the boxes of a structured passage."""

    fields: tuple[Part, ...] = ()
    length = 0

    def fit(self, text: str, parts: Parts) -> tuple[str, Parts]:
        """Text and parts as the page will hold them. Raises `Unfit`."""
        return text.strip(), {}

    def write(self, pieces: Iterable[Piece]):
        """The value of the field."""
        raise NotImplementedError

    def read(self, value) -> list[tuple[str, Parts]]:
        """Texts and parts found in the value of the field."""
        raise NotImplementedError


class Single(Shape):
    """One text, of a limited length."""

    def __init__(self, length: int):
        self.length = length

    def fit(self, text: str, parts: Parts) -> tuple[str, Parts]:
        text = " ".join(text.split())
        if len(text) > self.length:
            raise Unfit(f"Ce texte est trop long ici : {self.length} signes au plus.")
        return text, {}

    def write(self, pieces: Iterable[Piece]) -> str:
        return " ".join(piece.text for piece in pieces)

    def read(self, value: str) -> list[tuple[str, Parts]]:
        return [(value, {})] if value else []


class Lines(Shape):
    """One passage a line."""

    def fit(self, text: str, parts: Parts) -> tuple[str, Parts]:
        return " ".join(text.split()), {}

    def write(self, pieces: Iterable[Piece]) -> list[str]:
        return [piece.text for piece in pieces if piece.text]

    def read(self, value: list[str]) -> list[tuple[str, Parts]]:
        return [(line, {}) for line in value]


class Paragraphs(Shape):
    """One passage a paragraph; a blank line stands between two."""

    def fit(self, text: str, parts: Parts) -> tuple[str, Parts]:
        return re.sub(r"\n\s*\n", "\n", text.strip()), {}

    def write(self, pieces: Iterable[Piece]) -> str:
        return "\n\n".join(piece.text for piece in pieces if piece.text)

    def read(self, value: str) -> list[tuple[str, Parts]]:
        found = re.split(r"\n\s*\n", value.replace("\r\n", "\n"))
        return [(text.strip(), {}) for text in found if text.strip()]


class Blocks(Shape):
    """A list of structured blocks: each kind says its parts and its text."""

    block: str
    required: str

    def fit(self, text: str, parts: Parts) -> tuple[str, Parts]:
        parts = {part.name: plain(parts.get(part.name, ""), part.long) for part in self.fields}
        if not parts[self.required]:
            parts |= self.told_apart(text.strip())
        kept = {part.name: parts[part.name] for part in self.fields}
        return self.said(kept), kept

    def write(self, pieces: Iterable[Piece]) -> list[tuple[str, dict]]:
        return [(self.block, self.value(piece.parts)) for piece in pieces]

    def read(self, value) -> list[tuple[str, Parts]]:
        read = (self.parts(block.value) for block in value)
        return [(self.said(parts), parts) for parts in read]

    def told_apart(self, text: str) -> Parts:
        raise NotImplementedError

    def said(self, parts: Parts) -> str:
        """The parts as one text."""
        raise NotImplementedError

    def value(self, parts: Parts) -> dict:
        raise NotImplementedError

    def parts(self, value: dict) -> Parts:
        raise NotImplementedError


def shortened(text: str, length: int) -> str:
    """The first words, within `length` signs."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def plain(text: str, long: bool) -> str:
    """Lines kept in a long text, one line otherwise."""
    text = text.replace("\r\n", "\n").strip()
    return text if long else " ".join(text.split())
