"""Files that mean harm, or that are something else: each gets a clear answer."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.workbook.protection import WorkbookProtection

from catalogue.models import Theme
from editorial.sheets import opening
from editorial.tests.sheets import (
    CELLS,
    HEAD,
    STRINGS,
    ods,
    outcomes,
    refusal,
    replaced,
    sent,
    shared,
    simulated,
    with_part,
    workbook,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("person")]


def bomb() -> bytes:
    """An archive whose sheet grows a thousand times."""
    rows = b'<row><c t="inlineStr"><is><t>' + b"A" * 30_000 + b"</t></is></c></row>"
    body = b"<worksheet><sheetData>" + rows * 1_500 + b"</sheetData></worksheet>"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(HEAD))) as source:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in source.namelist():
                is_sheet = name == "xl/worksheets/sheet1.xml"
                archive.writestr(name, body if is_sheet else source.read(name))
    return target.getvalue()


def locked_ods() -> bytes:
    manifest = "<manifest:file-entry "
    inside = '<manifest:encryption-data xmlns:manifest="m"/>'
    return replaced(ods(HEAD), "META-INF/manifest.xml", manifest, inside + manifest)


def with_entity() -> bytes:
    kind = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return shared(kind + STRINGS.format("&x;"), CELLS)


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE = {
    "zip bomb": (bomb, "trop lourd"),
    "external entity": (with_entity, "abîmé"),
    "macros": (lambda: with_part(workbook(HEAD), "xl/vbaProject.bin", b"x"), "macros"),
    "macros of ods": (lambda: with_part(ods(HEAD), "Basic/script-lc.xml", b"x"), "macros"),
    "locked xlsx": (
        lambda: COMPOUND + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "mot de passe",
    ),
    "locked ods": (locked_ods, "mot de passe"),
    "old xls": (lambda: COMPOUND + b"\0" * 600, "vieux format"),
    "truncated": (lambda: workbook(HEAD, ["Une"])[:-400], "abîmé"),
    "truncated ods": (lambda: ods(HEAD)[:300], "abîmé"),
    "page of the web": (lambda: b"<html><table><tr><td>x</td></tr></table>", "pas un tableur"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 200, "pas un tableur"),
    "zip of anything": (lambda: with_part(b"", "a.txt", b"x"), "pas un tableur"),
    "blank": (lambda: b"\n\n;;;\n", "vide"),
    "binary": (lambda: bytes(range(256)) * 20, "pas un tableur"),
    "quote never closed": (lambda: b'Libell\xc3\xa9\n"A' + b"a" * 200_000, "mal formé"),
    "blank workbook": (workbook, "vide"),
    "too many columns": (lambda: workbook(["x"] * 200), "colonnes"),
    "too many rows": (lambda: ("Rang\n" + "1\n" * 5_100).encode(), "5\u202f000 lignes"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_gets_a_clear_answer_and_leaves_nothing(admin, name):
    make, words = HOSTILE[name]
    before = Theme.objects.count()
    assert words in refusal(admin, make())
    assert Theme.objects.count() == before


def test_heavy_file_is_refused_before_it_is_read(admin, monkeypatch):
    monkeypatch.setattr(opening, "MAX_BYTES", 100)
    assert "8 Mo" in refusal(admin, "Libellé\n" + "a" * 200)


def test_reader_killed_by_its_limits_is_a_clear_answer(admin, monkeypatch):
    monkeypatch.setattr(opening, "READER", ("-c", "import os; os.abort()"))
    assert "trop lourd" in refusal(admin, "Libellé\nUne", "x.csv")


def test_nothing_sent_is_a_clear_answer(admin):
    answer = sent(admin, "thematiques", b"")
    assert "Ce fichier est vide" in answer.content.decode()


def test_wrong_extension_is_no_matter(admin):
    assert outcomes(simulated(admin, "thematiques", workbook(HEAD, ["Une"]), "x.csv")) == ["new"]


def test_protected_structure_is_no_password(admin):
    book = openpyxl.Workbook()
    book.security = WorkbookProtection(lockStructure=True)
    data = workbook(HEAD, ["Une", "", 1], book=book)
    assert outcomes(simulated(admin, "thematiques", data)) == ["new"]
