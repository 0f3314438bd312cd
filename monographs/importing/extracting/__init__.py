"""Reading a file into blocks."""

from pathlib import Path

from monographs.importing.document import ImportRefused, SourceDocument
from monographs.importing.extracting import plain

READERS = {"txt": plain.read, "md": plain.read}


def read_document(path: Path, name: str = "") -> SourceDocument:
    """The blocks of a file, in the order of reading.

    `name` is the file's name as the person knows it (the path's by default). Raises
    `ImportRefused` (one French sentence) when nothing can be read.
    """
    extension = Path(name or path.name).suffix.lower().lstrip(".")
    reader = READERS.get(extension)
    if reader is None:
        raise ImportRefused(
            f"Le format « {extension or 'sans extension'} » n’est pas accepté. "
            "Formats acceptés : PDF, DOCX, ODT, TXT, MD."
        )
    return reader(path, extension)
