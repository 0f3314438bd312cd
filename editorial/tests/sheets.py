"""What the tests of the spreadsheets share: files to send, imports to follow."""

import io

import openpyxl
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from catalogue.models import Keyword, Licence, Theme
from editorial.sheets import taking
from editorial.sheets.kinds import KINDS
from editorial.sheets.models import SheetImport
from members.models import User
from portal.groups import ADMINISTRATORS, EDITORS
from tests.builders import make_resource, make_support, make_term
from tests.structures import make_person, make_structure

FORMATS = ("xlsx", "ods", "csv")
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
    """Line, column, what is wrong."""
    return [
        (line.number, error["column"], error["text"])
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
