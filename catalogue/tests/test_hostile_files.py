"""Hostile files: the reader gives an answer in bounded time and memory, and learns nothing."""

import io
import time
import zipfile

import pypdfium2
import pytest
from weasyprint import HTML

from catalogue import reading_files
from catalogue.filetext.keeping import MAX_CHARACTERS
from catalogue.models import TextState
from tests import documents
from tests.builders import PDF
from tests.documents import raw_odt, raw_word, read, zipped
from tests.hostile_documents import LINE, bomb, laughs, locked_pdf, locked_zip, pdf_of

WHOLE = {
    "docx": documents.word("Bonjour le chantier"),
    "odt": raw_odt("<text:p>Bonjour</text:p>"),
    "xlsx": documents.workbook(Semis=[["Bonjour"]]),
    "ods": documents.spreadsheet("Semis", [["Bonjour"]]),
    "pptx": documents.slideshow({"slide1": documents.slide("Bonjour")}),
    "pdf": HTML(string="<p>Bonjour</p>" * 40).write_pdf(),
}


UNREADABLE = {
    "pdf, nothing": ("pdf", b""),
    "pdf, rubbish after the mark": ("pdf", b"%PDF-1.7\n" + b"\xff" * 500),
    "pdf, locked": ("pdf", locked_pdf()),
    "docx, nothing": ("docx", b""),
    "docx, not a zip": ("docx", b"bonjour"),
    "docx, locked": ("docx", locked_zip(WHOLE["docx"])),
    "docx, billion laughs": ("docx", laughs()),
    "docx, not XML": ("docx", zipped({"word/document.xml": "<document<>"})),
    "docx, nested without end": ("docx", raw_word("<w:p>" * 100_000)),
    "docx, too many members": ("docx", zipped({f"m{rank}": "" for rank in range(5_001)}, 0)),
    "odt, locked": ("odt", zipped({"content.xml": bytes(range(256)) * 20})),
    "xlsx, no workbook at all": ("xlsx", zipped({"xl/workbook.xml": "<a"})),
    "pptx, slide cut": ("pptx", documents.slideshow({"slide1": "<p:sld"})),
}


@pytest.mark.parametrize(("extension", "data"), UNREADABLE.values(), ids=list(UNREADABLE))
def test_file_that_cannot_be_read_is_said_unreadable(extension, data):
    assert read(extension, data).state == TextState.UNREADABLE


@pytest.mark.parametrize("extension", WHOLE)
def test_file_cut_anywhere_gives_an_answer(extension):
    data = WHOLE[extension]
    cut = [data[: len(data) * tenth // 10] for tenth in range(1, 10)]
    for found in read(extension, *cut):
        assert found.state in (TextState.READ, TextState.NONE, TextState.UNREADABLE)
        assert bool(found.text) == (found.state == TextState.READ)


@pytest.mark.parametrize("extension", WHOLE)
def test_file_damaged_anywhere_gives_an_answer(extension):
    data = WHOLE[extension]
    step = max(3, len(data) // 40)
    spoiled = [
        data[:place] + b"\xff\x00\x07" + data[place + 3 :] for place in range(0, len(data), step)
    ]
    for found in read(extension, data, *spoiled):
        assert "\x00" not in found.text


def test_text_before_a_mistake_in_the_file_still_serves():
    found = read("docx", raw_word(LINE("Avant") + LINE("&inconnue;") + LINE("Après")))
    assert (found.state, found.text) == (TextState.READ, "Avant")


def test_file_named_by_an_entity_is_never_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("CLEF-SECRETE")
    for kind in ('<!ENTITY x SYSTEM "{}">', '<!ENTITY % p SYSTEM "{}"> %p;'):
        prologue = f"<!DOCTYPE a [{kind.format(secret.as_uri())}]>"
        found = read("docx", raw_word(LINE("Avant") + LINE("&x;"), prologue))
        assert found.text == ""


def test_relation_that_leads_outside_of_the_archive_is_not_followed(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(documents.slide("CLEF-SECRETE"))
    order = documents.relations(rId1=("slide", f"../../../../../..{secret}"))
    data = documents.slideshow({"slide1": documents.slide("Vue")}, ("slide1",))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["ppt/_rels/presentation.xml.rels"] = order
    assert read("pptx", zipped(members)).text == "Vue"


BODY, RUN, END = "word/document.xml", "<a><p><t>", "</t></p></a>"
SHEET = "xl/worksheets/sheet1.xml"
READ, NONE, BAD = TextState.READ, TextState.NONE, TextState.UNREADABLE
BOMBS = {
    "text": ("docx", READ, (BODY, "<a>", "<p><t>ma bêche</t></p>", "</a>", 100_000_000)),
    "one word": ("docx", READ, (BODY, RUN, "a", END, 100_000_000)),
    "blanks": ("docx", NONE, (BODY, RUN, " ", END, 30_000_000)),
    "one attribute": ("docx", BAD, (BODY, '<a b="', "a", '"/>', 30_000_000)),
    "elements": ("odt", NONE, ("content.xml", "<a>", "<p/>", "</a>", 5_000_000)),
    "cells": ("xlsx", READ, (SHEET, "<a>", "<c><v>1</v></c>", "</a>", 5_000_000)),
    "remarks": ("docx", NONE, (BODY, "<a>", "<!-- rien -->", "</a>", 250_000_000)),
}
WORKBOOK = {"xl/workbook.xml": '<a><sheet name="Semis"/></a>'}


@pytest.mark.parametrize(("extension", "state", "made_of"), BOMBS.values(), ids=list(BOMBS))
def test_bomb_is_answered_in_bounded_time_and_memory(monkeypatch, extension, state, made_of):
    monkeypatch.setattr(reading_files, "MEMORY_BYTES", 200_000_000)
    monkeypatch.setattr(reading_files, "SECONDS", 4)
    data = bomb(*made_of, **(WORKBOOK if extension == "xlsx" else {}))
    assert len(data) < 1_000_000
    begun = time.monotonic()
    found = read(extension, data)
    assert time.monotonic() - begun < 5
    assert found.state == state
    assert len(found.text) <= MAX_CHARACTERS


# Stand-ins for a parser: endless, asleep, greedy, growing, dead.
ENDLESS = "def bad(path, kept):\n    while True: pass"
ASLEEP = "import time\ndef bad(path, kept): time.sleep(60)"
GREEDY = "def bad(path, kept): bytearray(10 ** 12)"
GROWING = "def bad(path, kept):\n    heap = []\n    while True: heap.append(bytearray(10 ** 7))"
DEAD = "import os\ndef bad(path, kept): os.abort()"
STAND_INS = (ENDLESS, ASLEEP, GREEDY, GROWING, DEAD)


def stand_in(monkeypatch, code: str) -> None:
    """Have every PDF read by this parser."""
    begin = (
        "import sys\nfrom pathlib import Path\nfrom catalogue.filetext import __main__ as reader\n"
    )
    end = (
        "\nreader.READERS['pdf'] = bad"
        "\nreader.main(int(sys.argv[1]), int(sys.argv[2]), [Path(name) for name in sys.argv[3:]])"
    )
    monkeypatch.setattr(reading_files, "READER", ("-c", begin + code + end))
    monkeypatch.setattr(reading_files, "SECONDS", 1)
    monkeypatch.setattr(reading_files, "MEMORY_BYTES", 300_000_000)


@pytest.mark.parametrize("code", STAND_INS, ids=["endless", "asleep", "greedy", "growing", "dead"])
def test_parser_out_of_its_limits_fails_alone(monkeypatch, tmp_path, code):
    stand_in(monkeypatch, code)
    bad, good = tmp_path / "1.pdf", tmp_path / "2.docx"
    bad.write_bytes(PDF)
    good.write_bytes(WHOLE["docx"])
    begun = time.monotonic()
    found = reading_files.read_texts([bad, good])
    assert time.monotonic() - begun < 5
    assert [item.state for item in found] == [TextState.UNREADABLE, TextState.READ]


def test_reader_that_never_ends_is_stopped_from_outside(monkeypatch):
    monkeypatch.setattr(reading_files, "READER", ("-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(reading_files, "SECONDS", 0.2)
    assert read("pdf", PDF).state == TextState.UNREADABLE


def test_reader_is_given_nothing_of_the_site(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "clef-du-site")
    code = "import os\ndef bad(path, kept): kept.add(f'avec {dict(os.environ)}')"
    stand_in(monkeypatch, code)
    found = read("pdf", PDF)
    assert found.state == TextState.READ
    assert "clef-du-site" not in found.text


def test_page_that_cannot_be_read_does_not_lose_the_others(monkeypatch):
    code = (
        "import pypdfium2\n"
        "from catalogue.filetext import pdf\n"
        "usual = pypdfium2.PdfDocument.__getitem__\n"
        "def broken(document, number):\n"
        "    if number == 0: raise pypdfium2.PdfiumError('page')\n"
        "    return usual(document, number)\n"
        "pypdfium2.PdfDocument.__getitem__ = broken\n"
        "bad = pdf.read"
    )
    stand_in(monkeypatch, code)
    pages = HTML(string="<h1 style='break-after: page'>Un</h1><p>Deux</p>").write_pdf()
    assert len(pypdfium2.PdfDocument(pages)) == 2
    assert read("pdf", pages).text == "Deux"


SHOWN = b"BT /F1 12 Tf 10 100 Td (Bonjour) Tj ET "
PDF_BOMBS = {
    "one page": (pdf_of(SHOWN), "Bonjour"),
    "pages that hold themselves": (pdf_of(SHOWN, b"/Kids[2 0 R 3 0 R]/Count 2"), "Bonjour"),
    "a billion pages": (pdf_of(SHOWN, b"/Kids[3 0 R]/Count 1000000000"), "Bonjour"),
    "stream of blanks": (pdf_of(b" " * 100_000_000), ""),
    "page drawn over and over": (pdf_of(SHOWN * 200_000), "Bonjour"),
}


@pytest.mark.parametrize(("data", "text"), PDF_BOMBS.values(), ids=list(PDF_BOMBS))
def test_pdf_built_to_exhaust_is_answered_in_bounded_time(monkeypatch, data, text):
    monkeypatch.setattr(reading_files, "SECONDS", 4)
    begun = time.monotonic()
    found = read("pdf", data)
    assert time.monotonic() - begun < 6
    assert found.text == text
