"""Lines drawn on a page, and its pictures."""

import ctypes
import math

import pypdfium2
from pypdfium2 import raw

# A page that holds more is a drawing, or hostile.
_MOST_OBJECTS = 20_000
_MOST_RULES = 4_000

# x0, y0, x1, y1, in points from the top left of the page.
Rule = tuple[float, float, float, float]


def drawings_of(source: pypdfium2.PdfPage) -> tuple[list[Rule], int]:
    """Thin lines and sides of frames; how many pictures."""
    left, _bottom, _right, top = source.get_bbox()
    rules: list[Rule] = []
    images = 0
    count = min(raw.FPDFPage_CountObjects(source.raw), _MOST_OBJECTS)
    for index in range(count):
        item = raw.FPDFPage_GetObject(source.raw, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH and len(rules) < _MOST_RULES:
            rules += _edges(item, left, top)
    return rules, images


def _edges(item, begin: float, above: float) -> list[Rule]:
    """The lines that a path draws: itself when thin, its four sides when it is a frame."""
    sides = [ctypes.c_float() for _side in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return []
    left, bottom, right, top = (side.value for side in sides)
    left, right, y0, y1 = left - begin, right - begin, above - top, above - bottom
    if not all(map(math.isfinite, (left, right, y0, y1))):
        return []
    if right - left < 2.5 and y1 - y0 > 6 or y1 - y0 < 2.5 and right - left > 6:
        return [(left, y0, right, y1)]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    # A frame is a rectangle drawn, or the space between two rectangles, filled.
    segments = raw.FPDFPath_CountSegments(item)
    frame = segments <= 8 if stroke.value else 8 <= segments <= 12
    if not frame or right - left < 10 or y1 - y0 < 6:
        return []
    return [
        (left, y0, right, y0),
        (left, y1, right, y1),
        (left, y0, left, y1),
        (right, y0, right, y1),
    ]
