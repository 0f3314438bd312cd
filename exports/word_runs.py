"""Runs and first paragraphs of a Word document, as every writer needs them."""

from docx.shared import Pt, RGBColor


def first(cell, style):
    """Return the paragraph every cell starts with, in one of our styles."""
    paragraph = cell.paragraphs[0]
    # By the identifier that Word derives from the name: to look a name up, python-docx reads
    # every style again, for every cell.
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def write(paragraph, text, bold=False, size=None, color=None):
    """Add the runs of a text to a paragraph."""
    for run in text.runs:
        write_plain(paragraph, run.text, bold or run.bold, size, color)


def write_plain(paragraph, text, bold, size=None, color=None):
    """Add one run."""
    run = paragraph.add_run(text)
    if bold:
        run.bold = True
    if size:
        run.font.size = Pt(size)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
