"""Pictures that people send: made again by us, so that nothing else travels in them."""

import io

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from catalogue.text import file_size

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 2_000_000
# A picture of a phone; past that, unpacking it would cost too much memory.
MAX_PIXELS = 25_000_000
WRONG = "Ce fichier n’est pas une image PNG, JPEG ou WebP que nous sachions lire."


def redrawn(upload, side: int) -> bytes:
    """The picture as a PNG of at most `side` pixels, its first image when it is animated.

    Raises `ValidationError` for anything else than a PNG, JPEG or WebP of a decent size: the
    bytes decide, neither the name nor the browser's type is believed.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(
            f"Cette image pèse {file_size(upload.size)} : le maximum est {file_size(MAX_BYTES)}."
        )
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError("Cette image est trop grande : réduisez-la, puis réessayez.")
            return _redrawn(picture, side)
    except ValidationError:
        raise
    except Exception as error:
        # A damaged picture makes the reader fail in many ways.
        raise ValidationError(WRONG) from error


def _redrawn(picture: Image.Image, side: int) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((side, side))
    # A new picture holds the pixels, not the comments, profiles or places of the former one.
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    written = io.BytesIO()
    clean.save(written, "PNG", optimize=True)
    return written.getvalue()
