"""A description is read whole, or refused with the place and the reason."""

import datetime

import pytest

from exports.document import Document, DocumentError, Meta
from exports.layout import PORTRAIT_WIDTH, fit_widths, level_bars


def refusal(make_text, *blocks, **values):
    """Return the problems found in a description."""
    with pytest.raises(DocumentError) as caught:
        make_text(list(blocks), **values)
    return caught.value.problems


def table(**values):
    """Return a table block."""
    base = {"caption": "Légende", "headers": ["Tâche", "Note"], "rows": [["Tondre", "2"]]}
    return {"table": {**base, **values}}


def test_every_kind_of_block_is_read(make_text):
    kinds = {block.kind for block in make_text().blocks}
    assert kinds == {
        "paragraph",
        "fields",
        "heading",
        "scale",
        "items",
        "steps",
        "table",
        "note",
        "page",
        "lines",
        "signatures",
    }


def test_bold_is_the_only_markup(make_text):
    runs = make_text([{"p": "Un **mot** et <b>un autre</b> *ici*"}]).blocks[0].text.runs
    assert [(run.text, run.bold) for run in runs] == [
        ("Un ", False),
        ("mot", True),
        (" et <b>un autre</b> *ici*", False),
    ]


def test_all_problems_are_told_at_once_with_their_place(make_text):
    problems = refusal(make_text, {"p": ""}, {"titre": "x"}, table(rows=[["un", "deux", "trois"]]))
    assert problems == [
        "content[0].p\u00a0: texte vide.",
        problems[1],
        "content[2].table.rows[0]\u00a0: la ligne a 3 cases, il en faut 2.",
    ]
    assert problems[1].startswith("content[1]\u00a0: bloc inconnu «\u00a0titre\u00a0».")


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("un texte nu", "une clé et une seule"),
        ({"p": "a", "h": "b"}, "une clé et une seule"),
        ({"p": 12}, "il faut un texte, pas un nombre"),
        ({"p": {"Attention": "x"}}, "pas un bloc"),
        ({"p": "Un **mot"}, "pas refermé"),
        ({"p": "x" * 5000}, "texte trop long"),
        ({"p": "cloche \x07"}, "U+0007"),
        ({"p": "retourné \u202e"}, "U+202E"),
        ({"p": "moitié \ud83d"}, "U+D83D"),
        ({"ul": []}, "la liste est vide"),
        ({"ul": [{"Matin": "8 h"}]}, "content[0].ul[0]"),
        ({"lines": {"label": "x"}}, "il manque «\u00a0count\u00a0»"),
        ({"lines": {"label": "x", "count": 0}}, "hors limites"),
        ({"lines": {"label": "x", "count": True}}, "nombre entier"),
        ({"scale": [{"code": 1, "label": "seul"}]}, "au moins 2"),
        ({"signatures": ["a", "b", "c", "d", "e"]}, "4 au plus"),
        ({"page": False}, "page: true"),
        (table(rows=[]), "tableau sans ligne"),
        (table(widths=[50]), "1 largeurs pour 2 colonnes"),
        (table(widths=[50, 20]), "les largeurs font 70"),
        (table(widths=["50", "50"]), "un nombre de 3 à 100"),
        (table(headers=["", "Note"]), "texte vide"),
        (table(rows=[[True, "x"]]), "oui/non"),
        (table(couleur="rouge"), "clé inconnue «\u00a0couleur\u00a0»"),
        (table(rows=[["mot " * 200, ""]], widths=[10, 90]), "texte trop long pour sa colonne"),
    ],
)
def test_a_faulty_block_is_refused_in_french(make_text, block, words):
    (problem,) = refusal(make_text, block)
    assert words in problem


def test_the_corner_of_a_double_entry_table_may_be_empty(make_text):
    block = make_text([table(headers=["", "Note"], row_header=True)]).blocks[0]
    assert block.headers[0].plain == ""


def test_numbers_and_dates_of_a_table_are_written_the_french_way(make_text):
    day = datetime.date(2026, 9, 15)
    block = make_text([table(rows=[[1.5, day], [None, 2026]])]).blocks[0]
    assert [[cell.plain for cell in row] for row in block.rows] == [
        ["1,5", "15/09/2026"],
        ["", "2026"],
    ]


def test_widths_add_up_to_a_hundred_given_or_not(make_text):
    given, guessed = make_text([table(widths=[30, 66]), table()]).blocks
    assert sum(given.widths) == pytest.approx(100, abs=0.1)
    assert sum(guessed.widths) == pytest.approx(100, abs=0.1)


def test_a_column_too_narrow_for_its_header_is_widened(make_text):
    block = make_text([table(headers=["Ce que l’on observe", "Éval. 1"], widths=[96, 4])]).blocks[0]
    first, second = fit_widths(block, PORTRAIT_WIDTH)
    assert second > 9
    assert first + second == pytest.approx(100, abs=0.1)


def test_a_degree_zero_fills_no_bar(make_text):
    levels = [{"code": code, "label": "x"} for code in (0, 1, 2)]
    assert level_bars(make_text([{"scale": levels}]).blocks[0]) == [(0, 2), (1, 2), (2, 2)]
    assert level_bars(make_text([{"scale": levels[1:]}]).blocks[0]) == [(1, 2), (2, 2)]


def test_page_breaks_never_print_an_empty_page(make_text):
    blocks = make_text(
        [{"page": True}, {"p": "a"}, {"page": True}, {"page": True}, {"p": "b"}, {"page": True}]
    ).blocks
    assert [block.kind for block in blocks] == ["paragraph", "page", "paragraph"]


def test_too_many_rows_are_refused(make_text):
    rows = [["a", "b"]] * 300
    assert "600 lignes" in refusal(make_text, table(rows=rows), table(rows=rows))[0]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"formats": ["xlsx"]}, "format «\u00a0xlsx\u00a0» impossible"),
        ({"formats": "pdf"}, "il faut une liste"),
        ({"orientation": "paysage"}, "portrait ou landscape"),
        ({"sheets": []}, "l’un des deux"),
        ({"auteur": "x"}, "clé inconnue"),
        ({"label": ""}, "texte vide"),
    ],
)
def test_a_faulty_document_is_refused(make_text, values, words):
    assert words in refusal(make_text, {"p": "a"}, **values)[0]


@pytest.mark.parametrize("description", [None, [], "x", {}, {"label": "x", "formats": ["pdf"]}])
def test_anything_but_a_document_is_refused(description):
    with pytest.raises(DocumentError):
        Document.from_dict(description)


def test_the_path_of_the_document_starts_every_problem():
    with pytest.raises(DocumentError, match=r"^documents\[3\]\.content\[0\]\.p"):
        Document.from_dict(
            {"label": "x", "formats": ["pdf"], "content": [{"p": ""}]}, "documents[3]"
        )


def test_the_imprint_gathers_status_licence_version_and_date(meta):
    assert meta.imprint == (
        "Modèle proposé · CC BY-SA 4.0 · version\u00a01.2, 1er\u00a0septembre\u00a02026"
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b"])
def test_an_address_that_is_not_of_the_web_is_refused(url):
    with pytest.raises(DocumentError):
        Meta("T", "P", "L", "1", datetime.date(2026, 9, 1), url=url)
