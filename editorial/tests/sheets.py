"""What the tests of the spreadsheets share: files to send, imports to follow."""

import io
import zipfile

import openpyxl
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from catalogue.models import Keyword, Licence, Theme
from editorial.sheets import taking
from editorial.sheets.kinds import KINDS
from editorial.sheets.models import SheetImport
from exports.tables import Book, Heading
from exports.tables_ods import render_ods
from members.models import User
from portal.groups import ADMINISTRATORS, EDITORS
from tests.builders import make_resource, make_support, make_term
from tests.structures import make_person, make_structure

FORMATS = ("xlsx", "ods", "csv")
HEAD = ["Libellé", "Définition", "Rang"]
# What an import leaves on purpose: its own trace, logs, versions, the queue of the search.
TRACES = (
    *("editorial_sheet", "wagtailcore_pagelog", "wagtailcore_modellog", "members_journal"),
    *("search_", "wagtailsearch", "django_", "wagtailcore_referenceindex", "sqlite"),
    *("portal_cache", "auth_", "members_user"),
)


def person_in(group: str) -> User:
    user = make_person()
    user.groups.add(Group.objects.get(name=group))
    return user


def editor() -> User:
    return person_in(EDITORS)


def administrator() -> User:
    return person_in(ADMINISTRATORS)


def make_bank() -> None:
    """A little of everything, with what formats treat badly."""
    theme = make_term(Theme, "Accueil, intégration ; premiers jours")
    Licence.objects.get_or_create(slug="cc-by", defaults={"label": "Libre (CC BY)"})
    keyword, _ = Keyword.objects.get_or_create(name="=compost")
    page = make_resource(
        title="+33 gestes « du métier »",
        summary="Deux  espaces,\r\nune ligne ; et 'une apostrophe'",
        purpose="'=SOMME(A1)",
        how_to_use=["- laver", "@ ranger"],
        duration_minutes=40,
        valid_from="2026-09-01",
        source_year=2024,
        hide_notice=True,
    )
    page.themes.add(theme)
    page.supports.add(make_support())
    page.keywords.add(keyword)
    page.save_revision().publish()
    make_resource(live=False, title="Un brouillon")
    draft = make_resource(title="Avant")
    draft.title = "Un brouillon en attente"
    draft.save_revision()
    structure = make_structure(name="-Les Jardins", postcode="02000", is_adherent=True)
    structure.supports.add(make_support())


def taken(kind: str, what: str = "contenu", extension: str = "csv") -> bytes:
    """A file as the site gives it."""
    response = taking.answer(KINDS[kind], what, extension)
    return b"".join(response.streaming_content) if response.streaming else response.content


def sent(client, kind: str, data: bytes | str, name: str = "tableur.csv"):
    """The answer to a file sent on the screen of its kind."""
    data = data.encode() if isinstance(data, str) else data
    upload = SimpleUploadedFile(name, data)
    return client.post(reverse("sheet_kind", args=[kind]), {"file": upload})


def simulated(client, kind: str, data: bytes | str, name: str = "tableur.csv") -> SheetImport:
    """The import that a file becomes."""
    answer = sent(client, kind, data, name)
    assert answer.status_code == 302, answer.content.decode()
    return SheetImport.objects.latest("pk")


def acted(client, sheet: SheetImport, act: str, **given) -> SheetImport:
    client.post(reverse("sheet_act", args=[sheet.pk]), {"act": act, **given})
    sheet.refresh_from_db()
    return sheet


def outcomes(sheet: SheetImport) -> list[str]:
    return [line.outcome for line in sheet.lines.all()]


def errors(sheet: SheetImport) -> list[tuple[int, str, str]]:
    """Line, column, what is wrong (its no-break spaces as plain ones)."""
    return [
        (line.number, error["column"], error["text"].replace("\u00a0", " "))
        for line in sheet.lines.all()
        for error in line.errors
    ]


def workbook(*rows: list, book: openpyxl.Workbook | None = None) -> bytes:
    """An XLSX file whose first sheet holds these rows."""
    book = book or openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def snapshot() -> dict[str, list]:
    """Every row of every table, the traces aside."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if not table.startswith(TRACES):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (our own tables)
                found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def refusal(client, data: bytes | str, name: str = "tableur.xlsx") -> str:
    """What the screen says of a file it does not take; nothing is kept of it."""
    answer = sent(client, "thematiques", data, name)
    assert answer.status_code == 422 and not SheetImport.objects.exists()
    html = answer.content.decode().replace("\u00a0", " ")
    return html[html.index("Rien n’a été importé") :][:1500]


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """The same archive, with words changed in one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            body = source.read(name)
            if name == part:
                assert old.encode() in body
                body = body.replace(old.encode(), new.encode())
            archive.writestr(name, body)
    return target.getvalue()


def with_part(data: bytes, name: str, body: bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return target.getvalue()


def ods(*rows: list) -> bytes:
    first, *rest = rows
    return render_ods(Book("Essai", "Données", [Heading(title) for title in first], rest))


def shared(strings: str, cells: str) -> bytes:
    """A workbook as Excel writes it: texts apart, days by their style."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
        '<sheet name="Feuil1" sheetId="1" r:id="r7"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r7" '
        'Type="x/worksheet" Target="worksheets/feuille.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="170" '
        'formatCode="[$-40C]d mmmm yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/>'
        '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/feuille.xml": f'<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/>'
        f"<sheetData>{cells}</sheetData></worksheet>",
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


STRINGS = (
    "<sst><si><t>Identifiant</t></si><si><t>Titre</t></si><si><t>Valable depuis</t></si>"
    "<si><t>{}</t></si><si><r><t>Neuf </t></r><r><t>titre_x000D_</t></r><rPh><t>no</t></rPh></si>"
    "</sst>"
)
CELLS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    '<c r="C1" t="s"><v>2</v></c></row><row r="1048576"><c r="A1048576" t="s"><v>3</v></c>'
    '<c r="B1048576" t="s"><v>4</v></c><c r="C1048576" s="1"><v>46347.5</v></c></row>'
)
