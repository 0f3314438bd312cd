"""Text pasted line by line: each paragraph of the file is a line of the page it came from.

The file then says nothing: one size, no weight, no list, no table. What the lines say
together is read as in a text file, or as in a Markdown file when it bears its marks.
"""

import re
from collections.abc import Sequence

from monographs.importing.document import Block
from monographs.importing.extracting import cleaning, markdown, plain
from monographs.importing.extracting.collecting import Collected
from monographs.importing.extracting.lines import unfinished

# Sentences cut by the end of a paragraph: how many at least, and which share of all ends.
_CUT = 5
_CUT_SHARE = 0.18
_MARK = re.compile(r"#{1,6}[ \u00a0]+\S")
_MARKS = 3


def pasted_blocks(lines: Sequence[str], found: Collected) -> list[Block] | None:
    """The passages of lines that were pasted, empty ones included; None when they were not.

    A form feed in a line opens a page.
    """
    text = "\n".join(lines)
    if _marked(lines):
        spaced = any(not line.strip() for line in lines)
        return markdown.blocks_of(text if spaced else _apart(lines))
    return plain.blocks_of(text, found) if _cut(lines) else None


def _marked(lines: Sequence[str]) -> bool:
    return sum(bool(_MARK.match(line.strip())) for line in lines) >= _MARKS


def _apart(lines: Sequence[str]) -> str:
    """Paragraphs of Markdown with an empty line between them; the rows of a table stay close."""
    rows = [line.lstrip().startswith("|") for line in lines]
    ends = [
        "\n" if row and after else "\n\n" for row, after in zip(rows, [*rows[1:], False], strict=True)
    ]
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _cut(lines: Sequence[str]) -> bool:
    """Whether the ends of the paragraphs fall in the middle of the sentences."""
    full = [line.strip() for line in lines if line.strip()]
    pairs = list(zip(full, full[1:], strict=False))
    cut = sum(
        after[0].islower() and unfinished(before) and not cleaning.without_bullet(after)[0]
        for before, after in pairs
    )
    return cut >= _CUT and cut > len(pairs) * _CUT_SHARE
