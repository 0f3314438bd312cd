"""The XLSX opens with its head, data, choices and print settings, and computes nothing odd."""

import datetime
import io
from dataclasses import replace

import openpyxl
import pytest

from exports.sheets_xlsx import render_xlsx


def reopened(document, meta):
    """Write and reopen a workbook."""
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(document, meta)))


@pytest.fixture
def book(make_book, meta):
    """The sample workbook, reopened."""
    return reopened(make_book(), meta)


def test_the_head_shows_title_introduction_columns_and_help(book, meta):
    page = book["Suivi"]
    assert page["A1"].value == meta.title
    assert page["A2"].value.startswith("Une ligne par tâche")
    assert [cell.value for cell in page[3]] == ["Tâche", "Niveau", "Heures", "Coût (€)", "Vu le"]
    assert page["A4"].value == "Un geste que l’on voit"
    assert page["A3"].style == "Titre de colonne"
    assert page["A3"].alignment.wrap_text
    assert page.freeze_panes == "A5"
    assert page.column_dimensions["A"].width == 30


def test_data_keep_their_type(book):
    page = book["Suivi"]
    assert page["C5"].value == 3
    assert page["E5"].value == datetime.datetime(2026, 9, 15)
    assert page["E5"].number_format == "dd/mm/yyyy"
    assert page["D5"].number_format == "#,##0.00"
    assert page["C10"].value == "=SUM(C5:C9)"
    assert page["C10"].data_type == "f"
    assert page["A10"].style == "Total de colonne"


@pytest.mark.parametrize(
    "text", ["= moins bien", "+33 minutes", "-2 dents", "@atelier", "#N/A", "12", "1E5"]
)
def test_a_text_is_never_computed(make_book, meta, text):
    page = reopened(make_book(rows=[[text, "", "", "", ""]]), meta)["Suivi"]
    assert page["A5"].value == text
    assert page["A5"].data_type in ("s", "inlineStr")
    assert page["A5"].quotePrefix == (text[0] in "=+-@")


def test_choices_are_offered_from_a_sheet_one_can_change(book):
    (rule,) = book["Suivi"].data_validations.dataValidation
    assert rule.type == "list"
    assert rule.formula1 == "Listes!$A$2:$A$3"
    assert str(rule.sqref) == "B5:B10"
    assert [cell.value for cell in book["Listes"]["A"]] == ["Niveau", "Imitation", "Adaptation"]


def test_it_prints_one_page_wide_with_its_column_titles(book, meta):
    page = book["Suivi"]
    assert page.page_setup.orientation == "landscape"
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$3:$4"
    assert "page &P / &N" in page.oddFooter.right.text
    assert meta.imprint in page["A12"].value


def test_an_ampersand_in_the_footer_is_not_a_code(make_book, meta):
    page = reopened(make_book(), replace(meta, status_line="A & B"))["Suivi"]
    assert "A && B" in page.oddFooter.left.text


def test_rows_leave_room_to_write_by_hand(book):
    heights = [book["Suivi"].row_dimensions[row].height for row in range(5, 11)]
    assert min(heights) >= 26


def test_several_sheets_add_their_name_to_the_title(make_book, meta):
    other = {"name": "Mots", "columns": [{"title": "Mot"}], "blank_rows": 2}
    book = reopened(make_book(other), meta)
    assert book.sheetnames == ["Suivi", "Mots", "Listes"]
    assert book["Mots"]["A1"].value == f"{meta.title}\u00a0: Mots"


def test_properties_are_declared(book, meta):
    assert book.properties.title == meta.title
    assert book.properties.language == "fr-FR"
    assert book.properties.creator == meta.publisher
