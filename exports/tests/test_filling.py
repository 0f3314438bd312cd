"""A PDF one fills in on a screen: a field in each place to write, named and labelled."""

import ctypes
import datetime

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from exports import composing as write
from exports.blocks import ByHand, Fields, Lines, Mark, Picture, Signatures, Table
from exports.checks import Text
from exports.document import Document, Meta
from exports.pdf import render_document
from exports.structure import faults_of
from tests.drawings import png

GRID = Table(
    write.said("Grille EV1.2"),
    tuple(map(write.said, ("Compétence", "Éval. 1", "Signature"))),
    ((write.said("EV1.2.3 Tailler"), Mark(options=("1", "2")), ByHand()), (Text(),) * 3),
    (50, 20, 30),
    row_header=True,
)
BLOCKS = (
    Fields((write.said("Date d’entrée"), write.said("x" * 80))),
    GRID,
    Lines(write.said("Ce que j’ai appris"), 3),
    *write.items(["J’ai relu"], "check"),
    *write.pair(write.items(["À gauche"], "check"), write.items(["À droite"], "check")),
    Signatures((write.said("La personne"),)),
)


def fields_of(data: bytes) -> list[tuple[str, str]]:
    """(name, label) of each field, in the order of the pages."""
    pdf = pypdfium2.PdfDocument(data)
    pdf.init_forms()
    found = []
    for page in pdf:
        for rank in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, rank)
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
                readers = (
                    pdfium.FPDFAnnot_GetFormFieldName,
                    pdfium.FPDFAnnot_GetFormFieldAlternateName,
                )
                found.append(tuple(_text(read, pdf.formenv.raw, annotation) for read in readers))
    return found


def _text(read, *given) -> str:
    size = read(*given, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    read(*given, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def sheet(*blocks, **more) -> Document:
    return Document("Livret", ("pdf", "docx", "odt"), blocks=blocks, is_tight=True, **more)


@pytest.fixture(scope="module")
def fields():
    meta = Meta("Livret", "Réseau", "", "", datetime.date(2026, 9, 1))
    data, _pages = render_document(sheet(*BLOCKS, *write.heading("Fin")), meta, fillable=True)
    assert faults_of(data, "Livret") == []
    return fields_of(data)


def test_each_place_to_write_is_a_field_with_a_name_of_its_own(fields):
    names = [name for name, _label in fields]
    assert len(set(names)) == len(names)
    assert not any("." in name for name in names)


def test_each_field_says_what_is_asked(fields):
    labels = [label for _name, label in fields]
    assert "Date d’entrée" in labels
    assert "Ce que j’ai appris" in labels
    assert {"J’ai relu", "À gauche", "À droite"} <= set(labels)
    assert "Éval. 1, EV1.2.3 Tailler, Grille EV1.2 (à choisir\u00a0: 1, 2)" in labels
    assert "Éval. 1, ligne 2, Grille EV1.2" in labels


def test_a_signature_is_written_by_hand(fields):
    assert not any("Tailler" in label and "Signature" in label for _name, label in fields)
    assert "La personne" not in [label for _name, label in fields]


def test_a_sheet_to_print_has_no_field(meta):
    data, _pages = render_document(sheet(*BLOCKS), meta)
    assert fields_of(data) == []


def test_a_mention_is_on_every_page_and_a_picture_says_what_it_shows(meta):
    mention = "Ceci n’est pas un diplôme"
    logo = Picture(png(), "Logo de la structure", 30, 15)
    blocks = (*write.heading("Un"), logo, *write.table("T", ("A",), [("a",)] * 90))
    data, count = render_document(sheet(*blocks, mention=mention), meta)
    pdf = pypdfium2.PdfDocument(data)
    assert count > 1
    assert all(mention in page.get_textpage().get_text_range() for page in pdf)
    assert faults_of(data, meta.title) == []
