"""What may be uploaded: format, real content, size, no macro, no zip bomb.

Each refusal is one French sentence an editor can act on. The checks read the file's own
bytes: neither its name nor the browser's type is believed.
"""

import zipfile
from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError

from catalogue.text import file_size

MACRO_EXTENSIONS = {
    *("docm", "dotm", "xlsm", "xltm", "xlsb", "xlam"),
    *("pptm", "potm", "ppsm", "ppam", "sldm"),
}
# A member that proves what a zip-based document is.
ZIP_PROOF = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
# What the files of a record may be.
FORMATS = ("pdf", "docx", "odt", "xlsx", "ods", "pptx")
TEXTS = ("txt", "md")
# How other formats begin, under whatever name.
NOT_TEXT = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x7fELF",
    b"MZ",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8",
)
MAX_MEMBERS = 5_000
# Below this, even a very well compressed document harms nobody.
HARMLESS_BYTES = 5_000_000
MACRO_MEMBERS = ("vbaproject.bin", "basic/script-lc.xml", "basic/script-lb.xml")
MACRO_FOLDERS = ("basic/", "scripts/")
MACRO_TYPES = (b"macroEnabled", b"vbaProject")


def validate_upload(upload: BinaryIO, formats: tuple[str, ...] = FORMATS) -> str:
    """The real extension of an acceptable upload, one of `formats`.

    Raises `ValidationError` (French, one sentence) for anything else. Leaves the file
    rewound.
    """
    extension = PurePath(upload.name).suffix.lower().lstrip(".")
    _check_extension(extension, formats)
    _check_size(upload.size)
    upload.seek(0)
    if extension == "pdf":
        _check_pdf(upload)
    elif extension in TEXTS:
        _check_text(upload)
    else:
        _check_archive(upload, extension)
    upload.seek(0)
    return extension


def _check_extension(extension: str, formats: tuple[str, ...]) -> None:
    if extension in MACRO_EXTENSIONS:
        raise ValidationError(
            "Ce format peut contenir des macros : il est refusé. "
            "Enregistrez le document en DOCX, XLSX ou PPTX, puis réessayez."
        )
    if extension not in formats:
        raise ValidationError(
            f"Le format « {extension or 'sans extension'} » n’est pas accepté. "
            f"Formats acceptés : {', '.join(formats).upper()}."
        )


def _check_size(size: int) -> None:
    if size == 0:
        raise ValidationError("Ce fichier est vide (0 octet). Choisissez-en un autre.")
    if size > settings.RECORD_FILE_MAX_BYTES:
        raise ValidationError(
            f"Ce fichier pèse {file_size(size)} : le maximum est "
            f"{file_size(settings.RECORD_FILE_MAX_BYTES)}. Allégez-le (images) puis réessayez."
        )


def _check_pdf(upload: BinaryIO) -> None:
    if not upload.read(1024).lstrip().startswith(b"%PDF-"):
        raise ValidationError(
            "Ce fichier porte l’extension .pdf mais son contenu n’est pas un PDF."
        )


def _check_text(upload: BinaryIO) -> None:
    if upload.read(8).startswith(NOT_TEXT):
        raise ValidationError("Ce fichier n’est pas du texte : donnez-lui sa vraie extension.")


def _check_archive(upload: BinaryIO, extension: str) -> None:
    wrong = ValidationError(
        f"Ce fichier porte l’extension .{extension} mais son contenu n’est pas de ce format."
    )
    try:
        with zipfile.ZipFile(upload) as archive:
            members = archive.infolist()
            _check_bomb(members, upload.size)
            names = {member.filename.lower() for member in members}
            _check_macros(archive, names)
            if not _has_proof(archive, names, extension):
                raise wrong
    except ValidationError:
        raise
    except Exception as error:
        # A damaged archive makes the reader fail in many ways (zlib, struct, LZMA…).
        raise wrong from error


def _check_bomb(members: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(member.file_size for member in members)
    limit = max(HARMLESS_BYTES, size * settings.RECORD_FILE_MAX_RATIO)
    if len(members) > MAX_MEMBERS or unpacked > limit:
        raise ValidationError(
            "Ce fichier se déplie en un contenu démesuré : il est refusé par sécurité."
        )


def _check_macros(archive: zipfile.ZipFile, names: set[str]) -> None:
    content_types = b""
    if "[content_types].xml" in names:
        with archive.open("[Content_Types].xml") as member:
            content_types = member.read(200_000)
    declared = any(kind in content_types for kind in MACRO_TYPES)
    if declared or any(
        name.endswith(MACRO_MEMBERS) or name.startswith(MACRO_FOLDERS) for name in names
    ):
        raise ValidationError("Ce document contient des macros : retirez-les puis réessayez.")


def _has_proof(archive: zipfile.ZipFile, names: set[str], extension: str) -> bool:
    if extension in ("docx", "xlsx", "pptx"):
        return ZIP_PROOF[extension] in names
    if "mimetype" not in names:
        return False
    with archive.open("mimetype") as member:
        return member.read(100).decode("ascii", "replace").strip() == ZIP_PROOF[extension]
