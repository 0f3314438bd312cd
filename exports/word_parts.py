"""What a record of the bank adds to a Word document: facts, figures, words heard, seal."""

import io

from docx.shared import Mm

from exports import palette, word_xml
from exports.layout import figures_per_row, in_rows
from exports.qr import qr_png, qr_words
from exports.word_runs import first, write
from exports.word_styles import CELL, LEAD, NOTE

QR_SIZE = 30


class RecordParts:
    """Methods of the writer, one for each kind of block."""

    def lead(self, block):
        """Add the essential, in larger type."""
        self._add(block.text, LEAD)

    def facts(self, block):
        """Add named facts as a list."""
        for name, value in block.facts:
            paragraph = self._paragraph("List Bullet")
            paragraph.add_run(f"{name.plain}\u00a0: ").bold = True
            paragraph.add_run(value.plain)

    def figures(self, block):
        """Add key figures side by side, the number first."""
        rows = in_rows(block.figures, figures_per_row(len(block.figures)))
        width = len(rows[0])
        table = self._table(len(rows), [self.width / width] * width)
        for row, figures in zip(table.rows, rows, strict=True):
            word_xml.keep_row_whole(row)
            for cell, figure in zip(row.cells, figures, strict=False):
                number = first(cell, CELL)
                write(number, figure.value, bold=True, size=16, color=palette.GREEN)
                write(cell.add_paragraph(style=CELL), figure.label)
        self._gap()

    def quote(self, block):
        """Add words heard."""
        paragraph = self._paragraph("Quote")
        paragraph.add_run(f"«\u00a0{block.text.plain}\u00a0»")
        if block.source:
            paragraph.paragraph_format.keep_with_next = True
            self._add(block.source, "Caption")

    def box(self, block):
        """Add a framed part under a title of its own."""
        self._add(block.title, "Heading 2")
        for part in block.parts:
            if part.kind == "paragraph":
                self._add(part.text, NOTE)
            else:
                getattr(self, part.kind)(part)

    def picture(self, block):
        """Add a picture and what it shows."""
        paragraph = self._paragraph("Normal")
        run = paragraph.add_run()
        drawn = run.add_picture(io.BytesIO(block.data), Mm(block.width), Mm(block.height))
        drawn._inline.docPr.set("descr", block.words)

    def seal(self, block):
        """Add the code to scan, its words and its address."""
        self._add(block.title, "Heading 1")
        paragraph = self._paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(qr_png(block.url)), Mm(QR_SIZE))
        picture._inline.docPr.set("descr", qr_words(block.url))
        self._add(block.text, "Normal").paragraph_format.keep_with_next = True
        word_xml.add_link(self._paragraph("Normal"), block.url)
