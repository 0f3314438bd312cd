"""Drawings of covers: plain shapes on one colour, made here, fetched from nowhere."""

from exports.books.model import COLOURS

# A4 in millimetres; the shapes keep to the lower half, the words stand above.
PAGE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" width="210mm" height="297mm">'
PAPER = "#fbf7f0"


def cover_svg(colour: str, shape: str) -> bytes:
    """The ground of a cover, as an SVG picture that fills the page."""
    tint = COLOURS[colour]
    ground = f'<rect width="210" height="297" fill="{tint}"/>'
    return f"{PAGE}{ground}{SHAPES[shape]()}</svg>".encode()


def _rule() -> str:
    """The rule of the network, larger and larger."""
    marks = []
    for rank in range(42):
        height = 34 if rank % 10 == 0 else 22 if rank % 5 == 0 else 12
        marks.append(f'<rect x="{rank * 5}" y="{232 - height}" width="0.9" height="{height}"/>')
    return (
        f'<g fill="{PAPER}"><rect y="232" width="210" height="3"/>{"".join(marks)}</g>'
        f'<rect y="235" width="210" height="62" fill="{PAPER}" fill-opacity="0.14"/>'
    )


def _bricks() -> str:
    """A wall being built."""
    shapes = []
    for row in range(9):
        shift = 17 if row % 2 else 0
        last = 7 - row // 2
        for column in range(-1, last):
            x, y = column * 34 + shift, 280 - row * 15
            opacity = 0.12 + 0.05 * ((row * 3 + column) % 4)
            size = f'width="32" height="13" rx="1" fill-opacity="{opacity:.2f}"'
            shapes.append(f'<rect x="{x}" y="{y}" {size}/>')
    return f'<g fill="{PAPER}">{"".join(shapes)}</g>'


def _path() -> str:
    """A path and its steps."""
    steps = ((26, 270), (74, 246), (60, 206), (120, 190), (176, 214), (188, 168))
    line = "M" + " L".join(f"{x},{y}" for x, y in steps)
    discs = "".join(
        f'<circle cx="{x}" cy="{y}" r="{6 + rank}"/>' for rank, (x, y) in enumerate(steps)
    )
    return (
        f'<path d="{line}" fill="none" stroke="{PAPER}" stroke-width="2.4" '
        f'stroke-dasharray="6 4" stroke-opacity="0.8"/><g fill="{PAPER}">{discs}</g>'
    )


def _plan() -> str:
    """A site plan: plots, a path, trees."""
    lines = "".join(
        f'<path d="M0 {y}H210" stroke-opacity="0.25"/>' for y in range(165, 297, 12)
    ) + "".join(f'<path d="M{x} 160V297" stroke-opacity="0.25"/>' for x in range(6, 210, 12))
    plots = (
        '<rect x="18" y="189" width="60" height="36"/><rect x="90" y="177" width="48" height="60"/>'
        '<path d="M150 189h48v72h-24v-36h-24z"/><rect x="18" y="249" width="84" height="36"/>'
    )
    trees = "".join(
        f'<circle cx="{x}" cy="{y}" r="5"/>'
        for x, y in ((120, 261), (138, 267), (126, 279), (30, 177), (186, 279))
    )
    return (
        f'<g stroke="{PAPER}" stroke-width="0.5" fill="none">{lines}</g>'
        f'<g stroke="{PAPER}" stroke-width="1.6" fill="{PAPER}" fill-opacity="0.16">{plots}</g>'
        f'<g fill="{PAPER}" fill-opacity="0.85">{trees}</g>'
    )


SHAPES = {"regle": _rule, "briques": _bricks, "chemin": _path, "plan": _plan}
