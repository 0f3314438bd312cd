"""What leaves the site in a spreadsheet comes back unchanged; what is undone was never there."""

import io
import zipfile

import openpyxl
import pytest

from catalogue.models import Keyword, Theme
from editorial.freshness.models import EditorialSettings
from editorial.sheets.kinds import KINDS
from editorial.tests.sheets import (
    FORMATS,
    acted,
    outcomes,
    simulated,
    snapshot,
    taken,
)
from exports.tables_csv import escaped, unescaped
from members.models import Structure
from resources.models import ResourcePage
from tests.builders import make_kind, make_resource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("person")]


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("kind", ["ressources", "structures", "thematiques", "mots-cles"])
def test_exported_then_imported_nothing_changes(admin, kind, extension):
    sheet = simulated(admin, kind, taken(kind, extension=extension), f"x.{extension}")
    assert set(outcomes(sheet)) == {"same"}
    assert sheet.total == len(KINDS[kind].keys())


@pytest.mark.parametrize("extension", FORMATS)
def test_template_holds_an_example_that_is_never_imported(admin, extension):
    for kind in ("ressources", "structures", "departements", "mots-cles"):
        sheet = simulated(admin, kind, taken(kind, "modele", extension), f"x.{extension}")
        assert outcomes(sheet) == ["example"], kind


def test_template_explains_itself_and_offers_the_allowed_values():
    book = openpyxl.load_workbook(io.BytesIO(taken("ressources", "modele", "xlsx")))
    assert book.sheetnames == ["Données", "Explications", "Listes"]
    rules = book["Données"].data_validations.dataValidation
    offered = {rule.sqref.ranges.copy().pop().min_col for rule in rules}
    headers = [cell.value for cell in book["Données"][1]]
    assert {headers[column - 1] for column in offered} >= {"Licence", "État", "Publier"}
    explained = {row[0].value for row in book["Explications"].iter_rows()}
    assert set(headers) <= explained
    with zipfile.ZipFile(io.BytesIO(taken("ressources", "modele", "ods"))) as archive:
        content = archive.read("content.xml").decode()
    assert "cell-content-is-in-list" in content and "Explications" in content


@pytest.mark.parametrize("text", ["=1+1", "'=1", "''-x", "'abc", " =x", "plain", "", "-", "@a"])
def test_disarmed_text_comes_back_as_it_was(text):
    assert unescaped(escaped(text)) == text
    assert not escaped(text).lstrip().startswith(("=", "+", "-", "@"))


EDITED = {
    "ressources": "Titre",
    "structures": "Nom",
    "thematiques": "Libellé",
    "mots-cles": "Mot-clé",
}
NEW = {
    "ressources": ["Titre", "Type de ressource", "Résumé"],
    "structures": ["Nom", "SIRET", "Type de structure", "Ville", "Département"],
    "thematiques": ["Libellé"],
    "mots-cles": ["Mot-clé"],
}
VALUES = {
    "ressources": ["Toute neuve", "Livret de suivi", "Un résumé."],
    "structures": ["Toute neuve", "00009999900005", "ACI", "Laon", "02"],
    "thematiques": ["Toute neuve"],
    "mots-cles": ["tout neuf"],
}


def edited(kind: str, publish: bool = False) -> bytes:
    """Every line changed, one added."""
    book = openpyxl.load_workbook(io.BytesIO(taken(kind, extension="xlsx")))
    page = book["Données"]
    places = {cell.value: cell.column for cell in page[1]}
    last = page.max_row
    for row in range(2, last + 1):
        cell = page.cell(row, places[EDITED[kind]])
        cell.value, cell.data_type = f"{cell.value} revu", "s"
    for header, value in zip(NEW[kind], VALUES[kind], strict=True):
        page.cell(last + 1, places[header]).value = value
    if publish:
        for row in range(2, last + 2):
            page.cell(row, places["Publier"]).value = "oui"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("kind", sorted(EDITED))
def test_import_undone_leaves_the_database_as_it_was(admin, kind):
    before = snapshot()
    sheet = acted(admin, simulated(admin, kind, edited(kind), "x.xlsx"), "apply")
    assert sheet.state == "applied" and snapshot() != before
    assert outcomes(sheet).count("new") == 1 and "wrong" not in outcomes(sheet)
    sheet = acted(admin, sheet, "undo")
    assert sheet.state == "undone"
    after = snapshot()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}


def test_published_import_undone_leaves_the_database_as_it_was(admin, nothing_checked):
    # Made the first time somebody publishes.
    EditorialSettings.load()
    before = snapshot()
    sheet = simulated(admin, "ressources", edited("ressources", publish=True), "x.xlsx")
    sheet = acted(admin, sheet, "apply")
    assert ResourcePage.objects.live().filter(title="Toute neuve").exists()
    assert ResourcePage.objects.live().filter(title="Un brouillon en attente revu").exists()
    assert acted(admin, sheet, "undo").state == "undone"
    after = snapshot()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}


def test_renamed_term_keeps_its_records(admin):
    page = ResourcePage.objects.get(title__startswith="+33")
    acted(admin, simulated(admin, "thematiques", edited("thematiques"), "x.xlsx"), "apply")
    assert [theme.label for theme in page.themes.all()] == [
        "Accueil, intégration ; premiers jours revu"
    ]
    assert Theme.objects.count() == 2


def test_whole_bank_goes_and_comes_back_with_a_fixed_number_of_queries(
    admin, django_assert_max_num_queries
):
    kind = make_kind()
    for number in range(12):
        make_resource(title=f"Fiche {number}", resource_kind=kind)
    with django_assert_max_num_queries(35):
        taken("ressources")


def test_keyword_and_structure_are_found_again_after_their_import(admin):
    acted(admin, simulated(admin, "mots-cles", "Mot-clé\nBÊCHE\n"), "apply")
    assert Keyword.objects.get(name="BÊCHE").key == "beche"
    line = "Nom;SIRET;Type de structure;Ville;Département\nLa Régie;00009999900005;ACI;Laon;Aisne\n"
    acted(admin, simulated(admin, "structures", line), "apply")
    assert Structure.objects.get(siret="00009999900005").slug == "la-regie"
