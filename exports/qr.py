"""Codes to scan, drawn for a page (SVG) or for an office file (PNG)."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe

# Folded or stained paper: level Q repairs up to a quarter of the drawing.
ERROR = "q"
# Blank modules around the drawing, as the standard asks.
BORDER = 4


def qr_words(url: str) -> str:
    """What a screen reader says of the drawing."""
    return f"Code à scanner\u00a0: il ouvre {url}"


def qr_svg(url: str) -> SafeString:
    """The code as inline SVG; its title is its alternative text."""
    drawn = segno.make_qr(url, error=ERROR).svg_inline(
        scale=1, border=BORDER, title=qr_words(url), omitsize=True
    )
    return mark_safe(drawn)  # noqa: S308 (segno escapes the title; the rest is its own drawing)


def qr_png(url: str) -> bytes:
    """The code as a picture, eight pixels a module."""
    target = io.BytesIO()
    segno.make_qr(url, error=ERROR).save(target, kind="png", scale=8, border=BORDER)
    return target.getvalue()
