"""Text pasted line by line in an office file, then printed: read as the page it came from."""

import docx
import odfdo
import pytest
from weasyprint import HTML

from monographs.tests.extracted import HEADING, ITEM, PARAGRAPH, document, said, summaries, texts
from tests.documents import saved

# Wider than the lines of the page that was copied: the paper has room for more.
TITLE = "UN CHANTIER OUVERT SUR LE QUARTIER POUR APPRENDRE LE JARDIN"
LINES = (
    TITLE,
    "OBJECTIFS",
    "Apprendre au chantier, avec un tuteur qui connaît",
    "le métier, puis revenir en salle avec ses ques-",
    "tions, pour les poser à tout le groupe réuni.",
    "PARTENAIRES OPERATIONNELS",
    "ET FINANCEURS",
    "• Le lycée agricole du canton, qui prête sa grande",
    "salle et ses outils une fois par semaine",
    "• Les jardiniers de la ville, qui viennent montrer",
    "la taille des arbres",
    "Les Jardins du canal - Vaux (37)",
    "Une équipe qui se parle, des horaires tenus et un",
    "tuteur qui prend le temps de montrer le geste.",
    "« Chaque semaine je vois mes collègues reprendre",
    "confiance, et c’est pour cela que je reste ici. »",
    "Cheffe d’équipe aux Jardins du canal",
)
PASSAGES = [
    (HEADING, TITLE),
    (HEADING, "OBJECTIFS"),
    (
        PARAGRAPH,
        "Apprendre au chantier, avec un tuteur qui connaît le métier, puis revenir en salle "
        "avec ses questions, pour les poser à tout le groupe réuni.",
    ),
    (HEADING, "PARTENAIRES OPERATIONNELS ET FINANCEURS"),
    (
        ITEM,
        "Le lycée agricole du canton, qui prête sa grande salle et ses outils une fois par semaine",
    ),
    (ITEM, "Les jardiniers de la ville, qui viennent montrer la taille des arbres"),
    (PARAGRAPH, "Les Jardins du canal - Vaux (37)"),
    (
        PARAGRAPH,
        "Une équipe qui se parle, des horaires tenus et un tuteur qui prend le temps de "
        "montrer le geste.",
    ),
    (
        PARAGRAPH,
        "« Chaque semaine je vois mes collègues reprendre confiance, et c’est pour cela que je "
        "reste ici. »",
    ),
    (PARAGRAPH, "Cheffe d’équipe aux Jardins du canal"),
]
MARKED = ("# Apprendre au chantier", "## Objectifs", "Une salle.", "## Leviers", "- Un tuteur")


def word(lines, bold=()) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph().add_run(line).bold = line in bold or None
    return saved(made)


def text_document(lines) -> bytes:
    made = odfdo.Document("text")
    made.body.clear()
    for line in lines:
        made.body.append(odfdo.Paragraph(line))
    return saved(made)


def printed(lines, columns: int = 1, bold=()) -> bytes:
    look = f"body {{ font: 10pt sans-serif; columns: {columns} }} p {{ margin: 0 0 3pt }}"
    body = "".join(f"<p>{f'<b>{line}</b>' if line in bold else line}</p>" for line in lines)
    return HTML(string=f"<style>@page {{ size: A4 }} {look}</style>{body}").write_pdf()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("fiche.docx", word(LINES)),
        ("fiche.odt", text_document(LINES)),
        ("fiche.pdf", printed(LINES)),
        ("fiche.pdf", printed(LINES, columns=2)),
    ],
    ids=["docx", "odt", "pdf", "pdf-2"],
)
def test_lines_pasted_without_any_look_are_the_passages_of_their_page(tmp_path, name, data):
    assert said(document(tmp_path, name, data)) == PASSAGES


def test_headings_that_only_bold_shows_stay_above_the_lines_that_are_joined(tmp_path):
    bold = ("Ce que nous cherchions", "Qui nous aide")
    lines = [TITLE, bold[0], *LINES[2:5], bold[1], *LINES[7:]]
    for name, data in (
        ("fiche.docx", word(lines, bold)),
        ("fiche.pdf", printed(lines, bold=bold)),
    ):
        found = said(document(tmp_path, name, data))
        assert found[:3] == [PASSAGES[0], (HEADING, bold[0]), PASSAGES[2]]
        assert found[3:] == [(HEADING, bold[1]), *PASSAGES[4:]]


def test_marks_of_markdown_pasted_in_an_office_file_are_read(tmp_path):
    for name, data in (("fiche.docx", word(MARKED)), ("fiche.pdf", printed(MARKED))):
        assert said(document(tmp_path, name, data)) == [
            (HEADING, "Apprendre au chantier"),
            (HEADING, "Objectifs"),
            (PARAGRAPH, "Une salle."),
            (HEADING, "Leviers"),
            (ITEM, "Un tuteur"),
        ]


def test_paragraphs_of_an_author_stay_as_they_are(tmp_path):
    written = [
        "Les équipes apprennent au chantier, puis reviennent en salle avec une question.",
        "Le tuteur note ce qui a été appris.",
        "Matériel de taille",
        "Une séance par semaine, le matin.",
    ]
    assert texts(document(tmp_path, "fiche.docx", word(written))) == written


def test_headings_in_capitals_that_wrap_in_a_narrow_column_are_one(tmp_path):
    side = f"<h2>GRANDES ÉTAPES DE LA MISE EN ŒUVRE DU PARCOURS AU CHANTIER</h2><p>{summaries()[0]}"
    text = "".join(f"<p>{summary}</p>" for summary in summaries()[1:9])
    look = "body { font: 11pt/1.34 sans-serif; columns: 2 } h2 { font-size: 11pt; margin: 0 }"
    data = HTML(string=f"<style>{look} p {{ margin: 0 0 7pt }}</style>{text}{side}").write_pdf()
    found = document(tmp_path, "fiche.pdf", data)
    assert (HEADING, "GRANDES ÉTAPES DE LA MISE EN ŒUVRE DU PARCOURS AU CHANTIER") in said(found)
