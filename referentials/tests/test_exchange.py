"""A referential taken away as a table and brought back: nothing lost, every fault named."""

import json
from io import StringIO

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from referentials.exchange.checking import Faulty
from referentials.exchange.merging import proposal, save_draft
from referentials.exchange.reading import Unreadable, read_rows
from referentials.exchange.rows import COLUMNS, Row, rows_of
from referentials.exchange.writing import FORMATS, guarded, tree_file
from referentials.models import ReferentialPage
from tests.builders import make_referential, make_tree, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SCALE = [("level", {"code": "1", "label": "Imitation", "description": "Fait comme on montre."})]
HARD = '=SUM(A1)\u00a0; "cité", \'+33  deux  blancs, é’œ 🙂 مرحبا'


@pytest.fixture
def page() -> ReferentialPage:
    tree = make_tree(blocks=2, activities=2)
    tree[0][1]["activities"][0]["competencies"][0]["criteria"] = [HARD, "'=1", "-2 dents", "@moi"]
    tree[1][1]["activities"].append({"code": "A2.9", "title": "Sans rien", "competencies": []})
    return make_referential(title="Maraîchage", tree=tree, scale=SCALE)


def back(page, data: bytes, extension: str):
    return proposal(page, read_rows(ContentFile(data, f"arbre.{extension}")))


def table(page) -> list[list[str]]:
    return [list(row.cells) for row in rows_of(page)]


def quote(cell: str) -> str:
    return guarded(cell).replace('"', '""')


def csv_of(lines) -> bytes:
    quoted = [";".join(f'"{quote(cell)}"' for cell in line) for line in lines]
    return "\r\n".join([";".join(COLUMNS), *quoted]).encode()


@pytest.mark.parametrize("extension", FORMATS)
def test_what_comes_back_untouched_differs_in_nothing(page, extension):
    found = back(page, tree_file(page, extension), extension)
    assert found.changes == []
    before = rows_of(page)
    assert [row.cells for row in found.rows] == [row.cells for row in before]
    save_draft(page, found.rows)
    draft = ReferentialPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert rows_of(draft) == before


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_no_text_is_ever_computed(page, extension):
    data = tree_file(page, extension)
    if extension == "csv":
        assert "'=SUM(A1)" in data.decode()
    if extension == "xlsx":
        cells = [c for row in openpyxl.load_workbook(ContentFile(data)).active.rows for c in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_changes_are_said_in_words_and_kept_as_a_draft_only(page):
    lines = table(page)
    place = next(i for i, line in enumerate(lines) if line[1] == "A1.1.2")
    lines[place][2] = "Faire mieux"
    lines.insert(place + 1, ["Critère", "", "Sans aide", "", ""])
    gone = next(i for i, line in enumerate(lines) if line[1] == "A2.2.2")
    del lines[gone : gone + 2]
    found = back(page, csv_of(lines), "csv")
    assert found.changes == [
        "Retiré\u00a0: Compétence A2.2.2 Faire 2.2.2",
        "Retiré\u00a0: Critère On le voit.",
        "Modifié\u00a0: Compétence A1.1.2 Faire 1.1.2, intitulé "
        "«\u00a0Faire 1.1.2\u00a0» devient «\u00a0Faire mieux\u00a0»",
        "Ajouté\u00a0: Critère Sans aide",
    ]
    save_draft(page, found.rows, make_user("editor"))
    online = ReferentialPage.objects.get(pk=page.pk)
    assert "Faire mieux" not in str(table(online))
    assert online.has_unpublished_changes
    draft = online.get_latest_revision_as_object()
    assert "Faire mieux" in str(table(draft))
    draft.save_revision().publish()
    assert page.competencies.get(code="A1.1.2").label == "Faire mieux"
    assert page.competencies.get(code="A2.2.2").retired


def test_a_line_that_moves_keeps_its_identity(page):
    lines = table(page)
    place = next(i for i, line in enumerate(lines) if line[1] == "A1.1.2")
    target = next(i for i, line in enumerate(lines) if line[1] == "A1.2")
    moved = lines[place : place + 2]
    lines[target + 1 : target + 1] = moved
    del lines[place : place + 2]
    assert back(page, csv_of(lines), "csv").changes == [
        "Déplacé\u00a0: Compétence A1.1.2 Faire 1.1.2"
    ]


def test_a_change_of_order_is_said(page):
    lines = table(page)
    first = next(i for i, line in enumerate(lines) if line[1] == "A2.1.1")
    lines[first : first + 4] = [*lines[first + 2 : first + 4], *lines[first : first + 2]]
    assert back(page, csv_of(lines), "csv").changes == [
        "Ordre changé dans\u00a0: Activité A2.1 Activité 1"
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            ["Chapitre", "X", "Titre", "", ""],
            "Type\u00a0: «\u00a0Chapitre\u00a0» n’est pas un type",
        ),
        (
            ["Critère", "", "Vu", "", ""],
            "Type\u00a0: il faut une ligne «\u00a0Compétence\u00a0» au-dessus",
        ),
        (["Bloc", "", "Titre", "", ""], "Code\u00a0: cette case est vide"),
        (["Bloc", "é 1", "Titre", "", ""], "Code\u00a0: Un code"),
        (["Bloc", "A1", "Titre", "", ""], "Code\u00a0: «\u00a0A1\u00a0» sert déjà à la ligne"),
        (["Bloc", "Z1", "", "", ""], "Intitulé\u00a0: cette case est vide"),
        (["Bloc", "Z1", "w" * 251, "", ""], "Intitulé\u00a0: 251 signes, 250 au plus"),
        (["Bloc", "Z1", "Titre", "Ici", ""], "Contexte\u00a0: laissez cette case vide"),
        (["Bloc", "Z1", "Titre", "", "inconnu"], "Identifiant\u00a0: inconnu dans ce référentiel"),
    ],
)
def test_every_fault_is_named_by_its_cell(page, line, fault):
    lines = [*table(page), line]
    with pytest.raises(Faulty) as raised:
        back(page, csv_of(lines), "csv")
    (found,) = raised.value.faults
    assert found.startswith(f"ligne {len(lines) + 1}, {fault}")


def test_a_competency_under_a_new_block_asks_for_an_activity(page):
    lines = [*table(page), ["Bloc", "Z1", "Titre", "", ""], ["Compétence", "Z2", "Faire", "", ""]]
    with pytest.raises(Faulty, match="il faut une ligne «\u00a0Activité\u00a0» au-dessus"):
        back(page, csv_of(lines), "csv")


def test_an_identifier_serves_once_and_for_one_kind_of_line(page):
    lines = table(page)
    block = next(line for line in lines if line[0] == "Bloc")
    twin = ["Bloc", "Z1", "Titre", "", block[4]]
    with pytest.raises(Faulty, match="le même qu’à la ligne"):
        back(page, csv_of([*lines, twin]), "csv")
    lines[lines.index(block)] = [*block[:4], ""]
    with pytest.raises(Faulty, match="c’est celui d’une ligne «\u00a0Bloc\u00a0»"):
        back(
            page,
            csv_of([*lines, ["Bloc", "Z9", "T", "", ""], ["Activité", "Z8", "T", "", block[4]]]),
            "csv",
        )


def test_the_table_of_another_referential_is_refused(page):
    with pytest.raises(Faulty, match="celui d’un autre référentiel"):
        back(make_referential(title="Maraîchage"), tree_file(page, "csv"), "csv")


def test_columns_in_another_encoding_or_separator_are_read(page):
    text = csv_of(table(make_referential(title="Été", tree=make_tree()))).decode()
    other = ReferentialPage.objects.get(title="Été")
    assert back(other, text.encode("cp1252"), "csv").changes == []
    assert back(other, text.replace(";", ",").encode(), "csv").changes == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 coupe"),
        ("a.ods", b""),
        ("a.csv", b"rien;ici"),
        ("a.csv", b"\x00" * 50),
        ("a.json", b"[1, 2"),
        ("a.json", b'{"format": "autre"}'),
        ("a.json", b'{"format": "referentiel/1", "blocs": [3]}'),
        ("a.json", b"[" * 100_000),
        ("a.pdf", b"%PDF-1.4"),
        ("a", b"x"),
        ("a.csv", b"x" * 5_000_001),
    ],
)
def test_a_bad_file_is_refused_in_french(page, name, data):
    with pytest.raises(Unreadable) as raised:
        read_rows(ContentFile(data, name))
    assert str(raised.value).endswith((".", ")."))


def test_an_empty_table_is_refused(page):
    with pytest.raises(Faulty, match="La première ligne"):
        back(page, csv_of([]), "csv")


def test_the_command_says_then_keeps(page, tmp_path):
    lines = table(page)
    lines[0][1] = "2.0"
    path = tmp_path / "arbre.csv"
    path.write_bytes(csv_of(lines))
    out = StringIO()
    call_command("import_referential", path, page.slug, stdout=out)
    assert "version «\u00a01.0\u00a0» devient «\u00a02.0\u00a0»" in out.getvalue()
    assert not ReferentialPage.objects.get(pk=page.pk).has_unpublished_changes
    call_command("import_referential", path, page.slug, "--brouillon", stdout=out)
    assert ReferentialPage.objects.get(pk=page.pk).has_unpublished_changes
    path.write_bytes(b"rien")
    with pytest.raises(CommandError, match="Rien n’a été gardé"):
        call_command("import_referential", path, page.slug, stdout=out)


def test_json_says_the_tree_in_plain(page):
    said = json.loads(tree_file(page, "json"))
    assert (said["titre"], said["version"]) == ("Maraîchage", "1.0")
    activity = said["blocs"][0]["activites"][0]
    assert activity["competences"][1]["criteres"][0]["intitule"] == "On le voit."


# Under the access rule


@pytest.mark.parametrize("name", [*(f"arbre.{each}" for each in FORMATS), "matrice.xlsx"])
def test_data_follow_the_access_of_the_referential(client, name):
    reserved = make_referential(access_level="members", tree=make_tree())
    hidden = make_referential(access_level="members", hide_notice=True, tree=make_tree())
    for page, status in ((reserved, 403), (hidden, 404)):
        assert client.get(f"/fiches/{page.identifier}/donnees/{name}").status_code == status
    client.force_login(make_user("member"))
    response = client.get(f"/fiches/{hidden.identifier}/donnees/{name}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert hidden.slug in response["Content-Disposition"]


@pytest.mark.parametrize("name", ["arbre.pdf", "matrice.csv", "autre.csv", "arbre."])
def test_other_data_are_unknown(client, page, name):
    assert client.get(f"/fiches/{page.identifier}/donnees/{name}").status_code == 404


def test_rows_say_where_they_were_read(page):
    rows = read_rows(ContentFile(tree_file(page, "json"), "a.json"))
    assert Row("Bloc", "A1", "Bloc 1", "", rows[2].identifier, "blocs[1]") in rows
