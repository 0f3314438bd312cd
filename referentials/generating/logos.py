"""The logo of a structure: read once, printed, kept nowhere."""

import io
from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class OwnLogo:
    """A logo that a reader may print without sending it: their structure left it with us."""

    key: str
    label: str
    read: Callable[[], bytes]


_sources: list[Callable[[object], list[OwnLogo]]] = []


def register_logos(source: Callable[[object], list[OwnLogo]]) -> None:
    """Rooms above say which logos are those of a reader; from `AppConfig.ready`."""
    _sources.append(source)


def own_logos(user) -> list[OwnLogo]:
    """The logos of this reader's structures; none for a visitor without an account."""
    if not user.is_authenticated:
        return []
    return [logo for source in _sources for logo in source(user)]


def own_logo(user, key: str) -> Picture | None:
    """One of them to print; nothing for another's, or for a file that is lost."""
    found = next((logo for logo in own_logos(user) if key and logo.key == key), None)
    if found is None:
        return None
    try:
        return _printed(found.read())
    except FileNotFoundError:
        return None


def picture_of(upload) -> Picture:
    """The picture to print; raises `ValidationError` for what is no picture, in French."""
    return _printed(redrawn(upload, SIDE))


def _printed(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
    if max(width, height) > MOST_STRETCHED * min(width, height):
        raise ValidationError("Cette image est trop étirée pour servir de logo.")
    scale = min(WIDTH / width, HEIGHT / height)
    return Picture(data, "Logo de la structure", width * scale, height * scale)
