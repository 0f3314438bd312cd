"""Write the sheets of a document as XLSX, with named cell styles.

Every text is stored as a text, whatever it starts with; only a ``Formula`` is computed
(the rule is in ``exports.formulas``).
"""

import datetime
import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from exports import palette
from exports.archive import settle
from exports.formulas import Formula, column_letter
from exports.sheets import (
    FIRST_ROW,
    HEADER_ROW,
    HELP_ROW,
    INTRO_ROW,
    LISTS_NAME,
    TITLE_ROW,
    choice_lists,
)

TITLE, INTRO, HEAD, HELP = "Titre de feuille", "Introduction", "Titre de colonne", "Aide"
DATA, TOTAL, IMPRINT = "Donnée", "Total de colonne", "Mention"
FORMULA_SIGNS = ("=", "+", "-", "@")
NUMBER_FORMATS = {"date": "dd/mm/yyyy", "money": "#,##0.00"}
AT_RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
A4 = 9


def render_xlsx(document, meta):
    """Return the XLSX file as bytes."""
    book = Workbook()
    book.remove(book.active)
    for style in _styles():
        book.add_named_style(style)
    lists = choice_lists(document.sheets)
    for sheet in document.sheets:
        page = book.create_sheet(sheet.name)
        _fill_head(page, sheet, sheet.title(meta.title, len(document.sheets)))
        _fill_rows(page, sheet)
        _fill_foot(page, sheet, meta)
        _add_choices(page, sheet, lists)
        _set_view(page, sheet)
        _set_print(page, sheet, document, meta)
    if lists:
        _add_lists(book, lists)
    _set_properties(book, document, meta)
    target = io.BytesIO()
    book.save(target)
    return settle(target.getvalue(), meta.date)


def _styles():
    """Return the named styles of the workbook."""
    top = Alignment(wrap_text=True, vertical="top")
    middle = Alignment(wrap_text=True, vertical="center")
    line, strong = Side("thin", color=palette.LINE), Side("medium", color=palette.GREEN)
    box = Border(left=line, right=line, top=line, bottom=line)
    above = Border(left=line, right=line, top=line)
    under = Border(left=line, right=line, bottom=strong)
    framed = Border(left=line, right=line, top=strong, bottom=strong)
    tint = PatternFill("solid", fgColor=palette.GREEN_TINT)
    brick = Border(bottom=Side("medium", color=palette.BRICK))
    return [
        _style(TITLE, _font(15, bold=True), middle, brick),
        _style(INTRO, _font(11), middle),
        _style(HEAD, _font(11, bold=True), middle, above, tint),
        _style(HELP, _font(9, italic=True, color=palette.MUTED), top, under, tint),
        _style(DATA, _font(11), middle, box),
        _style(TOTAL, _font(11, bold=True), middle, framed, tint),
        _style(IMPRINT, _font(9, color=palette.MUTED), Alignment(vertical="center")),
    ]


def _font(size, bold=False, italic=False, color=palette.INK):
    """Return a font of the office face."""
    return Font(palette.OFFICE_FONT, size, b=bold, i=italic, color=color)


def _style(name, font, alignment, border=None, fill=None):
    """Return a named style."""
    return NamedStyle(name, font=font, alignment=alignment, border=border, fill=fill)


def _fill_head(page, sheet, title):
    """Write the title, the introduction, the column titles and their help."""
    end = sheet.heading_columns
    for row, text, style in ((TITLE_ROW, title, TITLE), (INTRO_ROW, sheet.intro, INTRO)):
        for column in range(1, end + 1):
            page.cell(row, column).style = style
        _write(page.cell(row, 1), text, style)
        if end > 1:
            page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=end)
    for number, column in enumerate(sheet.columns, start=1):
        _write(page.cell(HEADER_ROW, number), column.title, HEAD)
        _write(page.cell(HELP_ROW, number), column.help, HELP)
        page.column_dimensions[column_letter(number)].width = column.width
    for row, height in sheet.heights(title).items():
        page.row_dimensions[row].height = height


def _fill_rows(page, sheet):
    """Write the data, examples and blanks alike."""
    kinds = [sheet.kind(i) for i in range(len(sheet.columns))]
    totals = sheet.total_rows
    for i, row in enumerate(sheet.rows):
        page.row_dimensions[FIRST_ROW + i].height = sheet.row_height(row)
        for j, value in enumerate(row):
            cell = page.cell(FIRST_ROW + i, j + 1)
            _write(cell, value, TOTAL if i in totals else DATA)
            if kinds[j] in NUMBER_FORMATS:
                cell.number_format = NUMBER_FORMATS[kinds[j]]
            if kinds[j] != "text" and not isinstance(value, str):
                cell.alignment = AT_RIGHT


def _fill_foot(page, sheet, meta):
    """Write the status, licence, version and address under the data."""
    parts = (meta.publisher, meta.imprint, meta.url)
    line = " · ".join(part for part in parts if part)
    _write(page.cell(sheet.last_row + 2, 1), line, IMPRINT)


def _write(cell, value, style):
    """Write one cell; a text is never taken for a formula, an error code or a number."""
    cell.style = style
    if isinstance(value, Formula):
        cell.value = value.excel
    elif isinstance(value, str):
        if value:
            cell.value, cell.data_type = value, "s"
            # The mark that a person types before a text starting with a formula sign.
            cell.quotePrefix = value.startswith(FORMULA_SIGNS)
    else:
        cell.value = value


def _add_choices(page, sheet, lists):
    """Offer the choices of a column in all its data cells; another answer is asked twice."""
    known = [choices for _, choices in lists]
    for number, column in enumerate(sheet.columns, start=1):
        if not column.choices:
            continue
        letter = column_letter(known.index(column.choices) + 1)
        source = f"{LISTS_NAME}!${letter}$2:${letter}${len(column.choices) + 1}"
        rule = DataValidation("list", formula1=source, allow_blank=True, errorStyle="warning")
        rule.errorTitle, rule.error = "Hors de la liste", "Cette réponse n’est pas dans la liste."
        rule.showErrorMessage = True
        here = column_letter(number)
        rule.add(f"{here}{FIRST_ROW}:{here}{sheet.last_row}")
        page.add_data_validation(rule)


def _set_view(page, sheet):
    """Keep the column titles in sight."""
    page.freeze_panes = f"{column_letter(sheet.frozen_columns + 1)}{FIRST_ROW}"
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = palette.GREEN


def _set_print(page, sheet, document, meta):
    """Print on A4, one page wide, column titles on every page."""
    page.page_setup.paperSize = A4
    page.page_setup.orientation = document.orientation
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{HEADER_ROW}:{HELP_ROW}"
    page.print_area = f"A1:{column_letter(len(sheet.columns))}{sheet.last_row + 2}"
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top = page.page_margins.bottom = 0.7
    # In this place & starts a code: doubled, it is a plain sign.
    page.oddFooter.left.text = meta.imprint.replace("&", "&&")[:120]
    page.oddFooter.right.text = "page &P / &N"
    for part in (page.oddFooter.left, page.oddFooter.right):
        part.size, part.color = 8, palette.MUTED


def _add_lists(book, lists):
    """Add the sheet that holds the choices."""
    page = book.create_sheet(LISTS_NAME)
    for number, (title, choices) in enumerate(lists, start=1):
        page.column_dimensions[column_letter(number)].width = 28
        _write(page.cell(1, number), title, HEAD)
        for row, choice in enumerate(choices, start=2):
            _write(page.cell(row, number), choice, DATA)
    page.freeze_panes = "A2"
    page.page_setup.paperSize, page.page_setup.orientation = A4, "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _set_properties(book, document, meta):
    """Fill the properties that libraries read."""
    moment = datetime.datetime(meta.date.year, meta.date.month, meta.date.day, 12)
    core = book.properties
    core.title, core.creator, core.subject = meta.title, meta.publisher, document.label
    core.description, core.language, core.version = meta.imprint, "fr-FR", meta.version
    core.created = core.modified = moment
