"""Drawings as pictures, for office files that show no SVG everywhere."""

import io

import pypdfium2
from weasyprint import HTML

from exports.books.covers import cover_svg
from exports.books.model import Cover
from exports.pdf import COMMON, LOCK, FontsOnly

# Dots for each millimetre: 150 an inch.
DOTS = 5.9
POINTS = 72 / 25.4


def drawing_png(svg: str, ratio: float, width: float = 169) -> bytes:
    """The drawing as a PNG, as wide as asked (millimetres)."""
    return _png(svg, width, width * ratio)


def cover_png(cover: Cover) -> bytes:
    """The ground of the cover as a PNG: its colour and shape, its picture at the top."""
    data = _png(cover_svg(cover.colour, cover.shape).decode(), 210, 297)
    return data


def _png(svg: str, width: float, height: float) -> bytes:
    """Draw on a page of that size, then photograph the page."""
    size = f"width: {width}mm; height: {height}mm"
    style = f"@page {{ size: {width}mm {height}mm; margin: 0 }} svg {{ display: block; {size} }}"
    fonts = COMMON.read_text(encoding="utf-8")
    page = f"<html lang='fr'><head><style>{fonts}{style}</style></head><body>{svg}</body></html>"
    with LOCK:
        data = HTML(string=page, url_fetcher=FontsOnly(), base_url="exports:").write_pdf()
    pdf = pypdfium2.PdfDocument(data)
    try:
        target = io.BytesIO()
        pdf[0].render(scale=DOTS / POINTS).to_pil().convert("RGB").save(
            target, "PNG", optimize=True
        )
        return target.getvalue()
    finally:
        pdf.close()
