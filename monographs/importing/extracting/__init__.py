"""Reading a file into blocks."""

from pathlib import Path

from monographs.importing.document import SourceDocument


def read_document(path: Path, name: str = "") -> SourceDocument:
    """The blocks of a file, in the order of reading.

    `name` is the file's name as the person knows it (the path's by default). Raises
    `ImportRefused` (one French sentence) when nothing can be read.
    """
    # The process that reads imports this package too, and starts without Django.
    from monographs.importing.extracting.apart import read_apart

    return read_apart(path, name or path.name)
