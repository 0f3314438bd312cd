"""Tables of data as XLSX, written line by line: memory does not grow with the lines.

Every text is stored as a text, whatever it starts with: nothing is ever computed.
"""

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from exports import palette
from exports.formulas import column_letter
from exports.sheets_xlsx import FORMULA_SIGNS
from exports.tables import LAST_CHOICE_ROW, Book, Page

LISTS = "Listes"
_BOLD = Font(palette.OFFICE_FONT, 11, b=True, color=palette.INK)
_FILL = PatternFill("solid", fgColor=palette.GREEN_TINT)
_TOP = Alignment(wrap_text=True, vertical="top")


def render_xlsx(book: Book) -> bytes:
    """The whole file."""
    work = Workbook(write_only=True)
    work.properties.title, work.properties.language = book.title, "fr-FR"
    sheet = work.create_sheet(book.name)
    sheet.freeze_panes = "B2"
    for number, heading in enumerate(book.headings, start=1):
        place = sheet.column_dimensions[column_letter(number)]
        place.width = heading.width
        if heading.as_text:
            place.number_format = "@"
        if heading.choices:
            sheet.data_validations.append(_rule(book, number, heading.choices))
    sheet.append(_headers(sheet, [heading.title for heading in book.headings]))
    for row in book.rows:
        sheet.append(list(_cells(sheet, row)))
    pages = [*book.pages]
    if book.lists:
        pages.append(Page(LISTS, [32] * len(book.lists), book.list_rows))
    for page in pages:
        _add_page(work, page)
    target = io.BytesIO()
    work.save(target)
    return target.getvalue()


def _rule(book: Book, number: int, choices: str) -> DataValidation:
    """Another answer is stopped: it would be refused when the file comes back."""
    column, last = book.place_of(choices)
    letter, here = column_letter(column), column_letter(number)
    rule = DataValidation("list", formula1=f"{LISTS}!${letter}$2:${letter}${last}")
    rule.allow_blank = rule.showErrorMessage = True
    rule.errorTitle, rule.error = "Hors de la liste", "Choisissez une valeur de la liste."
    rule.add(f"{here}2:{here}{LAST_CHOICE_ROW}")
    return rule


def _add_page(work: Workbook, page: Page) -> None:
    sheet = work.create_sheet(page.name)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(page.widths, start=1):
        sheet.column_dimensions[column_letter(number)].width = width
    first, *rows = page.rows
    sheet.append(_headers(sheet, first))
    for row in rows:
        sheet.append(list(_cells(sheet, row, wrapped=True)))


def _headers(sheet, titles: Sequence[str]) -> list[WriteOnlyCell]:
    cells = list(_cells(sheet, titles, wrapped=True))
    for cell in cells:
        cell.font, cell.fill = _BOLD, _FILL
    return cells


def _cells(sheet, row: Sequence, wrapped: bool = False) -> Iterator[WriteOnlyCell]:
    for value in row:
        cell = WriteOnlyCell(sheet, value=None if value == "" else value)
        if isinstance(value, str) and value:
            cell.data_type = "s"
            if value.startswith(FORMULA_SIGNS):
                # The mark that a person types before a text starting with a formula sign.
                cell.quotePrefix = True
        elif hasattr(value, "year"):
            cell.number_format = "dd/mm/yyyy"
        if wrapped:
            cell.alignment = _TOP
        yield cell
