"""DOCX files, read as a stream: styles, lists, tables, boxes, notes."""

import re
from pathlib import Path

from catalogue.filetext.keeping import Unreadable
from catalogue.filetext.packages import Package, Part, attribute
from monographs.importing.document import Nature
from monographs.importing.extracting.collecting import Collected
from monographs.importing.extracting.flow import Flow, Shape
from monographs.importing.extracting.word_parts import Lists, Notes, Styles, on, whole

# What was moved away or struck out, and the second writing of a drawing for old programs.
_SKIPPED = frozenset({"moveFrom", "del", "Fallback", "rPh", "instrText", "delText"})
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_ITEM_NAME = re.compile(r"list (?:bullet|number)\s*(\d?)|liste à (?:puces|numéros)", re.IGNORECASE)


def read(path: Path, found: Collected) -> bool:
    """Blocks of a DOCX file; headers and footers are other parts, never read."""
    package = Package(path, found)
    styles, lists, notes = Styles(), Lists(), Notes()
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


class _Body(Part):
    """The paragraphs of the document, sent to a flow."""

    def __init__(self, flow: Flow, styles: Styles, lists: Lists, notes: Notes):
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
            self._run["bold"] = on(attributes)
        elif name == "sz":
            self._run["size"] = whole(attribute(attributes, "val")) / 2
        elif name == "rStyle":
            self._run["style"] = attribute(attributes, "val")
        elif name == "vanish":
            self._run["hidden"] = on(attributes)

    def _read_shape(self, name: str, attributes) -> None:
        paragraph = self._paragraphs[-1]
        value = attribute(attributes, "val")
        if name == "pStyle":
            paragraph["style"] = value
        elif name == "numId":
            paragraph["list"] = value
        elif name == "ilvl":
            paragraph["level"] = whole(value)
        elif name == "outlineLvl":
            paragraph["outline"] = whole(value) + 1

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
