"""Checking a file, then having it read by a process of its own (`__main__`).

That process is short of time and memory, and is given nothing of the site but the bytes.
"""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File

from catalogue.text import file_size
from catalogue.uploads import MACRO_EXTENSIONS, validate_upload
from monographs.importing.document import Block, ImportRefused, Nature, SourceDocument
from monographs.importing.extracting.collecting import BROKEN, TOO_SLOW

logger = logging.getLogger(__name__)

EXTENSIONS = ("pdf", "docx", "odt", "txt", "md")
SECONDS = 40
MEMORY_BYTES = 800_000_000
MAX_TEXT_BYTES = 8_000_000
READER = ("-X", "utf8", "-m", "monographs.importing.extracting")
LOCKED_OR_OLD = (
    "Ce document est protégé par un mot de passe, ou c’est un ancien document Word (.doc). "
    "Ouvrez-le, puis enregistrez-le au format DOCX, sans mot de passe."
)
_OLE = b"\xd0\xcf\x11\xe0"
# What else a file may be, by its first bytes.
_OTHERS = {
    b"%PDF-": "un PDF",
    b"PK\x03\x04": "un document Word, LibreOffice ou une archive",
    b"MZ": "un programme",
    b"\x7fELF": "un programme",
    _OLE: "un ancien document Word (.doc)",
    b"{\\rtf": "un document RTF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"<!doctype html": "une page web",
    b"<html": "une page web",
}


def read_apart(path: Path, name: str) -> SourceDocument:
    """See `read_document`."""
    extension = _checked(path, name)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, f"source.{extension}")
        shutil.copyfile(path, copy)
        answer = _answer(copy)
    if "refused" in answer:
        raise ImportRefused(answer["refused"])
    blocks = tuple(
        Block(**{**block, "nature": Nature(block["nature"])}) for block in answer["blocks"]
    )
    return SourceDocument(blocks, extension, answer["structured"], tuple(answer["remarks"]))


def _checked(path: Path, name: str) -> str:
    """The extension of a file whose content is what its name says. Raises `ImportRefused`."""
    extension = Path(name).suffix.lower().lstrip(".")
    if extension not in EXTENSIONS and extension not in MACRO_EXTENSIONS:
        raise ImportRefused(
            f"Le format « {extension or 'sans extension'} » n’est pas accepté. "
            "Formats acceptés : PDF, DOCX, ODT, TXT, MD."
        )
    with path.open("rb") as stream:
        beginning = stream.read(4096)
        if extension in ("txt", "md"):
            _check_text(beginning, path.stat().st_size, extension)
            return extension
        if extension == "docx" and beginning.startswith(_OLE):
            raise ImportRefused(LOCKED_OR_OLD)
        try:
            return validate_upload(File(stream, name=name))
        except ValidationError as error:
            raise ImportRefused(error.messages[0]) from error


def _check_text(beginning: bytes, size: int, extension: str) -> None:
    if not size:
        raise ImportRefused("Ce fichier est vide (0 octet). Choisissez-en un autre.")
    if size > MAX_TEXT_BYTES:
        raise ImportRefused(
            f"Ce texte pèse {file_size(size)} : le maximum est {file_size(MAX_TEXT_BYTES)}. "
            "Gardez seulement les pages de la fiche."
        )
    for mark, what in _OTHERS.items():
        if beginning.lstrip().lower().startswith(mark.lower()):
            raise ImportRefused(
                f"Ce fichier porte l’extension .{extension} mais son contenu est {what}. "
                "Déposez le document d’origine, avec sa vraie extension."
            )


def _answer(copy: Path) -> dict:
    """What the process left, or the sentence that says it could not."""
    command = [sys.executable, *READER, str(SECONDS), str(MEMORY_BYTES), str(copy)]
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter, fixed arguments)
            command,
            cwd=Path(__file__).parents[3],
            env={},
            capture_output=True,
            timeout=SECONDS + 5,
            check=False,
        )
        return json.loads(copy.with_suffix(".json").read_text("utf-8"))
    except subprocess.TimeoutExpired:
        return {"refused": TOO_SLOW}
    except (OSError, ValueError):
        # Killed by its limits (a signal), or a mistake of its own: where, never what it read.
        places = [
            line
            for line in done.stderr.decode("utf-8", "replace").splitlines()
            if line.startswith("  File")
        ]
        logger.warning("Lecture d’un fichier interrompue : %s", " ".join(places[-3:]))
        return {"refused": TOO_SLOW if done.returncode < 0 else BROKEN}
