"""What a recueil will hold, before it is made: contents, pages more or less, warnings."""

from django.utils.safestring import mark_safe

from editorial.compiling.estimating import estimate
from editorial.compiling.models import Compilation
from editorial.compiling.producing import FORMS
from editorial.compiling.standing import standing_of
from exports.books.covers import cover_svg


def preview(compilation: Compilation, user) -> dict:
    standing = standing_of(compilation, user)
    return {
        "standing": standing,
        "pages": estimate(standing),
        "warned": [place for place in standing.printed if place.warning],
        "without_licence": [place for place in standing.printed if not place.has_licence],
        "reserved": [place for place in standing.printed if place.is_reserved],
        "forms": FORMS.items(),
        "art": art_of(compilation),
    }


def art_of(compilation: Compilation):
    """The drawing of the cover, for a page of the site."""
    drawn = cover_svg(compilation.colour, compilation.shape).decode()
    return mark_safe(drawn)  # noqa: S308 (our own drawing, from two words of a closed list)
