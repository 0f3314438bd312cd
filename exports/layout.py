"""Sizes shared by the writers of text documents."""

import re

# Printable width of an A4 sheet in millimetres, margins taken off.
PORTRAIT_WIDTH = 176
LANDSCAPE_WIDTH = 267
# Height of a row, or of a line, that one can write on by hand.
WRITING_HEIGHT = 9
# A table of a few rows is not cut between two pages.
SHORT_TABLE = 6
# One sign of bold table text, and the two paddings of a cell, in millimetres.
SIGN_WIDTH = 2.1
CELL_PADDING = 3.8
# A longer word may be cut: giving it room would crush the other columns.
LONGEST_WORD = 15
# A header such as « Éval. 1 » stays on one line.
SHORT_HEADER = 8


def text_width(document):
    """Width of the text of a page, in millimetres."""
    return LANDSCAPE_WIDTH if document.is_landscape else PORTRAIT_WIDTH


def levels_per_row(count):
    """How many degrees of a scale stand side by side: all of them up to five."""
    return count if count <= 5 else (count + 1) // 2


def level_bars(scale):
    """Say how many bars each degree fills, out of how many; a degree « 0 » fills none."""
    count = len(scale.levels)
    first = 0 if scale.levels[0].code.plain == "0" else 1
    return [(rank, count - 1 + first) for rank in range(first, first + count)]


def signatures_per_row(count):
    """How many boxes to sign stand side by side."""
    return 2 if count == 4 else count


def figures_per_row(count):
    """How many key figures stand side by side: three, four when it makes full rows."""
    return 4 if count % 4 == 0 or count > 6 else min(count, 3)


def in_rows(items, per_row):
    """Cut a list into rows."""
    return [items[start : start + per_row] for start in range(0, len(items), per_row)]


def fit_widths(table, available):
    """Return the column widths in percent, widened where a word would not hold.

    What a narrow column lacks is taken from the columns that have room to spare, each in
    proportion to its spare room. When there is no room at all, the widths stay as given.
    """
    columns = zip(table.headers, *table.rows, strict=True)
    needs = [100 * _need(column) / available for column in columns]
    lacks = [max(need - width, 0) for need, width in zip(needs, table.widths, strict=True)]
    spares = [max(width - need, 0) for need, width in zip(needs, table.widths, strict=True)]
    if not 0 < sum(lacks) <= sum(spares):
        return table.widths
    share = sum(lacks) / sum(spares)
    triples = zip(table.widths, lacks, spares, strict=True)
    return tuple(round(width + lack - share * spare, 2) for width, lack, spare in triples)


def _need(column):
    """Width in millimetres of the longest word of a column."""
    header, *cells = (text.plain for text in column)
    words = [word for text in (header, *cells) for word in re.split(r"[ \n\-/]", text)]
    if len(header) <= SHORT_HEADER:
        words.append(header)
    return min(max(map(len, words)), LONGEST_WORD) * SIGN_WIDTH + CELL_PADDING
