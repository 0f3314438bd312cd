"""Write a text document as DOCX, with the named styles that Word and LibreOffice know."""

import io

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm, Pt, RGBColor

from exports import palette, word_xml
from exports.archive import settle
from exports.blocks import one_by_one
from exports.layout import (
    SHORT_TABLE,
    WRITING_HEIGHT,
    fit_widths,
    in_rows,
    level_bars,
    levels_per_row,
    signatures_per_row,
    text_width,
)
from exports.word_parts import RecordParts
from exports.word_runs import first, write, write_plain
from exports.word_styles import CELL, CELL_HEAD, CHECK, GAP, LINE, NOTE, new_document

FIELD_LABEL_SHARE = 0.42
SIGNATURE_HEIGHT = 32
LIST_STYLES = {"bullet": "List Bullet", "number": "List Number"}


def render_docx(document, meta):
    """Return the DOCX file as bytes."""
    writer = WordWriter(document, meta)
    for block in one_by_one(document.blocks):
        getattr(writer, block.kind)(block)
    target = io.BytesIO()
    writer.word.save(target)
    return settle(target.getvalue(), meta.date)


class WordWriter(RecordParts):
    """Adds blocks, one method for each kind, to a document that starts with its title."""

    def __init__(self, document, meta):
        self.word = new_document(document, meta)
        self.width = text_width(document)
        self.breaks = False
        self.word.add_paragraph(meta.title, style="Title")
        parts = (meta.status_line, document.label)
        subtitle = " · ".join(part for part in parts if part)
        self.word.add_paragraph(subtitle, style="Subtitle")

    # Text.

    def heading(self, block):
        """Add a section title."""
        self._add(block.text, f"Heading {block.level}")

    def paragraph(self, block):
        """Add a paragraph."""
        self._add(block.text, "Normal")

    def note(self, block):
        """Add a call-out."""
        self._add(block.text, NOTE)

    def items(self, block):
        """Add a list; every numbered list starts again at 1."""
        if block.style == "check":
            return self._checks(block)
        style = LIST_STYLES[block.style]
        numbered = block.style == "number"
        number = numbered and word_xml.restart_numbering(self.word, self.word.styles[style])
        for item in block.items:
            paragraph = self._add(item, style)
            if numbered:
                word_xml.number_paragraph(paragraph, number)

    def _checks(self, block):
        """Add boxes to tick."""
        for item in block.items:
            paragraph = self._paragraph(CHECK)
            word_xml.add_checkbox(paragraph)
            paragraph.add_run("\t")
            write(paragraph, item)

    def page(self, _block):
        """Make what follows start a new page; on a full page, a gap would fill one more."""
        last = self.word.element.body[-2]
        if isinstance(last, CT_P) and last.style == GAP:
            last.getparent().remove(last)
        self.breaks = True

    # Places to write.

    def lines(self, block):
        """Add a question and its lines."""
        label = self._add(block.label, "Normal", bold=True)
        label.paragraph_format.keep_with_next = True
        for _ in range(block.count):
            self._paragraph(LINE)
        self._gap()

    def fields(self, block):
        """Add labels at the left, and at the right cells to write in."""
        left = FIELD_LABEL_SHARE * self.width
        table = self._table(len(block.labels), [left, self.width - left], "Normal Table")
        rule = {"bottom": (palette.WRITING_LINE, 6, 0)}
        for row, label in zip(table.rows, block.labels, strict=True):
            word_xml.keep_row_whole(row, WRITING_HEIGHT + 1)
            write(first(row.cells[0], CELL), label, bold=True)
            first(row.cells[1], CELL)
            for cell in row.cells:
                word_xml.border_cell(cell, **rule)
                cell.vertical_alignment = VERTICAL.BOTTOM
        self._gap()

    def signatures(self, block):
        """Add boxes to sign, side by side, on the page of the sentence above them."""
        if isinstance(self.word.element.body[-2], CT_P):
            self.word.paragraphs[-1].paragraph_format.keep_with_next = True
        rows = in_rows(block.labels, signatures_per_row(len(block.labels)))
        table = self._table(len(rows), [self.width / len(rows[0])] * len(rows[0]))
        for row, labels in zip(table.rows, rows, strict=True):
            word_xml.keep_row_whole(row, SIGNATURE_HEIGHT)
            for cell, label in zip(row.cells, labels, strict=True):
                write(first(cell, CELL), label, bold=True)
                cell.add_paragraph("Date et signature", style=CELL)
        self._gap()

    # Tables and drawings.

    def table(self, block):
        """Add a captioned table whose header row is printed again on every page."""
        if not block.is_quiet:
            self._add(block.caption, "Caption")
        widths = [share * self.width / 100 for share in fit_widths(block, self.width)]
        table = self._table(1 + len(block.rows), widths)
        word_xml.describe_table(table, block.caption.plain, block.row_header)
        # Rows and cells are searched anew at each call: ask for them once.
        head, *others = table.rows
        word_xml.keep_row_whole(head)
        word_xml.repeat_row(head)
        for cell, header in zip(head.cells, block.headers, strict=True):
            write(first(cell, CELL_HEAD), header)
            word_xml.border_cell(cell, bottom=(palette.GREEN, 12, 0))
            word_xml.shade_cell(cell, palette.GREEN_TINT)
            cell.vertical_alignment = VERTICAL.BOTTOM
        for row, texts in zip(others, block.rows, strict=True):
            word_xml.keep_row_whole(row, None if all(texts) else WRITING_HEIGHT + 1)
            for i, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                write(first(cell, CELL), text, bold=block.row_header and i == 0)
        _keep_rows_together([head, *others] if len(others) <= SHORT_TABLE else [head, *others[:1]])
        self._gap()

    def scale(self, block):
        """Add the degrees of a scale side by side, on two rows beyond five."""
        per_row = levels_per_row(len(block.levels))
        rows = -(-len(block.levels) // per_row)
        table = self._table(rows, [self.width / per_row] * per_row)
        cells = [cell for row in table.rows for cell in row.cells]
        for row in table.rows:
            word_xml.keep_row_whole(row)
        triples = zip(cells, block.levels, level_bars(block), strict=False)
        for cell, level, (filled, total) in triples:
            code = first(cell, CELL)
            write(code, level.code, bold=True, size=16, color=palette.GREEN)
            bars = code.add_run("\u00a0\u00a0" + "■" * filled + "□" * (total - filled))
            bars.font.color.rgb = RGBColor.from_string(palette.GREEN)
            write(cell.add_paragraph(style=CELL), level.label, bold=True)
            if level.text:
                write(cell.add_paragraph(style=CELL), level.text)
        self._gap()

    def steps(self, block):
        """Add numbered steps, each kept whole."""
        table = self._table(len(block.steps), [12, self.width - 12], "Normal Table")
        rule = {"bottom": (palette.BRICK, 4, 0)}
        for number, (row, step) in enumerate(zip(table.rows, block.steps, strict=True), start=1):
            word_xml.keep_row_whole(row, WRITING_HEIGHT + 2)
            mark, body = row.cells
            disc = first(mark, CELL)
            disc.alignment = WD_ALIGN_PARAGRAPH.CENTER
            write_plain(disc, str(number), bold=True, size=14, color="FFFFFF")
            word_xml.shade_cell(mark, palette.BRICK)
            word_xml.border_cell(mark, bottom=("FFFFFF", 12, 0))
            word_xml.border_cell(body, **rule)
            write(first(body, CELL), step.title, bold=True, size=11)
            if step.text:
                write(body.add_paragraph(style=CELL), step.text)
        self._gap()

    # What the methods above share.

    def _paragraph(self, style):
        """Add an empty paragraph, on a new page when one was asked for."""
        paragraph = self.word.add_paragraph(style=style)
        if self.breaks:
            paragraph.paragraph_format.page_break_before = True
            paragraph.paragraph_format.space_before = Pt(0)
            self.breaks = False
        return paragraph

    def _add(self, text, style, bold=False):
        """Add a paragraph of text."""
        paragraph = self._paragraph(style)
        write(paragraph, text, bold)
        return paragraph

    def _gap(self):
        """Part what comes next from a table; two touching tables would become one."""
        self._paragraph(GAP)

    def _table(self, rows, widths_mm, style="Table Grid"):
        """Add an empty table with fixed column widths."""
        if self.breaks:
            self._gap()
        table = self.word.add_table(rows, len(widths_mm), style=style)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths_mm, strict=True):
                cell.width = Mm(width)
        return table


def _keep_rows_together(rows):
    """Keep each row but the last on the page of the next one."""
    for row in rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
