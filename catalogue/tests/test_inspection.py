"""Pages and picture of a PDF: read apart, and a hostile file fails alone."""

import io

import pytest
from PIL import Image
from weasyprint import HTML

from catalogue import inspection
from catalogue.inspection import Inspection, inspect_pdf
from catalogue.models import RecordFile
from tests.builders import PDF, make_docx, make_file, make_resource
from tests.reading import text

pytestmark = pytest.mark.usefixtures("site")

TWO_PAGES = """<html lang="fr"><style>h1 { break-after: page; background: black }</style>
<h1>Un</h1><p>Deux</p></html>"""


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    return HTML(string=TWO_PAGES).write_pdf()


def test_real_pdf_gives_its_pages_and_a_picture_of_the_first(two_pages):
    found = inspect_pdf(two_pages)
    assert found.pages == 2
    picture = Image.open(io.BytesIO(found.thumbnail))
    assert picture.format == "PNG"
    assert picture.width == inspection.WIDTH
    assert picture.height <= 510
    darkest, lightest = picture.getextrema()
    assert darkest < 50 < 200 < lightest


def test_very_tall_page_gives_a_short_picture():
    tall = HTML(string="<style>@page { size: 5cm 200cm }</style>Haut").write_pdf()
    assert Image.open(io.BytesIO(inspect_pdf(tall).thumbnail)).height <= 510


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n" + b"\xff" * 500, b"bonjour", make_docx()],
    ids=["empty", "rubbish after the mark", "text", "other format"],
)
def test_garbage_gives_an_empty_answer(data):
    assert inspect_pdf(data) == Inspection()


def test_truncated_pdf_gives_an_empty_answer(two_pages):
    assert inspect_pdf(two_pages[: len(two_pages) // 3]) == Inspection()


def test_parser_that_takes_too_long_is_stopped(monkeypatch, two_pages):
    monkeypatch.setattr(inspection, "SECONDS", 0.01)
    monkeypatch.setattr(inspection, "_CHILD", "import time; time.sleep(30)")
    assert inspect_pdf(two_pages) == Inspection()


def test_parser_that_dies_harms_nobody(monkeypatch, two_pages):
    monkeypatch.setattr(inspection, "_CHILD", "import os; os.abort()")
    assert inspect_pdf(two_pages) == Inspection()


@pytest.mark.django_db
def test_uploaded_pdf_shows_its_pages_once_the_upload_is_certain(
    client, two_pages, django_capture_on_commit_callbacks
):
    page = make_resource()
    with django_capture_on_commit_callbacks(execute=True):
        item = make_file(page, data=two_pages)
    item.refresh_from_db()
    assert item.pages == 2
    assert item.thumbnail
    response = client.get(page.url)
    assert "2 pages" in text(response, ".download")
    assert item.thumbnail_url in response.content.decode()


@pytest.mark.django_db
def test_pdf_that_cannot_be_read_is_still_offered_without_picture(
    client, django_capture_on_commit_callbacks
):
    page = make_resource()
    with django_capture_on_commit_callbacks(execute=True):
        item = make_file(page, data=b"%PDF-1.4\nrien")
        make_file(page, "Livret", "livret.docx", make_docx())
    item.refresh_from_db()
    assert (item.pages, item.thumbnail.name) == (None, "")
    assert client.get(page.url).content.decode().count('class="download"') == 2


@pytest.mark.django_db
def test_file_removed_before_its_turn_is_skipped(django_capture_on_commit_callbacks):
    page = make_resource()
    with django_capture_on_commit_callbacks(execute=True):
        item = make_file(page, data=PDF)
        RecordFile.objects.filter(pk=item.pk).delete()
    assert not RecordFile.objects.exists()
