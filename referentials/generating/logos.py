"""The logo of a structure: read once, printed, kept nowhere."""

import io

from django.core.exceptions import ValidationError
from PIL import Image

from catalogue.pictures import redrawn
from exports.blocks import Picture

SIDE = 700
# What it may take of the first page, in millimetres.
WIDTH, HEIGHT = 70, 24
# Thinner than this, it is no logo but a line.
MOST_STRETCHED = 20
HELP = "PNG, JPEG ou WebP, 2\u00a0Mo au plus. Il est imprimé, et n’est gardé nulle part."


def picture_of(upload) -> Picture:
    """The picture to print; raises `ValidationError` for what is no picture, in French."""
    data = redrawn(upload, SIDE)
    with Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
    if max(width, height) > MOST_STRETCHED * min(width, height):
        raise ValidationError("Cette image est trop étirée pour servir de logo.")
    scale = min(WIDTH / width, HEIGHT / height)
    return Picture(data, "Logo de la structure", width * scale, height * scale)
