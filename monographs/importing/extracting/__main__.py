"""Read one file in a limited process, and leave its blocks beside it.

    python -m monographs.importing.extracting SECONDS MEMORY FILE

`FILE.json` holds the blocks and the remarks, or the sentence of a refusal. A reader that
dies or hangs leaves nothing. Nothing here knows the database or the settings.
"""

import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from catalogue.filetext.keeping import Enough, Unreadable
from catalogue.filetext.limits import limit
from monographs.importing.document import ImportRefused
from monographs.importing.extracting import collecting
from monographs.importing.extracting.collecting import Collected

# Extension → module, imported for the file that needs it.
READERS = {
    "pdf": "pdf",
    "docx": "word",
    "odt": "opendocument",
    "txt": "plain",
    "md": "markdown",
}
MAX_WRITTEN = 30_000_000


def main(seconds: int, memory: int, path: Path) -> None:
    limit(seconds, memory, MAX_WRITTEN)
    try:
        answer = _answer(path, seconds)
    except (ImportRefused, Enough, Unreadable, MemoryError, RecursionError) as error:
        answer = {"refused": _sentence(error)}
    # In one step: an answer cut short by the limits never shows under its name.
    part = path.with_suffix(".part")
    part.write_text(json.dumps(answer), "utf-8")
    part.rename(path.with_suffix(".json"))


def _answer(path: Path, seconds: int) -> dict:
    found = Collected(seconds * 0.8)
    name = READERS[path.suffix.lstrip(".")]
    reader = import_module(f"monographs.importing.extracting.{name}")
    structured = reader.read(path, found)
    if not any(char.isalnum() for block in found.blocks for char in block.text):
        raise ImportRefused(collecting.EMPTY)
    found.remark_scattered()
    blocks = [
        {name: value for name, value in asdict(block).items() if value} for block in found.blocks
    ]
    return {"blocks": blocks, "structured": structured, "remarks": found.remarks}


def _sentence(error: Exception) -> str:
    if isinstance(error, ImportRefused):
        return str(error)
    return collecting.BROKEN if isinstance(error, Unreadable) else collecting.TOO_SLOW


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
