"""Blocks made from what people wrote in a record: never refused, always safe to print.

``exports.reading`` checks a description that its writer can mend. Here the writer is gone:
what cannot be printed is left out, the rest is plain text, whatever signs it holds.
"""

import re
from collections.abc import Iterable, Sequence

from exports.blocks import (
    Box,
    Facts,
    Figure,
    Figures,
    Heading,
    Items,
    Lead,
    Level,
    Note,
    Pair,
    Paragraph,
    Quote,
    Scale,
    Seal,
    Step,
    Steps,
    Table,
)
from exports.checks import UNPRINTABLE, Run, Text

# Emoji that answer or count, and the sign that says the same and can be printed.
SAME = str.maketrans("✅❌❎❓❔❕➕➖➗⭐", "✔✘✘??!+−÷★")  # noqa: RUF001
# Weight of a column, in signs: limits that keep the others usable.
LEAST, MOST = 8, 48


def said(text: str, bold: bool = False) -> Text:
    """A text as it stands, less what would break a file or lie about itself."""
    text = UNPRINTABLE.sub("", str(text).translate(SAME)).replace("\r\n", "\n").replace("\r", "\n")
    lines = (re.sub(r"[ \t]+", " ", line).strip(" ") for line in text.split("\n"))
    clean = "\n".join(lines).strip("\n")
    return Text((Run(clean, bold),)) if clean else Text()


def heading(text: str, level: int = 1) -> list:
    return _one(Heading(said(text), level), text)


def lead(text: str) -> list:
    return _one(Lead(said(text)), text)


def note(text: str) -> list:
    return _one(Note(said(text)), text)


def paragraphs(text: str) -> list:
    """One paragraph for each blank line between them."""
    parts = re.split(r"\n\s*\n", str(text).replace("\r\n", "\n"))
    return [Paragraph(said(part)) for part in parts if said(part)]


def items(lines: Iterable[str], style: str = "bullet") -> list:
    """A list; nothing at all when there is no line."""
    texts = tuple(text for text in map(said, lines) if text)
    return [Items(texts, style)] if texts else []


def facts(pairs: Iterable[tuple[str, str]]) -> list:
    """Named facts, less those that are not known."""
    known = tuple((said(name), said(value)) for name, value in pairs if said(value))
    return [Facts(known)] if known else []


def figures(pairs: Iterable[tuple[str, str]]) -> list:
    found = tuple(Figure(said(value), said(label)) for value, label in pairs)
    return [Figures(found)] if found else []


def steps(pairs: Iterable[tuple[str, str]]) -> list:
    found = tuple(Step(said(title), said(text)) for title, text in pairs)
    return [Steps(found)] if found else []


def scale(levels: Iterable[tuple[str, str, str]]) -> list:
    found = tuple(Level(*map(said, level)) for level in levels)
    return [Scale(found)] if found else []


def quote(text: str, source: str) -> list:
    return _one(Quote(said(text), said(source)), text)


def box(title: str, parts: Sequence) -> list:
    return [Box(said(title), tuple(parts))] if parts else []


def pair(left: Sequence, right: Sequence) -> list:
    """Two parts side by side; the other alone when one is empty."""
    return [Pair(tuple(left), tuple(right))] if left and right else [*left, *right]


def seal(title: str, text: str, url: str) -> list:
    return [Seal(said(title), said(text), url)]


def table(
    caption: str, headers: Sequence[str], rows: Iterable[Sequence[str]], row_header: bool = False
) -> list:
    """A table under the heading that names it; columns share the width by what they hold."""
    cells = tuple(tuple(map(said, row)) for row in rows)
    if not cells:
        return []
    heads = tuple(map(said, headers))
    weights = [_weight(column) for column in zip(heads, *cells, strict=True)]
    widths = tuple(round(100 * weight / sum(weights), 2) for weight in weights)
    return [Table(said(caption), heads, cells, widths, row_header, is_quiet=True)]


def _weight(column: Sequence[Text]) -> int:
    longest = max(len(text.plain) for text in column)
    return min(max(longest, LEAST), MOST)


def _one(block, text: str) -> list:
    return [block] if said(text) else []
