"""Text of files: what is read of each format, and how it is cleaned."""

import unicodedata

import odfdo
import pytest
from weasyprint import HTML

from catalogue.filetext.hyphens import MARK, rejoin
from catalogue.filetext.keeping import MAX_CHARACTERS, clean
from catalogue.models import TextState
from tests import documents
from tests.documents import read

WORDS = "L’évaluation à mi-parcours : cœur de l’accueil, été 2025 (RNCP39794)."
TABLE = [["Tâche", "Réussie quand…"], ["Désherber", "Rien n’est cassé"]]


def lines(extension: str, data: bytes) -> list[str]:
    found = read(extension, data)
    assert found.state == TextState.READ
    return found.text.splitlines()


def test_word_gives_paragraphs_cells_and_notes_in_order():
    data = documents.word(WORDS, "Deuxième", table=TABLE)
    assert lines("docx", data) == [WORDS, "Deuxième", *TABLE[0], *TABLE[1]]
    notes = '<w:footnotes xmlns:w="{}"><w:p><w:r><w:t>La note</w:t></w:r></w:p></w:footnotes>'
    body = "<w:p><w:r><w:t>Le corps</w:t></w:r></w:p>"
    data = documents.raw_word(body, footnotes=notes.format(documents.WORD))
    assert lines("docx", data) == ["Le corps", "La note"]


def test_word_cut_in_runs_is_one_word_and_a_tabulation_separates():
    run = "<w:r><w:t>{}</w:t></w:r>".format
    cut = run("appren") + run("tis") + run("sage") + "<w:r><w:tab/></w:r>" + run("fin")
    hyphen = run("savoir") + "<w:r><w:noBreakHyphen/></w:r>" + run("être")
    data = documents.raw_word(f"<w:p>{cut}</w:p><w:p>{hyphen}</w:p>")
    assert lines("docx", data) == ["apprentissage fin", "savoir-être"]


def test_what_was_deleted_or_moved_away_in_word_is_not_read():
    deleted = "<w:del><w:r><w:delText>effacé</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>parti</w:t></w:r></w:moveFrom>"
    data = documents.raw_word(f"<w:p>{deleted}{moved}<w:r><w:t>Reste</w:t></w:r></w:p>")
    assert lines("docx", data) == ["Reste"]


def test_strict_word_is_read_as_the_usual_one():
    strict = documents.WORD.replace("http://schemas.openxmlformats.org", "http://purl.oclc.org")
    body = f'<p xmlns="{strict}"><r><t>{WORDS}</t></r></p>'
    assert lines("docx", documents.raw_word(body)) == [WORDS]


def test_opendocument_text_gives_headings_paragraphs_and_cells():
    table = odfdo.Table("Tableau1", width=2, height=2)
    table.set_values(TABLE)
    data = documents.text_document(odfdo.Header(1, "Titre"), odfdo.Paragraph(WORDS), table)
    assert lines("odt", data) == ["Titre", WORDS, *TABLE[0], *TABLE[1]]


def test_opendocument_spaces_separate_and_corrections_are_not_read():
    data = documents.raw_odt(
        "<text:tracked-changes><text:p>effacé</text:p></text:tracked-changes>"
        "<text:p>un<text:s/>deux<text:tab/>trois<text:line-break/>"
        "<text:span>qua</text:span>tre<office:annotation><text:p>entre nous</text:p>"
        "</office:annotation></text:p>"
    )
    assert lines("odt", data) == ["un deux trois quatre"]


def test_excel_gives_names_of_sheets_and_texts_of_cells():
    data = documents.workbook(Semis=[*TABLE, [12, 3.5]], Récoltes=[[WORDS]])
    found = lines("xlsx", data)
    assert found[:2] == ["Semis", "Récoltes"]
    assert set(found[2:]) == {*TABLE[0], *TABLE[1], WORDS}


def test_excel_written_without_shared_strings_is_read_too():
    book = '<workbook><sheets><sheet name="Budget" sheetId="1"/></sheets></workbook>'
    cell = '<c t="inlineStr"><is><r><t>Loyer</t></r><r><t> et eau</t></r></is></c><c><v>12</v></c>'
    data = documents.zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": book,
            "xl/worksheets/sheet1.xml": f"<worksheet>{cell}</worksheet>",
        }
    )
    assert lines("xlsx", data) == ["Budget", "Loyer et eau"]


def test_opendocument_spreadsheet_gives_the_name_of_the_sheet_and_its_cells():
    assert lines("ods", documents.spreadsheet("Semis", TABLE)) == ["Semis", *TABLE[0], *TABLE[1]]


def test_slides_are_read_in_the_order_of_the_show_each_with_its_notes():
    parts = {
        "ppt/slides/_rels/slide1.xml.rels": documents.relations(
            rId7=("notesSlide", "../notesSlides/notesSlide4.xml")
        ),
        "ppt/notesSlides/notesSlide4.xml": documents.slide("Note de la première"),
    }
    slides = {"slide1": documents.slide(WORDS), "slide2": documents.slide("Titre", "Suite")}
    data = documents.slideshow(slides, ("slide2", "slide1"), **parts)
    assert lines("pptx", data) == ["Titre", "Suite", WORDS, "Note de la première"]


def test_slides_without_an_order_are_read_by_number():
    slides = {f"slide{number}": documents.slide(f"Vue {number}") for number in (10, 2, 1)}
    assert lines("pptx", documents.slideshow(slides)) == ["Vue 1", "Vue 2", "Vue 10"]


def test_pdf_gives_its_words_with_their_accents():
    data = HTML(string=f"<html lang='fr'><p>{WORDS}</p><p>Suite</p></html>").write_pdf()
    found = read("pdf", data)
    assert found.state == TextState.READ
    assert " ".join(found.text.split()) == f"{WORDS} Suite"


def test_words_that_a_pdf_cuts_at_the_end_of_lines_are_whole_again():
    words = (
        "L’accompagnement socioprofessionnel des salariés nécessite une individualisation des "
        "apprentissages, particulièrement l’intercompréhension des savoir-être professionnels."
    )
    style = "@page { size: 7cm 20cm } p { hyphens: auto; text-align: justify }"
    page = f"<html lang='fr'><style>{style}</style><p>{words}</p></html>"
    found = read("pdf", HTML(string=page).write_pdf())
    assert len(found.text.splitlines()) > 5
    assert " ".join(found.text.split()) == words


CUT = {
    "un appren-\r\ntissage": "un apprentissage",
    "un appren\u2010\nsage": "un apprensage",
    f"un appren{MARK}tissage": "un apprentissage",
    "un appren\u00ad\ntissage": "un apprentissage",
    "l’accompa-\ngnement": "l’accompagnement",
    "le savoir-\nêtre": "le savoir-être",
    f"le savoir{MARK}faire": "le savoir-faire",
    "c’est-à-\ndire": "c’est-à-dire",
    "un rendez-\nvous": "un rendez-vous",
    "Saint-\nDenis": "Saint-Denis",
    "le CQP-\nécole": "le CQP-école",
    "en 2024-\n2025": "en 2024-2025",
    "le lot- \n garou": "le lotgarou",
    "un point de pré-\nrequis ; les pré-requis": "un point de pré-requis ; les pré-requis",
    "non-\nlieu, nonlieu": "nonlieu, nonlieu",
    "- un\n- deux": "- un\n- deux",
    "fin -\nsuite": "fin -\nsuite",
    f"fin{MARK}": "fin-",
}


@pytest.mark.parametrize(("text", "whole"), CUT.items())
def test_hyphen_at_the_end_of_a_line_is_removed_only_when_the_layout_put_it(text, whole):
    assert rejoin(text) == whole


def test_page_that_is_one_endless_word_is_rejoined_in_no_time():
    word = "mot" * 50_000
    assert rejoin(f"{word}-\n{word}") == word + word


def test_text_is_cleaned_of_what_nobody_sees():
    dirty = (
        "\tE\u0301te\u0301\u00a0:\x00 un\u00ad mot\u200b \ufeff\x1b \ud800fin\uf0b7\r\npuce\ufffe"
    )
    assert clean(dirty) == "Été : un mot fin puce"


def test_any_character_gives_one_clean_line():
    everything = "".join(map(chr, range(0x110000)))
    line = clean(everything)
    assert line.isprintable()
    assert "\x00" not in line
    assert line == unicodedata.normalize("NFC", line)
    line.encode("utf-8")


def test_long_document_is_kept_up_to_the_limit():
    body = f"<w:p><w:r><w:t>{'bêcher ' * 1000}</w:t></w:r></w:p>" * 200
    found = read("docx", documents.raw_word(body))
    assert found.state == TextState.READ
    assert MAX_CHARACTERS - 10_000 < len(found.text) <= MAX_CHARACTERS


EMPTY = {
    "docx": documents.word(),
    "odt": documents.text_document(),
    "xlsx": documents.zipped({"xl/workbook.xml": "<workbook/>"}),
    "ods": documents.raw_odt(""),
    "pptx": documents.slideshow({"slide1": documents.slide(" ", "…")}),
    "pdf": HTML(string="<p></p>").write_pdf(),
}


@pytest.mark.parametrize("extension", EMPTY)
def test_empty_document_has_no_text(extension):
    assert read(extension, EMPTY[extension]).state == TextState.NONE


def test_scanned_pdf_has_no_text():
    pixel = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgAB"
        "SK+kcQAAAABJRU5ErkJggg=="
    )
    data = HTML(string=f"<img src='{pixel}' style='width: 15cm; height: 20cm'>").write_pdf()
    assert read("pdf", data).state == TextState.NONE
