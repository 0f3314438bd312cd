"""Text of files, for the search: read apart, kept with the file.

Parsers of documents are fed with strangers' files: they run in `catalogue/filetext`, a
process short of memory and time that is given nothing of the site but the bytes.
"""

import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue.models import RecordFile, TextState
from catalogue.signals import content_changed

# For each file.
SECONDS = 20
MEMORY_BYTES = 800_000_000
# Files read by one process: its start is paid once.
BATCH = 20
READER = ("-X", "utf8", "-m", "catalogue.filetext")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileText:
    """What was found in a file."""

    state: TextState
    text: str = ""


def waiting_files():
    """Current files whose text nobody read yet."""
    return RecordFile.objects.current().filter(text_state=TextState.WAITING)


def read_and_keep(items: Iterable[RecordFile], progress: Callable[[], None] = lambda: None) -> None:
    """Read the text of these files and store it with them. Never raises for a bad file.

    A file whose bytes the storage does not give stays to be read.
    """
    items = list(items)
    for start in range(0, len(items), BATCH):
        batch = items[start : start + BATCH]
        with tempfile.TemporaryDirectory() as folder:
            copies = {item: copy for item in batch if (copy := _copied(item, Path(folder)))}
            found = read_texts(list(copies.values()))
        for item, read in zip(copies, found, strict=True):
            _keep(item, read)
        if copies:
            content_changed.send(RecordFile, keys=[item.pk for item in copies])
        for _item in batch:
            progress()


def read_texts(paths: Sequence[Path]) -> list[FileText]:
    """The text of each file, told by its extension. Leaves remains beside the files."""
    if not paths:
        return []
    command = [sys.executable, *READER, str(SECONDS), str(MEMORY_BYTES), *map(str, paths)]
    try:
        subprocess.run(  # noqa: S603 (our own interpreter, fixed arguments)
            command,
            cwd=Path(__file__).parents[1],
            env={},
            capture_output=True,
            # Each file is stopped by the process itself; this is for the process.
            timeout=SECONDS * (len(paths) + 1),
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        logger.warning("Lecture de fichiers interrompue : %s", error)
    return [_result(path) for path in paths]


def _copied(item: RecordFile, folder: Path) -> Path | None:
    copy = folder / f"{item.pk}.{item.extension}"
    try:
        with item.file.open("rb") as stored, copy.open("wb") as target:
            shutil.copyfileobj(stored, target)
    # Each storage has errors of its own.
    except Exception:
        logger.exception("Le fichier %s manque dans le stockage.", item.pk)
        return None
    return copy


def _result(path: Path) -> FileText:
    """What the reader left; nothing at all when it was stopped."""
    try:
        text = path.with_suffix(".txt").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return FileText(TextState.UNREADABLE)
    return FileText(TextState.READ, text) if text else FileText(TextState.NONE)


def _keep(item: RecordFile, found: FileText) -> None:
    RecordFile.objects.filter(pk=item.pk).update(text=found.text, text_state=found.state)
