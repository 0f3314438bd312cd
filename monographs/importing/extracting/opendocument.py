"""ODT files, read as a stream: styles, lists, tables, boxes, notes."""

from dataclasses import dataclass
from pathlib import Path

from catalogue.filetext.keeping import Unreadable
from catalogue.filetext.packages import Package, Part, attribute
from monographs.importing.document import ImportRefused, Nature
from monographs.importing.extracting.collecting import Collected
from monographs.importing.extracting.flow import Flow, Shape

LOCKED = (
    "Ce document est protégé par un mot de passe : il n’a pas pu être lu. "
    "Enregistrez-le sans mot de passe avant de le déposer."
)
# What was deleted, remarks between authors, pictures, forms, contents.
_SKIPPED = frozenset(
    "tracked-changes annotation annotation-end binary-data scripts forms table-of-content "
    "alphabetical-index bibliography title desc".split()
)
_SIGNS = {"tab": " ", "line-break": "\n"}


@dataclass
class Style:
    """A style of paragraph or of letters; 0 and None when it says nothing."""

    parent: str = ""
    bold: bool | None = None
    size: float = 0
    outline: int = 0


def read(path: Path, found: Collected) -> bool:
    """Blocks of an ODT file; headers and footers stand with the styles, never read."""
    package = Package(path, found)
    styles = _Styles()
    try:
        package.parse("META-INF/manifest.xml", _Manifest())
        package.parse("styles.xml", styles)
    except Unreadable:
        found.remark("Les styles du document n’ont pas pu être lus.")
    flow = Flow(found)
    body = _Body(flow, styles)
    package.parse("content.xml", body)
    flow.finish()
    if body.contents:
        found.remark("Le sommaire a été laissé de côté.")
    if body.struck:
        found.remark("Des passages supprimés en suivi des modifications ont été laissés de côté.")
    return flow.structured


class _Manifest(Part):
    """The list of the parts, that says which are locked."""

    def open_element(self, name: str, _attributes) -> None:
        if name == "encryption-data":
            raise ImportRefused(LOCKED)


class _Styles(Part):
    """Styles by their names; for lists, which levels are numbered."""

    def __init__(self):
        self.found: dict[str, Style] = {}
        self.numbered: set[tuple[str, int]] = set()
        self._style: Style | None = None
        self._list = ""

    def open_element(self, name: str, attributes) -> None:
        if name in ("style", "default-style"):
            self._style = Style(attribute(attributes, "parent-style-name"))
            outline = attribute(attributes, "default-outline-level")
            self._style.outline = int(outline) if outline.isdecimal() else 0
            if name == "style" or attribute(attributes, "family") == "paragraph":
                self.found[attribute(attributes, "name") or ""] = self._style
        elif name == "list-style":
            self._list = attribute(attributes, "name")
        elif name == "list-level-style-number" and attribute(attributes, "num-format"):
            level = attribute(attributes, "level")
            self.numbered.add((self._list, int(level) if level.isdecimal() else 1))
        elif name == "text-properties" and self._style is not None:
            self._read(self._style, attributes)

    def close_element(self, name: str) -> None:
        if name in ("style", "default-style"):
            self._style = None

    @staticmethod
    def _read(style: Style, attributes) -> None:
        weight = attribute(attributes, "font-weight")
        if weight:
            style.bold = weight in ("bold", "600", "700", "800", "900")
        size = attribute(attributes, "font-size").removesuffix("pt")
        if size.replace(".", "", 1).isdecimal() and len(size) < 8:
            style.size = float(size)

    def chain(self, name: str) -> list[Style]:
        """A style, then those that it is based on."""
        chain: list[Style] = []
        while name in self.found and self.found[name] not in chain and len(chain) < 12:
            chain.append(self.found[name])
            name = chain[-1].parent
        return chain

    def bold(self, name: str) -> bool | None:
        return next((one.bold for one in self.chain(name) if one.bold is not None), None)

    def size(self, name: str) -> float:
        return next((one.size for one in self.chain(name) if one.size), 0)

    def outline(self, name: str) -> int:
        if name in ("Title", "Titre"):
            return 1
        return next((one.outline for one in self.chain(name) if one.outline), 0)


class _Body(Part):
    """The paragraphs of the document, sent to a flow; its own styles are read first."""

    def __init__(self, flow: Flow, styles: _Styles):
        self._flow, self._styles = flow, styles
        self._skipping = 0
        self.contents = self.struck = False
        self._styling = False
        # Names of the styles of the letters around, from the paragraph inwards.
        self._letters: list[str] = []
        self._paragraphs: list[str] = []
        self._lists: list[tuple[str, int]] = []
        self._fresh = False
        self._note: list[str] | None = None
        self._citation: list[str] | None = None

    def open_element(self, name: str, attributes) -> None:
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
            self.contents = self.contents or name == "table-of-content"
            self.struck = self.struck or name == "tracked-changes"
            return
        if name in ("automatic-styles", "styles"):
            self._styling = True
        if self._styling:
            self._styles.open_element(name, attributes)
            return
        opener = getattr(self, f"_open_{name.replace('-', '_')}", None)
        if opener:
            opener(attributes)
        elif name in _SIGNS:
            self.add_text(_SIGNS[name])

    def close_element(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        if self._styling:
            self._styles.close_element(name)
            self._styling = name not in ("automatic-styles", "styles")
            return
        closer = getattr(self, f"_close_{name.replace('-', '_')}", None)
        if closer:
            closer()

    def add_text(self, text: str) -> None:
        if self._skipping or self._styling:
            return
        if self._citation is not None:
            self._citation.append(text)
        elif self._note is not None:
            self._note.append(text)
        elif self._paragraphs:
            self._say(text)

    def _say(self, text: str) -> None:
        # Spaces and ends of lines of the XML are one space; a break asked for stays.
        text = text if text == "\n" else " ".join(text.split(" ")).replace("\n", " ")
        names = [*reversed(self._letters), self._paragraphs[-1]]
        bold = next((found for name in names if (found := self._styles.bold(name)) is not None), 0)
        size = next((found for name in names if (found := self._styles.size(name))), 0)
        self._flow.text(text, bool(bold), size or self._styles.size(""))

    def _open_p(self, attributes, heading: int = 0) -> None:
        if self._note is not None:
            self._note.append(" ")
            return
        name = attribute(attributes, "style-name")
        self._paragraphs.append(name)
        self._flow.open_paragraph(self._shape(name, heading))
        self._fresh = False

    def _open_h(self, attributes) -> None:
        level = attribute(attributes, "outline-level")
        self._open_p(attributes, int(level) if level.isdecimal() else 1)

    def _close_p(self) -> None:
        if self._note is None and self._paragraphs:
            self._paragraphs.pop()
            self._flow.close_paragraph()

    _close_h = _close_p

    def _shape(self, name: str, heading: int) -> Shape:
        level = heading or self._styles.outline(name)
        if level:
            self._flow.structured = True
            return Shape(Nature.HEADING, min(max(level, 1), 6))
        if not self._lists or not self._fresh:
            return Shape()
        self._flow.structured = True
        style, count = self._lists[-1]
        deep = len(self._lists)
        numbered = (style, deep) in self._styles.numbered
        return Shape(Nature.ITEM, deep, f"{count}." if numbered else "")

    def _open_span(self, attributes) -> None:
        self._letters.append(attribute(attributes, "style-name"))

    def _close_span(self) -> None:
        if self._letters:
            self._letters.pop()

    def _open_s(self, _attributes) -> None:
        self.add_text(" ")

    def _open_soft_page_break(self, _attributes) -> None:
        self._flow.page = max(self._flow.page, 1) + 1

    def _open_list(self, attributes) -> None:
        name = attribute(attributes, "style-name")
        if not name and self._lists:
            name = self._lists[-1][0]
        self._lists.append((name, 0))

    def _close_list(self) -> None:
        if self._lists:
            self._lists.pop()

    def _open_list_item(self, _attributes) -> None:
        if self._lists:
            name, count = self._lists[-1]
            self._lists[-1] = (name, count + 1)
            self._fresh = True

    def _open_table(self, _attributes) -> None:
        self._flow.open_table()

    def _close_table(self) -> None:
        self._flow.close_table()

    def _open_table_row(self, _attributes) -> None:
        self._flow.open_row()

    def _open_table_cell(self, _attributes) -> None:
        self._flow.open_cell()

    def _open_covered_table_cell(self, _attributes) -> None:
        self._flow.open_cell()

    def _open_note(self, _attributes) -> None:
        self._note = []

    def _open_note_citation(self, _attributes) -> None:
        self._citation = []

    def _close_note_citation(self) -> None:
        self._number = "".join(self._citation or ()).strip()
        self._citation = None

    def _close_note(self) -> None:
        text = " ".join("".join(self._note or ()).split())
        self._note = None
        self._flow.note(getattr(self, "_number", "") or "1", text)
