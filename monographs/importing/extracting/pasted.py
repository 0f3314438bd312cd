"""Text pasted line by line: each paragraph of the file is a line of the page it came from.

The file then has no list nor table of its own; at most its headings are bold or bigger. What
the lines say together is read as in a text file, or as in a Markdown file when it bears its
marks.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from monographs.importing.document import Block
from monographs.importing.extracting import cleaning, markdown, plain
from monographs.importing.extracting.collecting import Collected
from monographs.importing.extracting.lines import unfinished

# Sentences cut by the end of a paragraph: how many at least, and which share of all ends.
_CUT = 5
_CUT_SHARE = 0.18
_MARK = re.compile(r"#{1,6}[ \u00a0]+\S")
_MARKS = 3
_TITLE_LINES = 4


def pasted_blocks(
    lines: Sequence[str], shown: Sequence[int], found: Collected
) -> list[Block] | None:
    """The passages of lines that were pasted, empty ones included; None when they were not.

    `shown` are the numbers of the lines that their look says to be headings. A form feed in
    a line opens a page.
    """
    text = "\n".join(lines)
    if marked(lines):
        spaced = any(not line.strip() for line in lines)
        return markdown.blocks_of(text if spaced else _apart(lines))
    return plain.blocks_of(text, found, _headings(shown)) if _cut(lines, shown) else None


def marked(lines: Sequence[str]) -> bool:
    """Whether lines bear the marks that Markdown gives to headings."""
    return sum(bool(_MARK.match(line.strip())) for line in lines) >= _MARKS


def _headings(shown: Sequence[int]) -> set[int]:
    """Lines shown as headings, but the many in a row of a paragraph in bold."""
    kept: set[int] = set()
    for _start, run in groupby(enumerate(shown), lambda pair: pair[1] - pair[0]):
        numbers = [number for _rank, number in run]
        kept.update(numbers if len(numbers) <= _TITLE_LINES else ())
    return kept


def _apart(lines: Sequence[str]) -> str:
    """Paragraphs of Markdown with an empty line between them; the rows of a table stay close."""
    rows = [line.lstrip().startswith("|") for line in lines]
    pairs = zip(rows, [*rows[1:], False], strict=True)
    ends = ["\n" if row and after else "\n\n" for row, after in pairs]
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _cut(lines: Sequence[str], shown: Sequence[int]) -> bool:
    """Whether the ends of the paragraphs fall in the middle of the sentences."""
    apart = set(shown)
    full = [
        line.strip() for number, line in enumerate(lines) if line.strip() and number not in apart
    ]
    pairs = list(zip(full, full[1:], strict=False))
    cut = sum(
        after[0].islower() and unfinished(before) and not cleaning.without_bullet(after)[0]
        for before, after in pairs
    )
    return cut >= _CUT and cut > len(pairs) * _CUT_SHARE
