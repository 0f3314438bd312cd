"""Text of ODT and ODS."""

from pathlib import Path

from catalogue.filetext.keeping import Kept
from catalogue.filetext.packages import Package
from catalogue.filetext.paragraphs import Paragraphs


def read(path: Path, kept: Kept) -> None:
    """Paragraphs, headings, cells, notes and names of sheets, in their order."""
    # What was deleted, remarks between authors, numbers of notes, pictures, forms, and what
    # the software says of a wrong entry.
    skipped = (
        "tracked-changes annotation note-citation binary-data scripts forms content-validations"
    )
    content = Paragraphs(
        kept,
        holders=frozenset({"p", "h"}),
        breaks=frozenset({"p", "h", "title", "desc"}),
        signs={"s": " ", "tab": " ", "line-break": " "},
        skipped=frozenset(skipped.split()),
        # In a text, the names of tables are the software's own (« Tableau1 »).
        titles={"table": "name"} if path.suffix == ".ods" else {},
    )
    Package(path, kept).parse("content.xml", content)
