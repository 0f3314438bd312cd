"""Logos of structures: pictures made again by us, so that nothing else travels in them."""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageOps

from catalogue.text import file_size
from members.models import Structure

FORMATS = ("PNG", "JPEG", "WEBP")
SIDE = 600
MAX_BYTES = 2_000_000
# A picture of a phone; past that, unpacking it would cost too much memory.
MAX_PIXELS = 25_000_000
WRONG = "Ce fichier n’est pas une image PNG, JPEG ou WebP que nous sachions lire."


def cleaned(upload) -> ContentFile:
    """The picture as a PNG of at most `SIDE` pixels, without anything hidden in it.

    Raises `ValidationError` for anything else than a PNG, JPEG or WebP of a decent size: the
    bytes decide, neither the name nor the browser's type is believed.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(
            f"Cette image pèse {file_size(upload.size)} : le maximum est {file_size(MAX_BYTES)}."
        )
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError("Cette image est trop grande : réduisez-la, puis réessayez.")
            return ContentFile(_redrawn(picture), "logo.png")
    except ValidationError:
        raise
    except Exception as error:
        # A damaged picture makes the reader fail in many ways.
        raise ValidationError(WRONG) from error


def _redrawn(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE, SIDE))
    # A new picture holds the pixels, not the comments, profiles or places of the former one.
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    written = io.BytesIO()
    clean.save(written, "PNG", optimize=True)
    return written.getvalue()


def replace(structure: Structure, picture: ContentFile | None) -> None:
    """Put this logo in place of the former one (or nothing), whose file goes after the commit.

    The structure is saved by whoever calls.
    """
    former, storage = structure.logo.name, structure.logo.storage
    structure.logo = ""
    if picture is not None:
        structure.logo.save("logo.png", picture, save=False)
    if former:
        transaction.on_commit(lambda: storage.delete(former))
