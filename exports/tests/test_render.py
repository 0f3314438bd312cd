"""One function renders every format, the same way each time, whatever it is given."""

import io
import time
import zipfile

import docx
import odfdo
import openpyxl
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.render import MIME_TYPES, DocumentError, render

OPENERS = {
    "pdf": pypdfium2.PdfDocument,
    "docx": lambda data: docx.Document(io.BytesIO(data)),
    "odt": lambda data: odfdo.Document(io.BytesIO(data)).body,
    "xlsx": lambda data: openpyxl.load_workbook(io.BytesIO(data)),
    "ods": lambda data: odfdo.Document(io.BytesIO(data)).body,
}
LONG_WORD = "anticonstitutionnellement" * 8
HOSTILE = (
    "<b>&</b> ]]> {{ 7 }} {% x %} \" ' ` 👩🏽‍🔧 مرحبا بالعالم שלום \u00a0« » → ✓ ☐ " + LONG_WORD
)


@pytest.mark.parametrize("fmt", ["pdf", "docx", "odt"])
def test_a_text_document_is_rendered_in_its_formats(make_text, meta, fmt):
    OPENERS[fmt](render(make_text(), meta, fmt))


@pytest.mark.parametrize("fmt", ["xlsx", "ods"])
def test_a_workbook_is_rendered_in_its_formats(make_book, meta, fmt):
    OPENERS[fmt](render(make_book(), meta, fmt))


def test_a_format_that_is_not_planned_is_refused(make_text, meta):
    with pytest.raises(DocumentError, match="non prévu"):
        render(make_text(formats=["pdf"]), meta, "docx")


def test_every_format_has_its_mime_type():
    assert set(MIME_TYPES) == set(OPENERS)


@pytest.mark.parametrize("fmt", sorted(OPENERS))
def test_the_same_document_gives_the_same_bytes(make_text, make_book, meta, fmt):
    document = make_book() if fmt in ("xlsx", "ods") else make_text()
    first = render(document, meta, fmt)
    time.sleep(1.1)
    assert render(document, meta, fmt) == first


@pytest.mark.parametrize("fmt", ["odt", "ods"])
def test_an_opendocument_file_starts_with_its_plain_type(make_text, make_book, meta, fmt):
    data = render(make_book() if fmt == "ods" else make_text(), meta, fmt)
    first = zipfile.ZipFile(io.BytesIO(data)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert MIME_TYPES[fmt].encode() in data[:100]


@pytest.mark.parametrize("fmt", ["pdf", "docx", "odt"])
def test_hostile_texts_never_break_a_file(make_text, meta, fmt):
    table = {"caption": HOSTILE[:150], "headers": [HOSTILE[:90]] * 4, "rows": [[HOSTILE[:200]] * 4]}
    blocks = [
        {"h": HOSTILE[:150]},
        {"p": HOSTILE},
        {"ul": [HOSTILE]},
        {"ol": [HOSTILE]},
        {"check": [HOSTILE]},
        {"note": HOSTILE},
        {"fields": [HOSTILE[:150], LONG_WORD]},
        {"lines": {"label": HOSTILE[:150], "count": 40}},
        {"scale": [{"code": str(i), "label": "y" * 60, "text": HOSTILE} for i in range(8)]},
        {"steps": [{"title": HOSTILE[:150], "text": HOSTILE}] * 3},
        {"signatures": ["x" * 80] * 4},
        {"table": table},
    ]
    OPENERS[fmt](render(make_text(blocks), meta, fmt))


@pytest.mark.parametrize("fmt", ["pdf", "docx", "odt"])
def test_five_hundred_rows_are_rendered(make_text, meta, fmt):
    rows = [[f"Ligne {number}", ""] for number in range(500)]
    table = {"caption": "Longue", "headers": ["Tâche", "Note"], "rows": rows}
    OPENERS[fmt](render(make_text([{"table": table}]), meta, fmt))


@settings(
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=80))
def test_any_text_is_rendered_or_refused(make_text, make_book, meta, text):
    try:
        document = make_text([{"p": text}, {"ul": [text]}, {"fields": [text]}])
        book = make_book(rows=[[text, "", "", "", ""]])
    except DocumentError:
        return
    for fmt in ("docx", "odt"):
        OPENERS[fmt](render(document, meta, fmt))
    for fmt in ("xlsx", "ods"):
        OPENERS[fmt](render(book, meta, fmt))
