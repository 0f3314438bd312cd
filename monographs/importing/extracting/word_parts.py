"""Styles, lists and notes of a DOCX file: what its paragraphs refer to."""

import re
from dataclasses import dataclass

from catalogue.filetext.packages import Part, attribute

_OFF = ("0", "false", "off", "none")
_HEADING_NAME = re.compile(r"(?:heading|titre|überschrift|título|titolo)\s*(\d)", re.IGNORECASE)


@dataclass
class Style:
    """A style of paragraph or of letters."""

    name: str = ""
    parent: str = ""
    outline: int = 0
    list_number: str = ""
    list_level: int = 0
    bold: bool | None = None
    size: float = 0


def on(attributes) -> bool:
    """Whether a property of letters is set: it is, unless it says otherwise."""
    return attribute(attributes, "val").lower() not in _OFF


def whole(text: str) -> int:
    """A number written in an attribute; 0 when it is none."""
    return int(text) if text.isdecimal() and len(text) < 6 else 0


class Styles(Part):
    """Styles by their identifiers; the size of the document under the empty one."""

    def __init__(self):
        self.found: dict[str, Style] = {"": Style()}
        self._style: Style | None = None
        self._default = ""

    def open_element(self, name: str, attributes) -> None:
        if name == "docDefaults":
            self._style = self.found[""]
        elif name == "style":
            self._style = Style()
            self.found[attribute(attributes, "styleId")] = self._style
        elif self._style is not None:
            self._read(self._style, name, attributes)

    def close_element(self, name: str) -> None:
        if name in ("style", "docDefaults"):
            self._style = None

    def _read(self, style: Style, name: str, attributes) -> None:
        value = attribute(attributes, "val")
        if name == "name":
            style.name = value
        elif name == "basedOn":
            style.parent = value
        elif name == "outlineLvl":
            style.outline = whole(value) + 1
        elif name == "numId":
            style.list_number = value
        elif name == "ilvl":
            style.list_level = whole(value)
        elif name == "b":
            style.bold = on(attributes)
        elif name == "sz":
            style.size = whole(value) / 2

    def chain(self, key: str) -> list[Style]:
        """A style, then those that it is based on."""
        chain: list[Style] = []
        while key in self.found and self.found[key] not in chain and len(chain) < 12:
            chain.append(self.found[key])
            key = chain[-1].parent
        return chain

    def outline(self, key: str) -> int:
        """The level of a heading; 0 for the rest."""
        for style in self.chain(key):
            if name := _HEADING_NAME.match(style.name):
                return int(name[1]) or 1
            if style.name.lower() in ("title", "titre"):
                return 1
            if 0 < style.outline < 10:
                return style.outline
        return 0

    def is_contents(self, key: str) -> bool:
        return any(re.match(r"(toc|tm) ?\d", style.name.lower()) for style in self.chain(key)[:1])

    def bold(self, key: str) -> bool:
        return next((bool(one.bold) for one in self.chain(key) if one.bold is not None), False)

    def size(self, key: str) -> float:
        return next((one.size for one in self.chain(key) if one.size), self.found[""].size)


class Lists(Part):
    """For each list and level: whether it is numbered, and how."""

    def __init__(self):
        self._kinds: dict[tuple[str, int], str] = {}
        self._abstract: dict[str, str] = {}
        self._list = self._kept = ""
        self._level = 0
        self._counts: dict[tuple[str, int], int] = {}

    def open_element(self, name: str, attributes) -> None:
        if name == "abstractNum":
            self._list = attribute(attributes, "abstractNumId")
        elif name == "lvl":
            self._level = whole(attribute(attributes, "ilvl"))
        elif name == "numFmt" and self._list:
            self._kinds[self._list, self._level] = attribute(attributes, "val")
        elif name == "num":
            self._kept, self._list = attribute(attributes, "numId"), ""
        elif name == "abstractNumId" and self._kept:
            self._abstract[self._kept] = attribute(attributes, "val")

    def number(self, key: str, level: int) -> str:
        """The number of the next item of a list; empty for bullets."""
        kind = self._kinds.get((self._abstract.get(key, ""), level), "bullet")
        if kind in ("bullet", "none"):
            return ""
        count = self._counts[key, level] = self._counts.get((key, level), 0) + 1
        for deeper in [place for place in self._counts if place[0] == key and place[1] > level]:
            del self._counts[deeper]
        if kind in ("lowerLetter", "upperLetter") and count < 27:
            return f"{chr(96 + count)}."
        return f"{count}."


class Notes(Part):
    """Texts of the notes, by kind and identifier."""

    def __init__(self):
        self.found: dict[str, str] = {}
        self._key = ""
        self._pieces: list[str] = []
        self._holding = False

    def open_element(self, name: str, attributes) -> None:
        if name in ("footnote", "endnote"):
            kind = attribute(attributes, "type")
            self._key = "" if kind else f"{name}{attribute(attributes, 'id')}"
            self._pieces = []
        elif name == "p" and self._pieces:
            self._pieces.append(" ")
        self._holding = name == "t"

    def add_text(self, text: str) -> None:
        if self._holding and self._key:
            self._pieces.append(text)

    def close_element(self, name: str) -> None:
        self._holding = False
        if name in ("footnote", "endnote") and self._key:
            self.found[self._key] = "".join(self._pieces).strip()
