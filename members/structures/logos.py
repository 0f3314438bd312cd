"""Logos of structures: pictures made again by us, so that nothing else travels in them."""

from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from catalogue.pictures import redrawn
from members.models import Structure
from referentials.generating.logos import OwnLogo

SIDE = 600


def cleaned(upload) -> ContentFile:
    """The picture as a PNG of at most `SIDE` pixels, without anything hidden in it.

    Raises `ValidationError` for anything else than a PNG, JPEG or WebP of a decent size.
    """
    return ContentFile(redrawn(upload, SIDE), "logo.png")


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


def logos_of(user) -> list[OwnLogo]:
    """The logos of the structures that this person belongs to."""
    open_ones = Structure.objects.filter(is_active=True, memberships__user=user)
    mine = open_ones.exclude(logo="").order_by("name")
    return [OwnLogo(each.slug, each.name, partial(_bytes_of, each)) for each in mine.distinct()]


def _bytes_of(structure: Structure) -> bytes:
    with structure.logo.open("rb") as stored:
        return stored.read()
