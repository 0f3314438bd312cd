"""Opening what somebody sends: size, then the reading itself, in a process with limits."""

import subprocess
import sys
import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from editorial.sheets.reading.found import EMPTY, TOO_HEAVY, Found, Refused

MAX_BYTES = 8_000_000
SECONDS = 25
MEMORY_BYTES = 900_000_000
READER = ("-X", "utf8", "-m", "editorial.sheets.reading")
TOO_BIG = (
    "Ce fichier pèse plus de 8\u00a0Mo. Retirez les images et les feuilles inutiles, ou coupez-le "
    "en plusieurs fichiers."
)


def opened(upload: UploadedFile) -> Found:
    """The rows of a spreadsheet. Raises `Refused`, with what to say to the person."""
    if upload.size > MAX_BYTES:
        raise Refused(TOO_BIG)
    with tempfile.TemporaryDirectory() as folder:
        path, result = Path(folder) / "fichier", Path(folder) / "lu.json"
        with path.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        found = _read(path, result)
    if found.refused:
        raise Refused(found.refused)
    if not found.rows:
        raise Refused(EMPTY)
    return found


def _read(path: Path, result: Path) -> Found:
    command = [sys.executable, *READER, str(SECONDS), str(MEMORY_BYTES), str(path), str(result)]
    try:
        subprocess.run(  # noqa: S603 (our own interpreter, fixed arguments)
            command,
            cwd=Path(__file__).parents[2],
            env={},
            capture_output=True,
            timeout=SECONDS + 5,
            check=True,
        )
        return Found.read(result)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        # Killed by a limit: whatever it was, it is no list of records.
        raise Refused(TOO_HEAVY) from error
