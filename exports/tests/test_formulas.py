"""Only harmless, well-formed calculations on the data of the sheet are formulas."""

import pytest

from exports.formulas import column_letter, looks_like_formula, parse_formula


@pytest.mark.parametrize(
    ("text", "opendocument"),
    [
        ("=SUM(B5:B20)", "of:=SUM([.B5:.B20])"),
        ("=C5-D5", "of:=[.C5]-[.D5]"),
        ('=COUNTIF(B5:B9,"Oui")', 'of:=COUNTIF([.B5:.B9];"Oui")'),
        ('=IF(COUNT(C5:D5)=2,C5*$D$5,"")', 'of:=IF(COUNT([.C5:.D5])=2;[.C5]*[.$D$5];"")'),
        ("=ROUND(100*G5/E5,0)", "of:=ROUND(100*[.G5]/[.E5];0)"),
        ("=-A5%", "of:=-[.A5]%"),
    ],
)
def test_a_calculation_is_written_for_each_program(text, opendocument):
    formula = parse_formula(text)
    assert formula.excel == text
    assert formula.opendocument == opendocument


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://example.org","ici")',
        "=WEBSERVICE(A5)",
        "=cmd|' /C calc'!A0",
        "=Feuil2!A5",
        "='[autre.xlsx]Feuil1'!A5",
        "=INDIRECT(A5)",
        "=SUM(B5:B9",
        "=SUM()",
        "=SUM(B5,)",
        "=B5 B6",
        "=B5+",
        "=COUNTIF(3,4)",
        "=sum(B5)",
    ],
)
def test_anything_else_that_looks_like_one_is_refused(text):
    assert looks_like_formula(text)
    with pytest.raises(ValueError, match=r"\w"):
        parse_formula(text)


@pytest.mark.parametrize(
    "text", ["= moins bien", "=", "==", "=>", "= 3 jours", "-2", "+33", "@lieu"]
)
def test_plain_words_are_not_formulas(text):
    assert not looks_like_formula(text)


def test_columns_are_lettered_as_in_spreadsheets():
    assert [column_letter(number) for number in (1, 26, 27, 52, 53)] == ["A", "Z", "AA", "AZ", "BA"]
