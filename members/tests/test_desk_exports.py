"""Lists of the staff taken away: no cell computes, nobody is named in the journal."""

import csv
import io

import openpyxl
import pytest

from members import journal
from members.models import Act, State
from tests.structures import make_agreement, make_person, make_structure

from .test_desk_screens import LISTS, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def administrator(client):
    client.force_login(make_staff("administrator"))


TRAPS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "\x0b=1"]


def exported(client, name: str, form: str) -> list[list[str]]:
    answer = client.get(f"/admin/{name}/?export={form}")
    data = b"".join(answer.streaming_content)
    if form == "csv":
        said = io.StringIO(data.decode("utf-8-sig"), newline="")
        return list(csv.reader(said, delimiter=";"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for row in book.active for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    return [[str(cell.value) for cell in row] for row in book.active]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("trap", TRAPS, ids=ascii)
def test_no_cell_of_an_export_is_computed(client, administrator, form, trap):
    agreement = make_agreement(make_structure(name=trap + " (nom)"), State.UNDER_REVIEW)
    journal.record(Act.MOVE, agreement=agreement, reason=trap)
    for name in ("structures", "dossiers-agrement", "journal"):
        cells = [cell for row in exported(client, name, form) for cell in row]
        assert any("(nom)" in cell for cell in cells)
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "＝")) for cell in cells)


def test_exports_say_what_people_need_in_french(client, administrator):
    agreement = make_agreement(make_structure(is_adherent=True))
    head, row = exported(client, "structures", "csv")
    said = dict(zip(head, row, strict=True))
    assert said["Nom"] == agreement.structure.name
    assert said["Adhérente au réseau"] == "oui"
    assert said["Agrément jusqu’au"] == f"{agreement.valid_until:%d/%m/%Y}"
    assert said["Dernier dossier"] == "Agréé"


def test_the_exported_journal_names_nobody(client, administrator):
    person = make_person("quelquun@example.org", first_name="Camille")
    journal.record(Act.JOINED, structure=make_structure(), actor=person, quality="membre")
    said = str(exported(client, "journal", "csv"))
    assert "membre" in said
    assert "Camille" not in said
    assert "quelquun" not in said


def test_exports_are_for_those_who_may_open_the_list(client):
    make_agreement()
    client.force_login(make_staff("editor"))
    for name in LISTS:
        assert client.get(f"/admin/{name}/?export=csv")["Location"] == "/admin/"
