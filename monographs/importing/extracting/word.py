"""DOCX files, read as a stream: styles, lists, tables, boxes, notes."""

import re
from dataclasses import dataclass
from pathlib import Path

from catalogue.filetext.keeping import Unreadable
from catalogue.filetext.packages import Package, Part, attribute
from monographs.importing.document import Nature
from monographs.importing.extracting.collecting import Collected
from monographs.importing.extracting.flow import Flow, Shape

# What was moved away or struck out, and the second writing of a drawing for old programs.
_SKIPPED = frozenset({"moveFrom", "del", "Fallback", "rPh", "instrText", "delText"})
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_HEADING_NAME = re.compile(r"(?:heading|titre|überschrift|título|titolo)\s*(\d)", re.IGNORECASE)
_ITEM_NAME = re.compile(r"list (?:bullet|number)\s*(\d?)|liste à (?:puces|numéros)", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


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


def read(path: Path, found: Collected) -> bool:
    """Blocks of a DOCX file; headers and footers are other parts, never read."""
    package = Package(path, found)
    styles, lists, notes = _Styles(), _Lists(), _Notes()
    for name, part in (
        ("word/styles.xml", styles),
        ("word/numbering.xml", lists),
        ("word/footnotes.xml", notes),
        ("word/endnotes.xml", notes),
    ):
        try:
            package.parse(name, part)
        except Unreadable:
            # A part aside that is broken does not lose the document.
            found.remark("Une partie du document (styles, listes ou notes) n’a pas pu être lue.")
    flow = Flow(found)
    body = _Body(flow, styles, lists, notes)
    package.parse("word/document.xml", body)
    flow.finish()
    if body.struck:
        found.remark("Des passages supprimés en suivi des modifications ont été laissés de côté.")
    if body.contents:
        found.remark("Le sommaire a été laissé de côté.")
    return flow.structured


def _on(attributes) -> bool:
    return attribute(attributes, "val").lower() not in _OFF


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


class _Styles(Part):
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
            style.outline = _number(value) + 1
        elif name == "numId":
            style.list_number = value
        elif name == "ilvl":
            style.list_level = _number(value)
        elif name == "b":
            style.bold = _on(attributes)
        elif name == "sz":
            style.size = _number(value) / 2

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


class _Lists(Part):
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
            self._level = _number(attribute(attributes, "ilvl"))
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


class _Notes(Part):
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


class _Body(Part):
    """The paragraphs of the document, sent to a flow."""

    def __init__(self, flow: Flow, styles: _Styles, lists: _Lists, notes: _Notes):
        self._flow, self._styles, self._lists, self._notes = flow, styles, lists, notes
        self._skipping = 0
        self.struck = self.contents = False
        self._paragraphs: list[dict] = []
        self._run: dict = {}
        self._holding = False
        self._called = 0

    def open_element(self, name: str, attributes) -> None:
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
            self.struck = self.struck or name == "del"
            return
        opener = getattr(self, f"_open_{name}", None)
        if opener:
            opener(attributes)
        elif name in _SIGNS and self._run.get("in"):
            self._say(_SIGNS[name])
        elif self._run.get("in"):
            self._read_letters(name, attributes)
        elif self._paragraphs:
            self._read_shape(name, attributes)

    def close_element(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        if name == "p" and self._paragraphs:
            self._end_paragraph()
        elif name == "r":
            self._run = {}
        elif name == "t":
            self._holding = False
        elif name == "tbl":
            self._flow.close_table()

    def add_text(self, text: str) -> None:
        if self._holding and not self._skipping:
            self._say(text)

    def _open_p(self, _attributes) -> None:
        self._paragraphs.append({"style": "", "list": None, "level": None, "outline": 0})
        self._flow.open_paragraph()

    def _open_r(self, _attributes) -> None:
        self._run = {"in": True}

    def _open_t(self, _attributes) -> None:
        self._holding = True

    def _open_br(self, attributes) -> None:
        if attribute(attributes, "type") == "page":
            self._next_page()
        else:
            self._say("\n")

    def _open_lastRenderedPageBreak(self, _attributes) -> None:
        self._next_page()

    def _open_tbl(self, _attributes) -> None:
        self._flow.open_table()

    def _open_tr(self, _attributes) -> None:
        self._flow.open_row()

    def _open_tc(self, _attributes) -> None:
        self._flow.open_cell()

    def _open_footnoteReference(self, attributes) -> None:
        self._call("footnote", attributes)

    def _open_endnoteReference(self, attributes) -> None:
        self._call("endnote", attributes)

    def _call(self, kind: str, attributes) -> None:
        text = self._notes.found.get(f"{kind}{attribute(attributes, 'id')}")
        if text:
            self._called += 1
            self._flow.note(str(self._called), text)

    def _next_page(self) -> None:
        self._flow.page = max(self._flow.page, 1) + 1

    def _read_letters(self, name: str, attributes) -> None:
        if name == "b":
            self._run["bold"] = _on(attributes)
        elif name == "sz":
            self._run["size"] = _number(attribute(attributes, "val")) / 2
        elif name == "rStyle":
            self._run["style"] = attribute(attributes, "val")
        elif name == "vanish":
            self._run["hidden"] = _on(attributes)

    def _read_shape(self, name: str, attributes) -> None:
        paragraph = self._paragraphs[-1]
        value = attribute(attributes, "val")
        if name == "pStyle":
            paragraph["style"] = value
        elif name == "numId":
            paragraph["list"] = value
        elif name == "ilvl":
            paragraph["level"] = _number(value)
        elif name == "outlineLvl":
            paragraph["outline"] = _number(value) + 1

    def _say(self, text: str) -> None:
        if self._run.get("hidden") or not self._paragraphs:
            return
        style = self._paragraphs[-1]["style"]
        bold = self._run.get("bold")
        if bold is None:
            bold = self._styles.bold(self._run.get("style", "")) or self._styles.bold(style)
        self._flow.text(text, bold, self._run.get("size") or self._styles.size(style))

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        key = paragraph["style"]
        if self._styles.is_contents(key):
            self.contents = True
            self._flow.drop_paragraph()
            return
        self._flow.shape(self._shape(paragraph))
        self._flow.close_paragraph()

    def _shape(self, paragraph: dict) -> Shape:
        key = paragraph["style"]
        outline = paragraph["outline"] if paragraph["outline"] < 10 else 0
        outline = outline or self._styles.outline(key)
        if outline:
            self._flow.structured = True
            return Shape(Nature.HEADING, min(outline, 6))
        number, level = paragraph["list"], paragraph["level"]
        for style in self._styles.chain(key):
            if number is None and style.list_number:
                number, level = style.list_number, level or style.list_level
        named = next((m for s in self._styles.chain(key) if (m := _ITEM_NAME.match(s.name))), None)
        if number in (None, "0") and not named:
            return Shape()
        deep = (level or 0) + 1
        if named and named[1] and deep == 1:
            deep = int(named[1])
        self._flow.structured = True
        return Shape(Nature.ITEM, deep, self._lists.number(number or "", level or 0))
