"""Read the text of each file named after the limits, each one in a process of its own.

    python -m catalogue.filetext SECONDS MEMORY FILE…

Beside each FILE that could be dealt with, `FILE.txt` holds its text (empty: none), or
`FILE.bad` says that it cannot be read. A reader that dies or hangs leaves neither. The
process starts once for all the files; one fork each keeps their failures apart.
"""

import os
import sys
from pathlib import Path

from catalogue.filetext import office, opendocument, pdf
from catalogue.filetext.keeping import Enough, Kept, Unreadable
from catalogue.filetext.limits import limit

READERS = {
    "pdf": pdf.read,
    "docx": office.read_docx,
    "xlsx": office.read_xlsx,
    "pptx": office.read_pptx,
    "odt": opendocument.read,
    "ods": opendocument.read,
}
# The longest text kept, in bytes, with room to spare.
MAX_WRITTEN = 4_000_000


def main(seconds: int, memory: int, paths: list[Path]) -> None:
    for path in paths:
        child = os.fork()
        if child == 0:
            try:
                limit(seconds, memory, MAX_WRITTEN)
                read(path, seconds)
            finally:
                # Never back into the loop, whatever was raised.
                os._exit(0)
        os.waitpid(child, 0)


def read(path: Path, seconds: int) -> None:
    """Write what the file says beside it. Past half of the time, what was read is kept."""
    kept = Kept(seconds / 2)
    readable = True
    try:
        READERS[path.suffix.lstrip(".")](path, kept)
    except Enough:
        pass
    except Unreadable:
        # What stands before a mistake still serves.
        readable = bool(kept.text)
    if readable:
        # In one step: a text cut short by the limits never shows under its name.
        part = path.with_suffix(".part")
        part.write_text(kept.text, "utf-8")
        part.rename(path.with_suffix(".txt"))
    else:
        path.with_suffix(".bad").touch()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
