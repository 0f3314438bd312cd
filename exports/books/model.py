"""What a book is made of."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.safestring import SafeString

from exports.blocks import Items
from exports.checks import PageRun, Run, Text
from exports.composing import said

KEY = re.compile(r"[a-z][a-z0-9-]{0,60}")
COLOURS = {"brique": "#a3391b", "vert": "#1e5945", "encre": "#1f2a24", "ocre": "#7d5a0c"}
SHAPES = ("regle", "briques", "chemin", "plan")


@dataclass(frozen=True)
class Picture:
    """A picture given as bytes that were already checked and written again (JPEG or PNG)."""

    data: bytes
    mime: str
    words: str = ""


@dataclass(frozen=True)
class Cover:
    """The first page: words, a colour, a shape or a picture, who publishes it."""

    title: str
    subtitle: str
    network: str
    date: datetime.date
    colour: str = "brique"
    shape: str = "regle"
    picture: Picture | None = None
    logo: Picture | None = None
    # « Usage interne… »: said on the cover and at the foot of every page.
    notice: str = ""

    def __post_init__(self):
        """Refuse what the drawings do not know."""
        if self.colour not in COLOURS or self.shape not in SHAPES:
            raise ValueError("Unknown colour or shape.")


@dataclass(frozen=True)
class Article:
    """One record: it starts a page of its own."""

    key: str
    title: str
    label: str
    blocks: tuple
    # Where it comes from and its licence, in one line under it.
    source: Text = field(default_factory=Text)
    # Its address for life, printed with a code to scan; nothing when there is none.
    url: str = ""

    def __post_init__(self):
        _check_key(self.key)


@dataclass(frozen=True)
class Chapter:
    """Articles of one theme, after a page that presents them."""

    key: str
    title: str
    articles: tuple[Article, ...]
    blocks: tuple = ()

    def __post_init__(self):
        _check_key(self.key)


@dataclass(frozen=True)
class Annex:
    """A part that is made, not chosen: map, figures, glossary, index, sources."""

    key: str
    title: str
    blocks: tuple

    def __post_init__(self):
        _check_key(self.key)


@dataclass(frozen=True)
class Drawing:
    """A drawing of ours, what it says to who cannot see it, and a line under it."""

    svg: SafeString
    words: str
    note: Text = field(default_factory=Text)
    # Height over width.
    ratio: float = 1.0
    kind: ClassVar = "drawing"


@dataclass(frozen=True)
class References:
    """Lines of an index: words, then the pages."""

    entries: tuple[Text, ...]
    kind: ClassVar = "references"


@dataclass(frozen=True)
class Definitions:
    """Words and what they mean."""

    entries: tuple[tuple[Text, Text], ...]
    kind: ClassVar = "definitions"


@dataclass(frozen=True)
class Book:
    """The whole of it, in the order of reading."""

    cover: Cover
    foreword: tuple
    chapters: tuple[Chapter, ...]
    annexes: tuple[Annex, ...] = ()
    # Parts that stand before the chapters.
    front: tuple[Annex, ...] = ()

    @property
    def articles(self) -> Iterator[Article]:
        for chapter in self.chapters:
            yield from chapter.articles


FOREWORD = "avant-propos"
FOREWORD_TITLE = "Avant-propos"
CONTENTS = "sommaire"
CONTENTS_TITLE = "Sommaire"


def at(words: str, keys: Sequence[str], bold: bool = False) -> Text:
    """Words followed by the pages where these parts begin: « Laon, 12, 34 »."""
    runs: list[Run] = list(said(words, bold).runs)
    for key in keys:
        runs += [Run(", "), PageRun(page=key)]
    return Text(tuple(runs))


def pages_of(keys: Sequence[str]) -> Text:
    """The pages alone: « 12, 34 »."""
    runs: list[Run] = []
    for rank, key in enumerate(keys):
        runs += [Run(", ")] if rank else []
        runs.append(PageRun(page=key))
    return Text(tuple(runs))


def listed(entries: Iterable[Text], style: str = "bullet") -> list:
    """A list of texts that hold page numbers."""
    found = tuple(entries)
    return [Items(found, style)] if found else []


def _check_key(key: str) -> None:
    if not KEY.fullmatch(key):
        raise ValueError("A key is made of small letters, digits and dashes.")
