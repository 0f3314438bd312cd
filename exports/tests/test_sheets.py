"""Sheets are read whole, or refused with the place and the reason."""

import pytest

from exports.checks import DocumentError
from exports.formulas import Formula
from exports.sheets import FIRST_ROW, count_lines


def refusal(make_book, *others, **values):
    """Return the first problem found in a sheet."""
    with pytest.raises(DocumentError) as caught:
        make_book(*others, **values)
    return caught.value.problems[0]


def test_blank_rows_go_above_a_total_that_reads_them(make_book):
    sheet = make_book().sheets[0]
    assert sheet.rows[-1][0] == "Total"
    assert isinstance(sheet.rows[-1][2], Formula)
    assert sheet.rows[2:5] == (("",) * 5,) * 3
    assert sheet.last_row == FIRST_ROW + 5
    assert sheet.total_rows == {5}


def test_columns_know_what_they_hold(make_book):
    sheet = make_book().sheets[0]
    assert [sheet.kind(i) for i in range(5)] == ["text", "text", "number", "money", "date"]


def test_a_text_that_starts_like_a_formula_stays_a_text(make_book):
    rows = [
        ["= moins bien", "", "", "", ""],
        ["+33 minutes", "", "", "", ""],
        ["@atelier", "", "", "", ""],
    ]
    sheet = make_book(rows=rows).sheets[0]
    assert [row[0] for row in sheet.rows[:3]] == ["= moins bien", "+33 minutes", "@atelier"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "a" * 32}, "trop long"),
        ({"name": "Suivi/2026"}, "interdit dans un nom de feuille"),
        ({"name": "listes"}, "réservé"),
        ({"name": "'Suivi"}, "apostrophe"),
        ({"columns": []}, "vide"),
        ({"columns": [{"title": "x", "width": 500}]}, "nombre de signes"),
        ({"columns": [{"title": "x", "choices": ["a", "a"]}], "rows": []}, "identiques"),
        ({"rows": [], "blank_rows": 0}, "feuille sans ligne"),
        ({"rows": [["a"]]}, "la ligne a 1 cases"),
        ({"rows": [["a", "Expert", "", "", ""]]}, "n’est pas dans les choix"),
        ({"rows": [["a", "", True, "", ""]]}, "oui/non"),
        ({"rows": [["a", "", float("inf"), "", ""]]}, "hors limites"),
        (
            {"rows": [["a", "", "=SUM(C5:C9)", "", ""]], "blank_rows": 0},
            "se calcule elle-même|sort des données",
        ),
        ({"rows": [["a", "", "=SUM(C1:C3)", "", ""]]}, "sort des données"),
        ({"rows": [["a", "", "=SUM(D5:Z5)", "", ""]]}, "sort des données"),
        ({"rows": [["a", "", "=HYPERLINK(D5)", "", ""]]}, "non admise"),
        ({"rows": [["a", "", "douze", "", ""], ["b", "", "=D6+1", "", ""]]}, "colonne de nombres"),
        ({"blank_rows": 501}, "hors limites"),
    ],
)
def test_a_faulty_sheet_is_refused_in_french(make_book, values, words):
    assert any(word in refusal(make_book, **values) for word in words.split("|"))


def test_two_sheets_never_share_a_name(make_book):
    other = {"name": "SUIVI", "columns": [{"title": "x"}], "blank_rows": 1}
    assert "deux feuilles" in refusal(make_book, other)


def test_words_may_be_counted_in_a_column_of_words(make_book):
    rows = [["a", "Imitation", "", "", ""], ["Combien", '=COUNTIF(B5:B5,"Imitation")', "", "", ""]]
    assert make_book(rows=rows).sheets[0].rows[1][1].excel == '=COUNTIF(B5:B5,"Imitation")'


def test_a_row_is_high_enough_for_its_longest_text(make_book):
    sheet = make_book(rows=[["mot " * 40, "", "", "", ""]]).sheets[0]
    assert sheet.row_height(sheet.rows[0]) > 2 * sheet.row_height(sheet.rows[1])
    assert count_lines("un\ndeux", 20) == 2
