"""Bars drawn from figures, as SVG; the words stand in the drawing and in a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from exports.books.model import Drawing
from exports.checks import Text
from exports.html import shorten

FACE = "Atkinson Hyperlegible Next, DejaVu Sans, sans-serif"
INK, GREEN, TRACK = "#1f2a24", "#1e5945", "#e3eee8"
# In units of the drawing: its width, the height of a bar with its words.
WIDTH, ROW, BAR = 600, 35, 11
# Signs of a line: the label at the left, the value at the right.
SIGNS = 88


@dataclass(frozen=True)
class Bar:
    """One figure: what it counts, how it is written, how long it is."""

    label: str
    said: str
    value: float


def svg_text(x: float, y: float, text: str, size: int = 14, weight: int = 400, end=False):
    """A line of text of a drawing."""
    return format_html(
        '<text x="{}" y="{}" font-family="{}" font-size="{}" font-weight="{}" fill="{}"'
        ' text-anchor="{}">{}</text>',
        f"{x:g}", f"{y:g}", FACE, size, weight, INK, "end" if end else "start", text,
    )  # fmt: skip


def bar_chart(title: str, bars: Sequence[Bar]) -> Drawing:
    """Horizontal bars, the label above each, the value at the right."""
    height = len(bars) * ROW + 4
    words = f"{title}\u00a0: {len(bars)} barres, de {bars[0].said} à {bars[-1].said}."
    drawn = format_html_join("", "{}", ((part,) for part in _bars(bars)))
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><title>{}</title>{}</svg>',
        WIDTH, height, words, drawn,
    )  # fmt: skip
    return Drawing(svg, words, Text(), height / WIDTH)


def _bars(bars: Sequence[Bar]) -> list[SafeString]:
    longest = max(bar.value for bar in bars) or 1.0
    parts = []
    for rank, bar in enumerate(bars):
        top = rank * ROW
        label = shorten(bar.label, SIGNS - len(bar.said))
        parts += [
            svg_text(0, top + 15, label, size=13),
            svg_text(WIDTH, top + 15, bar.said, size=13, weight=700, end=True),
            _rect(top + 19, WIDTH, TRACK),
            _rect(top + 19, max(WIDTH * bar.value / longest, 2), GREEN),
        ]
    return parts


def _rect(top: float, width: float, tint: str) -> SafeString:
    return format_html(
        '<rect x="0" y="{}" width="{}" height="{}" fill="{}"/>',
        f"{top:g}",
        f"{width:.1f}",
        BAR,
        tint,
    )
