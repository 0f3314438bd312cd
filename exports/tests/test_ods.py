"""The ODS opens with its head, data, choices and print settings, and computes nothing odd."""

import datetime
import io

import odfdo
import pytest

from exports.sheets_ods import render_ods


@pytest.fixture
def book(make_book, meta):
    """The sample workbook, reopened."""
    return odfdo.Document(io.BytesIO(render_ods(make_book(), meta)))


def content(book):
    """Return the XML of the sheets."""
    return book.get_part("content.xml").serialize().decode()


def test_the_head_shows_title_introduction_columns_and_help(book, meta):
    table = book.body.get_table(name="Suivi")
    assert table.get_value((0, 0)) == meta.title
    assert table.get_row_values(2) == ["Tâche", "Niveau", "Heures", "Coût (€)", "Vu le"]
    assert table.get_value((0, 3)) == "Un geste que l’on voit"
    assert len(table.get_elements("table:table-header-rows/table:table-row")) == 2


def test_data_keep_their_type(book):
    table = book.body.get_table(name="Suivi")
    assert table.get_value("C5") == 3
    assert table.get_value("D5") == pytest.approx(12.5)
    assert table.get_cell("E5").date == datetime.date(2026, 9, 15)
    assert table.get_cell("C10").formula == "of:=SUM([.C5:.C9])"
    assert table.get_cell("A10").style == "TotalColonne"


@pytest.mark.parametrize("text", ["= moins bien", "+33 minutes", "-2 dents", "@atelier", "12"])
def test_a_text_is_never_computed(make_book, meta, text):
    book = odfdo.Document(io.BytesIO(render_ods(make_book(rows=[[text, "", "", "", ""]]), meta)))
    cell = book.body.get_table(name="Suivi").get_cell("A5")
    assert (cell.type, cell.value, cell.formula) == ("string", text, None)


def test_choices_are_offered_from_a_sheet_one_can_change(book):
    xml = content(book)
    assert "of:cell-content-is-in-list([$Listes.$A$2:.$A$3])" in xml
    assert xml.count('table:content-validation-name="choix1.2"') == 6
    assert book.body.get_table(name="Listes").get_column_values(0) == [
        "Niveau",
        "Imitation",
        "Adaptation",
    ]


def test_titles_stay_in_sight_and_zeros_are_shown(book):
    settings = book.get_part("settings.xml").serialize().decode()
    assert 'config:name="VerticalSplitPosition" config:type="int">4<' in settings
    styles = book.get_part("styles.xml").serialize().decode()
    assert "zero-values" in styles
    assert 'style:scale-to-X="1"' in styles


def test_every_style_that_is_worn_is_defined(book):
    roots = [book.get_part(part).root for part in ("content.xml", "styles.xml")]
    worn = {str(value) for root in roots for value in root.xpath("//@table:style-name")}
    known = {str(value) for root in roots for value in root.xpath("//style:style/@style:name")}
    assert worn <= known


def test_a_sheet_name_with_an_apostrophe_is_quoted(make_book, meta):
    book = odfdo.Document(io.BytesIO(render_ods(make_book(name="Suivi d'été & <b>"), meta)))
    assert book.body.get_table(name="Suivi d'été & <b>") is not None
    assert "'Suivi d''été &amp; &lt;b&gt;'.B5" in content(book).replace("&#x27;", "'")


def test_properties_are_declared(book, meta):
    assert book.meta.title == meta.title
    assert book.meta.language == "fr-FR"
