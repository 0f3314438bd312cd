"""Text of DOCX, XLSX and PPTX."""

from pathlib import Path
from posixpath import basename, join, normpath

from catalogue.filetext.keeping import Kept, Unreadable
from catalogue.filetext.packages import Package, Part, attribute
from catalogue.filetext.paragraphs import Paragraphs

# What was moved away, and the second writing of a drawing for old programs.
_SKIPPED = frozenset({"moveFrom", "del", "Fallback", "fld", "rPh"})
_RUNS = {
    "holders": frozenset({"t"}),
    "breaks": frozenset({"p", "si", "is"}),
    "signs": {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"},
    "skipped": _SKIPPED,
}
_DIAGRAMS = r"{}/diagrams/data\d*\.xml"


def read_docx(path: Path, kept: Kept) -> None:
    """Body, diagrams, then notes."""
    package = Package(path, kept)
    _read(package, kept, "word/document.xml", needed=True)
    for name in package.names(_DIAGRAMS.format("word")):
        _read(package, kept, name)
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        _read(package, kept, name)


def read_xlsx(path: Path, kept: Kept) -> None:
    """Names of the sheets, then the texts of the cells; numbers tell a reader nothing."""
    package = Package(path, kept)
    _read(package, kept, "xl/workbook.xml", needed=True, titles={"sheet": "name"})
    _read(package, kept, "xl/sharedStrings.xml")
    for name in package.names(r"xl/worksheets/[^/]+\.xml"):
        _read(package, kept, name)


def read_pptx(path: Path, kept: Kept) -> None:
    """Slides in the order they are shown, each with its diagrams and its notes."""
    package = Package(path, kept)
    for slide in _slides(package):
        _read(package, kept, slide, needed=True)
        related = _related(package, slide)
        for kind in ("diagramData", "notesSlide"):
            for name in related.get(kind, {}).values():
                _read(package, kept, name)


def _read(package: Package, kept: Kept, name: str, needed: bool = False, titles=None) -> None:
    """Read one part. A part aside that is broken does not lose the document."""
    try:
        package.parse(name, Paragraphs(kept, **_RUNS, titles=titles))
    except Unreadable:
        if needed:
            raise


def _slides(package: Package) -> list[str]:
    """Parts of the slides, in the order of the show; by number when it cannot be told."""
    numbered = package.names(r"ppt/slides/[^/]+\.xml")
    order = _Order()
    try:
        package.parse("ppt/presentation.xml", order)
        slides = _related(package, "ppt/presentation.xml").get("slide", {})
    except Unreadable:
        return numbered
    shown = [slides[key] for key in order.keys if key in slides]
    return list(dict.fromkeys(name for name in shown if name in numbered)) or numbered


def _related(package: Package, name: str) -> dict[str, dict[str, str]]:
    """Kind → identifier → part, for the parts that this one names."""
    folder = name.rpartition("/")[0]
    relations = _Relations(folder)
    try:
        package.parse(f"{folder}/_rels/{basename(name)}.rels", relations)
    except Unreadable:
        return {}
    return relations.found


class _Order(Part):
    """Identifiers of the slides in the order of the show."""

    def __init__(self):
        self.keys: list[str] = []

    def open_element(self, name: str, attributes) -> None:
        if name == "sldId":
            # `id` without namespace is a number that says nothing.
            named = {key: value for key, value in attributes.items() if key != "id"}
            self.keys.append(attribute(named, "id"))


class _Relations(Part):
    def __init__(self, folder: str):
        self.folder = folder
        self.found: dict[str, dict[str, str]] = {}

    def open_element(self, name: str, attributes) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = normpath(join("/", self.folder, attributes.get("Target", ""))).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found.setdefault(kind, {})[attributes.get("Id", "")] = target
