"""The blank DOCX that ``word`` fills: page, named styles, header, footer, properties."""

import datetime

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from exports import palette, word_xml
from exports.layout import WRITING_HEIGHT, text_width

NOTE, CHECK, LINE, GAP = "Encadré", "Case à cocher", "Ligne à écrire", "Intervalle"
CELL, CELL_HEAD, LEAD = "Texte de tableau", "Titre de colonne", "Chapeau"
MENTION = "Mention"


def new_document(document, meta):
    """Return an empty python-docx document ready for the blocks."""
    word = docx.Document()
    _set_page(word, document)
    word_xml.set_language(word, "fr-FR")
    _set_base_styles(word)
    _add_own_styles(word)
    _set_properties(word, document, meta)
    _fill_margins(word, document, meta)
    return word


def _set_page(word, document):
    """A4, upright or lying."""
    section = word.sections[0]
    sides = (Mm(297), Mm(210)) if document.is_landscape else (Mm(210), Mm(297))
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if document.is_landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = (sides[0] - Mm(text_width(document))) // 2
    head = 18 if document.is_landscape else 22
    section.top_margin, section.bottom_margin = Mm(head), Mm(head - 1)
    section.header_distance = section.footer_distance = Mm(head // 2 - 1)


def _set_base_styles(word):
    """Restyle the built-in styles, which screen readers and outlines know by name."""
    _style(word, "Normal", 11, palette.INK, after=5, line=1.2)
    title = _style(word, "Title", 24, palette.INK, bold=True, after=6)
    for old in title.element.pPr.xpath("w:pBdr"):
        title.element.pPr.remove(old)
    word_xml.border_paragraphs(title, bottom=(palette.BRICK, 24, 4))
    _style(word, "Subtitle", 11, palette.BRICK, bold=True, after=12)
    first = _style(word, "Heading 1", 15, palette.GREEN, bold=True, before=16, after=6)
    word_xml.border_paragraphs(first, bottom=(palette.GREEN, 8, 2))
    _style(word, "Heading 2", 12.5, palette.INK, bold=True, before=12, after=4)
    _style(word, "Caption", 10.5, palette.INK, bold=True, before=8, after=3, keep=True)
    _style(word, "List Bullet", 11, palette.INK, after=3)
    _style(word, "List Number", 11, palette.INK, after=3)
    heard = _style(word, "Quote", 11, palette.INK, before=4, after=2)
    heard.paragraph_format.left_indent = Mm(5)
    word_xml.border_paragraphs(heard, left=(palette.BRICK, 36, 8))
    for border in word.styles["Table Grid"].element.xpath("w:tblPr/w:tblBorders/*"):
        border.set(qn("w:color"), palette.LINE)
    _style(word, "Header", 9, palette.MUTED)
    _style(word, "Footer", 9, palette.MUTED)


def _add_own_styles(word):
    """Add the styles that Word lacks."""
    for name in (NOTE, CHECK, LINE, GAP, CELL, CELL_HEAD, LEAD, MENTION):
        added = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = word.styles["Normal"]
        added.quick_style = True
    note = _style(word, NOTE, 11, palette.INK, before=8, after=8)
    note.paragraph_format.left_indent = note.paragraph_format.right_indent = Mm(3)
    note.paragraph_format.keep_together = True
    thin = (palette.OCHRE, 6, 6)
    sides = {"top": thin, "left": (palette.OCHRE, 36, 8), "bottom": thin, "right": thin}
    word_xml.border_paragraphs(note, **sides)
    word_xml.shade_paragraphs(note, palette.OCHRE_TINT)
    check = _style(word, CHECK, 11, palette.INK, after=4)
    check.paragraph_format.left_indent = Mm(8)
    check.paragraph_format.first_line_indent = Mm(-8)
    check.paragraph_format.tab_stops.add_tab_stop(Mm(8))
    line = _style(word, LINE, 11, palette.INK)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = Mm(WRITING_HEIGHT)
    rule = (palette.WRITING_LINE, 6, 0)
    # Neighbours with the same borders are one frame: only "between" parts them.
    word_xml.border_paragraphs(line, bottom=rule, between=rule)
    gap = _style(word, GAP, 4, palette.INK)
    gap.paragraph_format.line_spacing = Pt(8)
    _style(word, CELL, 10, palette.INK, before=2, after=2)
    _style(word, CELL_HEAD, 10, palette.INK, bold=True, before=2, after=2)
    _style(word, LEAD, 13, palette.INK, after=8)
    _set_mention(word)


def _set_mention(word):
    """What the head of every page says, framed."""
    mention = _style(word, MENTION, 12, palette.BRICK, bold=True, before=6, after=6)
    mention.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    frame = (palette.BRICK, 12, 4)
    word_xml.border_paragraphs(mention, top=frame, left=frame, bottom=frame, right=frame)


def _style(word, name, size, color, bold=None, before=0, after=0, line=None, keep=None):
    """Set one paragraph style and return it."""
    style = word.styles[name]
    word_xml.set_font(style, palette.OFFICE_FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(color)
    for spread in style.element.rPr.xpath("w:spacing | w:kern"):
        spread.getparent().remove(spread)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if line:
        shape.line_spacing = line
    if keep is not None:
        shape.keep_with_next = keep
    return style


def _set_properties(word, document, meta):
    """Fill the properties that libraries and screen readers read."""
    moment = datetime.datetime(meta.date.year, meta.date.month, meta.date.day, 12)
    core = word.core_properties
    core.title, core.author, core.last_modified_by = meta.title[:255], meta.publisher[:255], ""
    core.subject, core.comments = document.label, meta.imprint[:255]
    core.language, core.version = "fr-FR", meta.version
    core.created = core.modified = moment
    core.revision, core.keywords = 1, ""


def _fill_margins(word, document, meta):
    """Fill the header and the footer."""
    section, edge = word.sections[0], Mm(text_width(document))
    head = section.header.paragraphs[0]
    _one_tab_stop(head, edge)
    if document.mention:
        word.sections[0].header.add_paragraph(document.mention, style=MENTION)
    head.add_run(meta.publisher).bold = True
    head.add_run(f"\t{document.label}")
    foot = section.footer.paragraphs[0]
    _one_tab_stop(foot, edge)
    foot.add_run(f"{meta.imprint}\tpage\u00a0")
    word_xml.add_field(foot, "PAGE")
    foot.add_run("\u00a0/\u00a0")
    word_xml.add_field(foot, "NUMPAGES")
    if meta.url:
        section.footer.add_paragraph(meta.url, style="Footer")


def _one_tab_stop(paragraph, edge):
    """Replace the tab stops of the style, cut for another page size, by the right edge."""
    stops = paragraph.paragraph_format.tab_stops
    for stop in list(paragraph.style.paragraph_format.tab_stops):
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
