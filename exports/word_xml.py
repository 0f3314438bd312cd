"""The parts of WordprocessingML that python-docx does not offer."""

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

# Elements that must follow borders and shading inside paragraph and cell properties.
AFTER_BORDERS = (
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)
AFTER_CELL_BORDERS = (
    "w:shd",
    "w:noWrap",
    "w:tcMar",
    "w:textDirection",
    "w:tcFitText",
    "w:vAlign",
    "w:hideMark",
)


def border_paragraphs(style, **sides):
    """Draw borders around the paragraphs of a style: ``bottom=(color, eighths, gap)``."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right", "between"):
        if side in sides:
            borders.append(_border(side, *sides[side]))
    style.element.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def shade_paragraphs(style, fill):
    """Colour the ground of the paragraphs of a style."""
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(_shade(fill), *AFTER_BORDERS[1:])


def border_cell(cell, **sides):
    """Draw borders of one cell; a side given as ``None`` has none."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            borders.append(_border(side, *(sides[side] or ("auto", 0, 0))))
    cell._tc.get_or_add_tcPr().insert_element_before(borders, *AFTER_CELL_BORDERS)


def shade_cell(cell, fill):
    """Colour the ground of one cell."""
    cell._tc.get_or_add_tcPr().insert_element_before(_shade(fill), *AFTER_CELL_BORDERS[1:])


def set_font(style, name):
    """Give a style one font for every script, over the font of the theme."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), name)


def set_language(document, tag):
    """Declare the language of the whole text."""
    defaults = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    language.set(qn("w:eastAsia"), tag)
    defaults.append(language)


def keep_row_whole(row, height_mm=None):
    """Never cut a row between two pages; give it at least a height."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if height_mm:
        row.height = Mm(height_mm)


def repeat_row(row):
    """Print a row again at the top of every page its table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def describe_table(table, text, row_header=False):
    """Give a table its alternative text and say which cells are headers."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    # Flags of the look: first row, no banded rows nor columns, and maybe first column.
    flags, first_column = ("06A0", 1) if row_header else ("0620", 0)
    properties.append(
        parse_xml(
            f'<w:tblLook {nsdecls("w")} w:val="{flags}" w:firstRow="1" w:lastRow="0" '
            f'w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
    )
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    properties.append(caption)


def add_field(paragraph, instruction):
    """Add a field that Word computes, such as the page number."""
    for kind, text in (
        ("begin", ""),
        ("", instruction),
        ("separate", ""),
        ("text", "1"),
        ("end", ""),
    ):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)


def add_link(paragraph, url):
    """Add an address that opens with a click."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, kind, is_external=True))
    run = paragraph.add_run(url)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def add_checkbox(paragraph):
    """Add a box that one ticks with a click, and that prints as ☐."""
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")} xmlns:w14="{w14}"><w:sdtPr><w14:checkbox>'
            '<w14:checked w14:val="0"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
            "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>"
            '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"'
            ' w:hint="eastAsia"/>'
            "</w:rPr><w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def restart_numbering(document, style):
    """Return the identifier of a new numbered list that starts at 1."""
    numbering = document.part.numbering_part.element
    number = style.element.pPr.numPr.numId.val
    pattern = numbering.num_having_numId(number).abstractNumId.val
    fresh = numbering.add_num(pattern)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return fresh.numId


def number_paragraph(paragraph, number):
    """Attach a paragraph to a numbered list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _border(side, color, eighths, gap):
    """Return one border; width in eighths of a point, gap in points."""
    border = OxmlElement(f"w:{side}")
    border.set(qn("w:val"), "single" if eighths else "nil")
    border.set(qn("w:sz"), str(eighths))
    border.set(qn("w:space"), str(gap))
    border.set(qn("w:color"), color)
    return border


def _shade(fill):
    """Return a plain ground."""
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), fill)
    return shade
