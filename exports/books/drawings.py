"""Drawings as pictures, for office files that show no SVG everywhere."""

import io

import pypdfium2
from PIL import Image, ImageOps
from weasyprint import HTML

from exports.books.covers import cover_svg
from exports.books.model import COLOURS, Cover
from exports.pdf import COMMON, LOCK, FontsOnly

# Dots for each millimetre: 150 an inch.
DOTS = 5.9
POINTS = 72 / 25.4
# Of the picture at the top of a cover; `print-book.css` says the same.
PICTURE_HEIGHT = 148


def drawing_png(svg: str, ratio: float, width: float = 169) -> bytes:
    """The drawing as a PNG, as wide as asked (millimetres)."""
    return _png(svg, width, width * ratio)


def cover_png(cover: Cover) -> bytes:
    """The ground of the cover as a PNG: its shape, or its picture at the top; its logo."""
    if not (cover.picture or cover.logo):
        return _png(cover_svg(cover.colour, cover.shape).decode(), 210, 297)
    drawn = Image.new("RGB", (_dots(210), _dots(297)), COLOURS[cover.colour])
    if cover.picture:
        top = ImageOps.fit(_opened(cover.picture.data), (_dots(210), _dots(PICTURE_HEIGHT)))
        drawn.paste(top, (0, 0))
    else:
        shape = _png(cover_svg(cover.colour, cover.shape).decode(), 210, 297)
        drawn = _opened(shape).resize(drawn.size)
    if cover.logo:
        logo = _opened(cover.logo.data)
        logo.thumbnail((_dots(44), _dots(18)))
        sheet = Image.new("RGB", (logo.width + _dots(6), logo.height + _dots(6)), "#ffffff")
        sheet.paste(logo, (_dots(3), _dots(3)))
        drawn.paste(sheet, (_dots(210) - sheet.width - _dots(17), _dots(8)))
    return _written(drawn)


def _opened(data: bytes) -> Image.Image:
    """A picture on white."""
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGBA")
    ground = Image.new("RGBA", picture.size, "#ffffff")
    return Image.alpha_composite(ground, picture).convert("RGB")


def _dots(millimetres: float) -> int:
    return round(millimetres * DOTS)


def _png(svg: str, width: float, height: float) -> bytes:
    """Draw on a page of that size, then photograph the page."""
    size = f"width: {width}mm; height: {height}mm"
    style = f"@page {{ size: {width}mm {height}mm; margin: 0 }} body {{ margin: 0 }}"
    style += f" svg {{ display: block; {size} }}"
    fonts = COMMON.read_text(encoding="utf-8")
    page = f"<html lang='fr'><head><style>{fonts}{style}</style></head><body>{svg}</body></html>"
    with LOCK:
        data = HTML(string=page, url_fetcher=FontsOnly(), base_url="exports:").write_pdf()
    pdf = pypdfium2.PdfDocument(data)
    try:
        return _written(pdf[0].render(scale=DOTS / POINTS).to_pil().convert("RGB"))
    finally:
        pdf.close()


def _written(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()
