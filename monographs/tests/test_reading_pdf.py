"""PDF files: reading order and nature of the passages, whatever the layout."""

from weasyprint import HTML

from monographs.tests.extracted import (
    CELL,
    HEADING,
    ITEM,
    NOTE,
    PARAGRAPH,
    block_of,
    document,
    said,
    summaries,
    texts,
)

LOOK = """<html lang="fr"><style>
@page { size: A4; margin: 18mm }
body { font: 10pt/1.35 "DejaVu Sans"; hyphens: auto; text-align: justify }
h1 { font-size: 18pt } h2 { font-size: 13pt; margin: .6em 0 .2em } p { margin: .3em 0 }
ul { margin: .2em 0; padding-left: 5mm } .two { columns: 2; column-gap: 9mm }
.three { columns: 3; column-gap: 7mm; font-size: 8.5pt }
.band { background: #064; color: #fff }
.box { border: 1pt solid; padding: 3mm; margin: 4mm 0 }
.side { float: right; width: 55mm; background: #eee; padding: 3mm; margin-left: 6mm }
td, th { hyphens: manual; padding: 1mm 3mm; vertical-align: top; text-align: left }
</style>"""


def pdf(folder, body: str, look: str = ""):
    return document(folder, "fiche.pdf", HTML(string=LOOK + look + body).write_pdf())


def paragraphs(*ranks: int) -> str:
    return "".join(f"<p>{summaries()[rank]}</p>" for rank in ranks)


def test_headings_paragraphs_and_items_of_one_column(tmp_path):
    items = "<li>Un tuteur par équipe</li><li>Une séance par semaine<ul><li>Au dépôt</li></ul></li>"
    found = pdf(
        tmp_path,
        f"<h1>Apprendre au chantier</h1>{paragraphs(0)}<h2>Leviers</h2><ul>{items}</ul>"
        "<p><b>Pour la structure</b></p>" + paragraphs(1),
    )
    assert said(found) == [
        (HEADING, "Apprendre au chantier"),
        (PARAGRAPH, summaries()[0]),
        (HEADING, "Leviers"),
        (ITEM, "Un tuteur par équipe"),
        (ITEM, "Une séance par semaine"),
        (ITEM, "Au dépôt"),
        (HEADING, "Pour la structure"),
        (PARAGRAPH, summaries()[1]),
    ]
    levels = [block.level for block in found.blocks]
    assert levels == [1, 0, 2, 1, 1, 2, 3, 0]
    assert block_of(found, "Leviers").size == 13


def test_title_band_columns_box_and_columns_are_read_in_this_order(tmp_path):
    title = "Confier les immersions à une association du territoire"
    zoom = "Une grille simple, remplie à deux, sert de repère pendant le parcours en entreprise."
    band = f'<div class="band"><h1>{title}</h1><p>Laon (02)</p></div>'
    box = f'<div class="box"><b>Zoom</b><p>{zoom}</p></div>'
    first = f"<h2>OBJECTIFS</h2>{paragraphs(0)}<h2>PUBLIC CIBLE</h2>{paragraphs(1, 2)}"
    second = f"<h2>LEVIERS</h2>{paragraphs(3)}<h2>FINANCEMENT</h2>{paragraphs(4)}"
    found = pdf(tmp_path, f"{band}<div class=two>{first}</div>{box}<div class=two>{second}</div>")
    assert texts(found) == [
        title,
        "Laon (02)",
        "OBJECTIFS",
        summaries()[0],
        "PUBLIC CIBLE",
        *summaries()[1:3],
        "Zoom",
        zoom,
        "LEVIERS",
        summaries()[3],
        "FINANCEMENT",
        summaries()[4],
    ]
    columns = [block_of(found, name).column for name in (title, "OBJECTIFS", "Zoom", "LEVIERS")]
    assert columns == [0, 1, 0, 3]


def test_number_of_columns_may_change_in_a_page(tmp_path):
    found = pdf(
        tmp_path,
        f"<h1>Trois puis deux</h1><div class=three>{paragraphs(0, 1, 2)}</div>"
        f"<h2>La suite</h2><div class=two>{paragraphs(3, 4)}</div>{paragraphs(5)}",
    )
    assert texts(found) == ["Trois puis deux", *summaries()[:3], "La suite", *summaries()[3:6]]


FACTS = ("Durée", "Coût", "Effectif", "Rythme", "Lieu")


def test_sentence_goes_on_after_a_box_or_another_page(tmp_path):
    lines = "".join(f"<p>{fact} du parcours, en mois ou en euros.</p>" for fact in FACTS)
    side = f'<div class="side"><h2>Repères</h2>{lines}</div>'
    look = "<style>body { hyphens: manual }</style>"
    found = pdf(tmp_path, f"{side}{paragraphs(0, 1)}" + paragraphs(*range(2, 14)), look)
    assert len({block.page for block in found.blocks}) > 1
    assert [text for text in texts(found) if text in summaries()] == summaries()[:14]


MARKED = """<style>@page {
      @top-left { content: "Réseau des chantiers" }
      @bottom-right { content: "Fiche " counter(page) "/" counter(pages) } }
      .shadow { position: absolute; top: 0; left: 0 }
      .initial { float: left; font-size: 30pt; line-height: .8 }
    </style>"""
WORDS = (
    "es équipes apprennent au chantier, avec un tuteur, puis en salle, et reviennent au "
    "travail avec une question.<sup style='font-size:6pt;line-height:0'>1</sup>"
)
FOOTNOTE = '<p style="position:absolute;bottom:0;font-size:7pt">1 Chaque semaine.</p>'


def test_footers_running_titles_vertical_text_shadows_and_big_letters(tmp_path):
    title = "<h1 class=shadow>Apprendre en travaillant</h1>"
    again = title.replace("shadow>", 'shadow style="top:.7pt;left:.7pt">')
    upright = '<p style="position:absolute;left:-12mm;top:80mm;transform:rotate(-90deg)">Debout</p>'
    found = pdf(
        tmp_path,
        f'{title}{again}{upright}<h2 style="margin-top:20mm;letter-spacing:.35em">OBJECTIFS</h2>'
        f"<p><span class=initial>L</span>{WORDS}</p>{FOOTNOTE}"
        f"<h2 style='break-before:page'>Suite</h2>{paragraphs(0)}",
        MARKED,
    )
    assert said(found) == [
        (HEADING, "Apprendre en travaillant"),
        (HEADING, "OBJECTIFS"),
        (
            PARAGRAPH,
            "Les équipes apprennent au chantier, avec un tuteur, puis en salle, et reviennent au "
            "travail avec une question. [1]",
        ),
        (NOTE, "1 Chaque semaine."),
        (HEADING, "Suite"),
        (PARAGRAPH, summaries()[0]),
    ]
    assert found.remarks == (
        "Les hauts et bas de page, répétés, ont été retirés.",
        "Du texte vertical ou penché a été ignoré, page 1.",
    )


ROWS = [
    ["Quand", "Avec les salariés", "Avec les agences"],
    ["Mars", "Choix des personnes, réunion", "Liste des agences"],
    ["Mai 2011", "Entretiens", "Invitations"],
]


def table(style: str) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>" for row in ROWS)
    return f'<style>td {{ {style} }}</style><table style="width:100%">{rows}</table>'


def test_cells_of_a_table_keep_their_places_with_or_without_rules(tmp_path):
    for style in ("border: 1px solid", "border: none"):
        found = pdf(tmp_path, paragraphs(0) + table(style) + paragraphs(1))
        cells = [block for block in found.blocks if block.row]
        assert [(block.row, block.cell, block.text) for block in cells] == [
            (row, cell, text)
            for row, texts_ in enumerate(ROWS, start=1)
            for cell, text in enumerate(texts_, start=1)
        ]
        assert {block.nature for block in cells} == {CELL}
        assert texts(found)[0] == summaries()[0] and texts(found)[-1] == summaries()[1]


def test_labels_in_the_margin_go_with_the_text_that_they_name(tmp_path):
    rows = "".join(
        f"<tr><td><b>{label}</b></td><td>{summaries()[rank]}</td></tr>"
        for rank, label in enumerate(("Public", "Objectifs", "Résultats"))
    )
    found = pdf(tmp_path, f'<table style="border-spacing:3mm">{rows}</table>')
    assert said(found) == [
        (HEADING, "Public"),
        (PARAGRAPH, summaries()[0]),
        (HEADING, "Objectifs"),
        (PARAGRAPH, summaries()[1]),
        (HEADING, "Résultats"),
        (PARAGRAPH, summaries()[2]),
    ]


def test_page_that_lies_on_its_side_is_read(tmp_path):
    for turn in ("rotate(90deg) translate(40mm, 20mm)", "rotate(-90deg) translate(-60mm, -20mm)"):
        body = f'<div style="width:200mm;transform:{turn}"><h1>Couché</h1>{paragraphs(0, 1)}</div>'
        assert texts(pdf(tmp_path, body)) == ["Couché", *summaries()[:2]]


def test_words_cut_by_the_layout_are_whole(tmp_path):
    narrow = f'<div style="width:52mm">{paragraphs(0, 3)}</div>'
    assert texts(pdf(tmp_path, narrow)) == [summaries()[0], summaries()[3]]
