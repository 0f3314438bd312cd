"""Files that people really send, and those that mean harm: each gets a clear answer."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from editorial.sheets.models import SheetImport
from editorial.tests.sheets import (
    CELLS,
    HEAD,
    STRINGS,
    errors,
    ods,
    outcomes,
    refusal,
    replaced,
    shared,
    simulated,
    workbook,
)
from resources.models import ResourcePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("person")]


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_any_encoding_of_spreadsheets_is_read(self, admin, encoding):
        simulated(admin, "thematiques", "Libellé;Définition\nÉté;œuvre – l’été".encode(encoding))
        line = SheetImport.objects.get().lines.get()
        assert (line.label, line.cells["definition"]) == ("Été", "œuvre – l’été")

    @pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
    def test_any_separator_is_read(self, admin, sign):
        sheet = simulated(admin, "thematiques", f"Libellé{sign}Rang\nÉté{sign}3")
        assert sheet.lines.get().values["sort_order"] == 3

    def test_line_by_which_excel_names_its_separator_is_no_line(self, admin):
        assert outcomes(simulated(admin, "thematiques", "sep=,\r\nLibellé,Rang\r\nÉté,3")) == [
            "new"
        ]

    def test_texts_on_several_lines_keep_the_numbers_of_the_rows(self, admin):
        sheet = simulated(admin, "thematiques", 'Libellé;Rang\n"A";1\n"B\nC";x\n')
        assert {number for number, _column, _text in errors(sheet)} == {3}

    def test_blank_rows_and_spaces_do_not_count(self, admin):
        sheet = simulated(admin, "thematiques", "\n\nLibellé ;Rang\n\n  Été  ; 3 \n;;\n\n")
        line = sheet.lines.get()
        assert (line.label, line.values["sort_order"]) == ("Été", 3)


class TestCells:
    def test_days_are_read_as_dates_numbers_and_texts(self, admin):
        page = ResourcePage.objects.get(title__startswith="+33")
        head = ["Identifiant", "Valable depuis", "À revoir avant le"]
        for first, second in (
            (date(2026, 11, 21), "21/11/2026"),
            (46347, "2026-11-21"),
            ("21-11-2026", "21.11.2026"),
        ):
            sheet = simulated(
                admin, "ressources", workbook(head, [str(page.identifier), first, second])
            )
            values = sheet.lines.get().values
            assert values == {"valid_from": "2026-11-21", "review_by": "2026-11-21"}

    def test_numbers_as_texts_and_texts_as_numbers_are_understood(self, admin):
        rows = workbook(HEAD, [2026, "x", "12"], ["Deux", 3.5, 4.0])
        sheet = simulated(admin, "thematiques", rows)
        assert [line.values["label"] for line in sheet.lines.all()] == ["2026", "Deux"]
        assert [line.values["sort_order"] for line in sheet.lines.all()] == [12, 4]

    def test_formula_counts_by_its_result_and_is_refused_without_one(self, admin):
        data = workbook(HEAD, ["Une", "x", "=1+2"])
        sheet = simulated(admin, "thematiques", data)
        assert errors(sheet)[0][1] == "Rang" and "formule" in errors(sheet)[0][2]
        kept = replaced(data, "xl/worksheets/sheet1.xml", "<v></v>", "<v>3</v>")
        sheet = simulated(admin, "thematiques", kept)
        assert sheet.lines.get().values["sort_order"] == 3

    def test_error_of_the_spreadsheet_is_an_error_of_the_cell(self, admin):
        sheet = simulated(admin, "thematiques", workbook(HEAD, ["Une", "#REF!", 1]))
        assert [(c, "#REF!" in text) for _n, c, text in errors(sheet)] == [("Définition", True)]

    def test_merged_cells_are_told(self, admin):
        book = openpyxl.Workbook()
        data = workbook(HEAD, ["Une", "x", 1], ["", "y", 2], book=book)
        book.active.merge_cells("A2:A3")
        data = workbook(book=book)
        found = errors(simulated(admin, "thematiques", data))
        assert {(number, column) for number, column, _ in found} == {(2, "Libellé"), (3, "Libellé")}
        assert "fusionnées" in found[0][2]

    def test_text_disarmed_in_csv_comes_back_without_its_apostrophe(self, admin):
        sheet = simulated(admin, "thematiques", "Libellé;Définition\n'=1+1;'tis")
        values = sheet.lines.get().values
        assert (values["label"], values["definition"]) == ("=1+1", "'tis")

    def test_too_long_and_broken_texts_are_told_by_cell(self, admin):
        rows = workbook(HEAD, ["A" * 200, "x" * 5000, 1], ["Deux\nlignes", "", 1])
        found = errors(simulated(admin, "thematiques", rows))
        assert [(number, column) for number, column, _text in found] == [
            (2, "Libellé"),
            (3, "Libellé"),
        ]

    def test_number_ruined_by_the_spreadsheet_is_explained(self, admin):
        sheet = simulated(admin, "structures", "SIRET;Ville\n1,23457E+13;Laon")
        assert any("abîmé" in text for _line, _column, text in errors(sheet))

    def test_hidden_sheet_is_never_read(self, admin):
        book = openpyxl.Workbook()
        book.active.sheet_state = "hidden"
        book.active.append(["Libellé"])
        book.active.append(["Secrète"])
        page = book.create_sheet("Vue")
        page.append(["Libellé"])
        page.append(["Visible"])
        book.active = 1
        target = io.BytesIO()
        book.save(target)
        sheet = simulated(admin, "thematiques", target.getvalue())
        assert [line.label for line in sheet.lines.all()] == ["Visible"]

    def test_cells_of_ods_say_the_same(self, admin):
        data = ods(HEAD, ["Une", "deux  espaces\nligne", 3], ["=1+1", "", "4"])
        sheet = simulated(admin, "thematiques", data, "x.ods")
        first, second = (line.values for line in sheet.lines.all())
        assert (first["definition"], first["sort_order"]) == ("deux  espaces\nligne", 3)
        assert (second["label"], second["sort_order"]) == ("=1+1", 4)

    def test_row_repeated_a_million_times_in_ods_is_no_row_when_blank(self, admin):
        data = ods(HEAD, ["Une", "", 1])
        assert b"number-rows-repeated" in zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
        big = replaced(data, "content.xml", 'rows-repeated="4999"', 'rows-repeated="1048570"')
        assert outcomes(simulated(admin, "thematiques", big, "x.ods")) == ["new"]


class TestTitles:
    def test_unknown_title_is_an_error_with_the_nearest_one(self, admin):
        said = refusal(admin, "Libelé;Rang;Couleur\nA;1;vert", "x.csv")
        assert "Vouliez-vous dire" in said and "Libellé" in said and "Couleur" in said

    def test_doubled_title_is_refused(self, admin):
        assert "deux fois" in refusal(admin, "Libellé;LIBELLE\nA;B", "x.csv")

    def test_column_without_title_is_refused_when_filled(self, admin):
        assert "pas de titre" in refusal(admin, "Libellé;\nA;B", "x.csv")
        assert "pas de titre" in refusal(admin, "Libellé\nA;B", "x.csv")

    def test_titles_alone_are_refused(self, admin):
        assert "ligne de titres" in refusal(admin, "Libellé;Rang\n", "x.csv")

    def test_titles_may_stand_under_a_presentation(self, admin):
        rows = workbook(["Thématiques 2026"], [], HEAD, ["Une", "", 1])
        assert outcomes(simulated(admin, "thematiques", rows)) == ["new"]


def test_workbook_of_excel_is_read_at_its_million_declared_rows(admin):
    page = ResourcePage.objects.get(title__startswith="+33")
    data = shared(STRINGS.format(page.identifier), CELLS)
    line = simulated(admin, "ressources", data).lines.get()
    assert line.number == 1_048_576
    assert line.values == {"title": "Neuf titre", "valid_from": "2026-11-21"}
