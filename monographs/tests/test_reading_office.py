"""DOCX and ODT files: what the format says, and what only the look says."""

import docx
import odfdo
from docx.shared import Pt

from monographs.importing.extracting import read_document
from monographs.tests.extracted import (
    CELL,
    HEADING,
    ITEM,
    NOTE,
    PARAGRAPH,
    block_of,
    document,
    said,
    texts,
)
from tests.documents import WORD, raw_odt, raw_word, saved, text_document


def word(folder, data: bytes):
    return document(folder, "fiche.docx", data)


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, shape: str = "") -> str:
    return f"<w:p><w:pPr>{shape}</w:pPr>{''.join(runs)}</w:p>"


def test_word_gives_headings_paragraphs_and_items_with_their_levels(tmp_path):
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Réseau des chantiers"
    made.sections[0].footer.paragraphs[0].text = "Fiche de 2012"
    made.add_heading("Apprendre au chantier", 0)
    made.add_heading("Leviers", 2)
    made.add_paragraph("Un tuteur par équipe", style="List Bullet")
    made.add_paragraph("Au dépôt aussi", style="List Bullet 2")
    made.add_paragraph("Choisir les personnes", style="List Number")
    made.add_paragraph("Préparer le tuteur", style="List Number")
    made.add_paragraph("Les équipes apprennent au chantier.")
    found = word(tmp_path, saved(made))
    assert [(*one, block.level) for one, block in zip(said(found), found.blocks, strict=True)] == [
        (HEADING, "Apprendre au chantier", 1),
        (HEADING, "Leviers", 2),
        (ITEM, "Un tuteur par équipe", 1),
        (ITEM, "Au dépôt aussi", 2),
        (ITEM, "1. Choisir les personnes", 1),
        (ITEM, "2. Préparer le tuteur", 1),
        (PARAGRAPH, "Les équipes apprennent au chantier.", 0),
    ]
    assert found.structured


def test_heading_that_is_only_bold_big_or_in_capitals_is_told(tmp_path):
    made = docx.Document()
    made.add_paragraph().add_run("Pour la structure").bold = True
    made.add_paragraph().add_run("Une action locale").font.size = Pt(18)
    made.add_paragraph("POINTS DE VIGILANCE")
    made.add_paragraph("Les équipes apprennent au chantier, avec un tuteur.").add_run(" Bien.")
    made.add_paragraph().add_run("Une phrase entière en gras, avec son point.").bold = True
    found = word(tmp_path, saved(made))
    assert [nature for nature, _text in said(found)] == [*[HEADING] * 3, *[PARAGRAPH] * 2]
    assert block_of(found, "Une action locale").size == 18
    assert not found.structured


def test_bullets_and_lines_typed_by_hand_are_told(tmp_path):
    made = docx.Document()
    made.add_paragraph("• Un tuteur par équipe")
    made.add_paragraph("- Une séance par semaine\n- Une sortie par mois\nqui réunit tous les sites")
    made.add_paragraph("1) Choisir les personnes")
    assert said(word(tmp_path, saved(made))) == [
        (ITEM, "Un tuteur par équipe"),
        (ITEM, "Une séance par semaine"),
        (ITEM, "Une sortie par mois qui réunit tous les sites"),
        (ITEM, "1) Choisir les personnes"),
    ]


def test_cells_are_placed_and_a_table_of_one_cell_is_a_frame(tmp_path):
    made = docx.Document()
    table = made.add_table(2, 2)
    for row, words in zip(table.rows, (("Quand", "Quoi"), ("Mars", "Réunion")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.rows[1].cells[1].add_paragraph("Visite", style="List Bullet")
    made.add_table(1, 1).rows[0].cells[0].text = "Zoom sur la grille de suivi."
    found = word(tmp_path, saved(made))
    assert [(b.nature, b.text, b.row, b.cell) for b in found.blocks] == [
        (CELL, "Quand", 1, 1),
        (CELL, "Quoi", 1, 2),
        (CELL, "Mars", 2, 1),
        (CELL, "Réunion", 2, 2),
        (ITEM, "Visite", 2, 2),
        (PARAGRAPH, "Zoom sur la grille de suivi.", 0, 0),
    ]


def test_boxes_notes_deletions_hidden_text_and_contents_of_word(tmp_path):
    box = f"<w:txbxContent>{paragraph(run('Dans la boîte.'))}</w:txbxContent>"
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    struck = "<w:del><w:r><w:delText>effacé</w:delText></w:r></w:del>"
    body = (
        paragraph(run("Sommaire, page 2"), shape='<w:pStyle w:val="TOC1"/>')
        + paragraph(run("Le chantier"), struck, call, f"<w:r><w:drawing>{box}</w:drawing></w:r>")
        + paragraph(run("caché", "<w:vanish/>"), run("Visible."))
    )
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
        "</w:styles>"
    )
    notes = (
        f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="0" w:type="separator"/>'
        f'<w:footnote w:id="2">{paragraph(run("Voir la convention."))}</w:footnote></w:footnotes>'
    )
    found = word(tmp_path, raw_word(body, styles=styles, footnotes=notes))
    assert said(found) == [
        (PARAGRAPH, "Le chantier [1]"),
        (NOTE, "1. Voir la convention."),
        (PARAGRAPH, "Dans la boîte."),
        (PARAGRAPH, "Visible."),
    ]
    assert found.remarks == (
        "Des passages supprimés en suivi des modifications ont été laissés de côté.",
        "Le sommaire a été laissé de côté.",
    )


def test_word_without_its_styles_or_with_broken_ones_still_reads(tmp_path):
    found = word(tmp_path, raw_word(paragraph(run("Le chantier.")), styles="<a"))
    assert said(found) == [(PARAGRAPH, "Le chantier.")]
    assert "styles" in found.remarks[0]


def odt(folder, *elements: odfdo.Element):
    return document(folder, "fiche.odt", text_document(*elements))


def test_opendocument_gives_headings_lists_tables_and_notes(tmp_path):
    items = odfdo.List(["Un tuteur par équipe", "Une séance par semaine"])
    items.get_items()[0].append(odfdo.List(["Au dépôt aussi"]))
    table = odfdo.Table("Tableau1", width=2, height=2)
    table.set_values([["Quand", "Quoi"], ["Mars", "Réunion"]])
    noted = odfdo.Paragraph("Les équipes apprennent.")
    noted.insert_note(after="équipes", note_id="n1", citation="1", body="Douze personnes.")
    found = odt(tmp_path, odfdo.Header(2, "Leviers"), items, table, noted)
    assert [(b.nature, b.text, b.level or b.row * 10 + b.cell) for b in found.blocks] == [
        (HEADING, "Leviers", 2),
        (ITEM, "Un tuteur par équipe", 1),
        (ITEM, "Au dépôt aussi", 2),
        (ITEM, "Une séance par semaine", 1),
        (CELL, "Quand", 11),
        (CELL, "Quoi", 12),
        (CELL, "Mars", 21),
        (CELL, "Réunion", 22),
        (PARAGRAPH, "Les équipes [1] apprennent.", 0),
        (NOTE, "1. Douze personnes.", 0),
    ]


def test_opendocument_look_numbers_and_corrections(tmp_path):
    names = "style fo"
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in names.split()
    )
    styles = (
        f"<office:automatic-styles{spaces}><style:style style:name='B' style:family='text'>"
        "<style:text-properties fo:font-weight='bold'/></style:style><text:list-style "
        "style:name='N'><text:list-level-style-number text:level='1' style:num-format='1'/>"
        "</text:list-style></office:automatic-styles>"
    )
    items = "".join(
        f"<text:list-item><text:p>{words}</text:p></text:list-item>"
        for words in ("Choisir", "Agir")
    )
    body = (
        "<text:tracked-changes><text:p>effacé</text:p></text:tracked-changes>"
        "<text:p><text:span text:style-name='B'>Pour la structure</text:span></text:p>"
        f"<text:list text:style-name='N'>{items}</text:list>"
        "<text:p>un<text:s/>deux<text:line-break/>Trois</text:p>"
    )
    found = document(tmp_path, "fiche.odt", raw_odt(styles + body))
    assert said(found) == [
        (HEADING, "Pour la structure"),
        (ITEM, "1. Choisir"),
        (ITEM, "2. Agir"),
        (PARAGRAPH, "un deux"),
        (PARAGRAPH, "Trois"),
    ]


def test_name_that_the_person_gave_counts_not_the_path(tmp_path):
    path = tmp_path / "depot.tmp"
    made = docx.Document()
    made.add_paragraph("Le chantier.")
    path.write_bytes(saved(made))
    assert texts(read_document(path, "Ma fiche.DOCX")) == ["Le chantier."]
