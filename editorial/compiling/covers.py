"""The cover of a recueil; its pictures are opened, bounded and written again."""

import datetime
import io

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from editorial.compiling.models import Compilation
from exports.books.model import Cover, Picture
from exports.composing import said

INTERNAL = "Usage interne\u00a0: contient des fiches réservées"
# Pixels: more would weigh without showing on A4; a larger file is not opened at all.
WIDEST, LARGEST = 1800, 60_000_000
KNOWN = ("JPEG", "PNG", "WEBP")


def cover_of(compilation: Compilation, day: datetime.date, *, is_internal: bool) -> Cover:
    return Cover(
        title=_line(compilation.title) or "Recueil",
        subtitle=_line(compilation.subtitle),
        network=_line(compilation.network) or settings.WAGTAIL_SITE_NAME,
        date=day,
        colour=compilation.colour,
        shape=compilation.shape,
        picture=picture_of(compilation.picture, "JPEG"),
        logo=picture_of(compilation.logo, "PNG"),
        notice=INTERNAL if is_internal else "",
    )


def _line(text: str) -> str:
    return said(text).plain.replace("\n", " ").strip()


def picture_of(image, written: str) -> Picture | None:
    """The picture written again as JPEG or PNG; none when it is missing, huge or no picture."""
    if image is None:
        return None
    try:
        with image.file.storage.open(image.file.name, "rb") as stored:
            data = _again(stored.read(), written)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, UnidentifiedImageError):
        return None
    mime = "image/jpeg" if written == "JPEG" else "image/png"
    return Picture(data, mime, _line(image.description or image.title))


def _again(data: bytes, written: str) -> bytes:
    with Image.open(io.BytesIO(data), formats=KNOWN) as opened:
        if opened.width * opened.height > LARGEST:
            raise ValueError("Too many pixels.")
        picture = ImageOps.exif_transpose(opened).convert("RGB" if written == "JPEG" else "RGBA")
    picture.thumbnail((WIDEST, WIDEST))
    target = io.BytesIO()
    picture.save(target, written, **({"quality": 82} if written == "JPEG" else {}))
    return target.getvalue()
