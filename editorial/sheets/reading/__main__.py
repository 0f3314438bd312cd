"""Read one file, with limits.

    python -m editorial.sheets.reading SECONDS MEMORY FILE RESULT

Leaves in RESULT what was found, or the reason of a refusal. Killed by a limit, it leaves
nothing.
"""

import sys
import zipfile
from pathlib import Path

from catalogue.filetext.keeping import Enough, Kept, Unreadable
from catalogue.filetext.limits import limit
from editorial.sheets.reading import delimited, ods, xlsx
from editorial.sheets.reading.found import DAMAGED, LOCKED, TOO_HEAVY, Found, Refused

# What the first bytes say (compound files of Microsoft: locked, or before 2007).
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_EXCEL = (
    "Ce fichier est au vieux format Excel (.xls). Ouvrez-le, enregistrez-le au format .xlsx, puis "
    "renvoyez-le."
)
NO_SHEET = delimited.NOT_TEXT
# Room for the result: refused before it is cut.
MAX_WRITTEN = 150_000_000


def read(path: Path, seconds: float) -> Found:
    """What the file holds, told by its bytes and not by its name. Raises `Refused`."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(COMPOUND):
        # Names inside these files are written in UTF-16.
        is_locked = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
        raise Refused(LOCKED if is_locked else OLD_EXCEL)
    if not start.startswith(b"PK"):
        return delimited.read(path)
    try:
        return _packaged(path, Kept(seconds))
    except Unreadable as error:
        raise Refused(DAMAGED) from error
    except Enough as error:
        raise Refused(TOO_HEAVY) from error


def _packaged(path: Path, kept: Kept) -> Found:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except Exception as error:
        raise Refused(DAMAGED) from error
    if "xl/workbook.xml" in names:
        return xlsx.read(path, kept)
    if "content.xml" in names and _is_ods(path):
        return ods.read(path, kept)
    raise Refused(NO_SHEET)


def _is_ods(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        if "mimetype" not in archive.namelist():
            return False
        with archive.open("mimetype") as kind:
            return kind.read(200).startswith(b"application/vnd.oasis.opendocument.spreadsheet")


def main(seconds: int, memory: int, path: Path, result: Path) -> None:
    limit(seconds, memory, MAX_WRITTEN)
    try:
        found = read(path, seconds * 0.8)
    except Refused as error:
        found = Found(refused=str(error))
    found.write(result)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
