"""Text and Markdown files: lines of a layout joined into clean passages."""

import pytest

from monographs.tests.extracted import CELL, HEADING, ITEM, NOTE, PARAGRAPH, document, said, texts

LOST = "\ufffd"
BULLET, DASH = f"\uf034\t {LOST}{LOST}", f"\t - {LOST}"


def text(folder, words: str, name: str = "fiche.txt"):
    return document(folder, name, words)


def spread(*lines: str) -> str:
    """Lines with an empty one between each, as some programs give them."""
    return "\n\n".join(lines)


COLUMN = spread(
    "OBJECTIFS ",
    "Apprendre au chantier, avec un tuteur qui connaît",
    "le métier, puis revenir en salle avec ses ques-",
    "tions, pour les poser à tout le groupe réuni.",
    "PARTENAIRES OPERATIONNELS",
    "ET FINANCEURS",
    f"{BULLET}Le lycée agricole du canton, qui prête sa",
    "salle et ses outils une fois par semaine",
    f"{DASH}Les jardiniers de la ville, qui viennent mon-",
    "trer la taille des arbres",
    f"{BULLET}Les agences d’intérim de la ville",
    "Clefs de la réussite",
    "Une équipe qui se parle, des horaires tenus et un",
    "tuteur qui prend le temps de montrer le geste.",
)
PASSAGES = [
    (HEADING, "OBJECTIFS"),
    (
        PARAGRAPH,
        "Apprendre au chantier, avec un tuteur qui connaît le métier, puis revenir en salle "
        "avec ses questions, pour les poser à tout le groupe réuni.",
    ),
    (HEADING, "PARTENAIRES OPERATIONNELS ET FINANCEURS"),
    (
        ITEM,
        "Le lycée agricole du canton, qui prête sa salle et ses outils une fois par semaine",
    ),
    (ITEM, "Les jardiniers de la ville, qui viennent montrer la taille des arbres"),
    (ITEM, "Les agences d’intérim de la ville"),
    (PARAGRAPH, "Clefs de la réussite"),
    (
        PARAGRAPH,
        "Une équipe qui se parle, des horaires tenus et un tuteur qui prend le temps de "
        "montrer le geste.",
    ),
]


def test_lines_of_a_column_are_passages_even_with_empty_lines_between(tmp_path):
    found = text(tmp_path, COLUMN)
    assert said(found) == PASSAGES
    assert [block.level for block in found.blocks if block.nature == ITEM] == [1, 2, 1]


def test_empty_lines_part_paragraphs_where_they_are_rare(tmp_path):
    found = text(
        tmp_path,
        "Apprendre au chantier, avec un tuteur qui connaît\nle métier.\n\n"
        "Revenir en salle avec ses questions, et les poser\nau groupe.\n",
    )
    assert texts(found) == [
        "Apprendre au chantier, avec un tuteur qui connaît le métier.",
        "Revenir en salle avec ses questions, et les poser au groupe.",
    ]


def test_sentence_cut_by_a_title_is_whole_again(tmp_path):
    found = text(
        tmp_path,
        "Apprendre au chantier, avec un tuteur qui connaît le métier et\n"
        "qui prend le temps de montrer le geste au nouveau\n\nFiche 5\n\n"
        "UN CHANTIER DANS L’ENTREPRISE\n\nsalarié, autant de fois qu’il le faut.\n",
    )
    assert texts(found) == [
        "Apprendre au chantier, avec un tuteur qui connaît le métier et qui prend le temps de "
        "montrer le geste au nouveau salarié, autant de fois qu’il le faut.",
        "Fiche 5",
        "UN CHANTIER DANS L’ENTREPRISE",
    ]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Le réseau • Chantiers réussis • Mai 2012 | 57\nLe texte.", ["Le texte."]),
        ("Sommairechapitre\nLe texte.\n- 12 -\nPage 3 sur 10", ["Le texte."]),
        ("Une action au chantier Une action au chantier", ["Une action au chantier"]),
        ("L’emploi2 et la forma\u00adtion, au \ufb01l des mois", [
            "L’emploi [2] et la formation, au fil des mois"
        ]),
        ("I'action et l’IAE, I’AFEST aussi", ["l'action et l’IAE, l’AFEST aussi"]),
        ("Le\u00a0chantier\u202f: 40\u202f000\u00a0€", ["Le chantier : 40 000 €"]),
        ("e\u0301cole, le 1er mai, 12m2 de serre", ["école, le 1er mai, 12m2 de serre"]),
        ("Pour le métier\uf04c de l’équipe", ["Pour le métier peu adapté de l’équipe"]),
        ("Tél. : 01 00 00 00 00\nContact : la direction", [
            "Tél. : 01 00 00 00 00",
            "Contact : la direction",
        ]),
    ],
)  # fmt: skip
def test_noise_of_an_extraction_goes(tmp_path, raw, clean):
    assert texts(text(tmp_path, raw)) == clean


def test_passage_that_repeats_just_before_is_read_once(tmp_path):
    passage = [f"{BULLET}{words}" for words in (
        "Choisir les personnes", "Préparer le tuteur", "Ouvrir le chantier",
        "Faire le point chaque semaine", "Finir par un bilan",
    )]  # fmt: skip
    found = text(tmp_path, "\n".join(["Les étapes :", *passage, *passage, "", "Et ensuite."]))
    assert len(found.blocks) == 7
    assert found.remarks == ("Un passage répété a été retiré (5 lignes).",)


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("éco-\nconstruction", "éco-construction"),
        ("pré-\noccuper", "préoccuper"),
        ("socio-\nprofessionnelle, et socioprofessionnelle", "socioprofessionnelle"),
        ("socio-\nprofessionnelle", "socio-professionnelle"),
        ("le Pas-\nde-Calais", "le Pas-de-Calais"),
        ("les gestes pré-quali-\nfiants", "les gestes pré-qualifiants"),
    ],
)
def test_hyphen_at_the_end_of_a_line_goes_unless_the_word_has_it(tmp_path, cut, whole):
    assert texts(text(tmp_path, f"Il faut dire {cut} ici"))[0].startswith(f"Il faut dire {whole}")


def test_words_of_a_drawing_are_kept_and_pointed_out(tmp_path):
    words = ["Accueil", "Réunion", "Visite", "Choix", "Contrat", "Bilan"]
    found = text(tmp_path, "\n\n".join(words))
    assert texts(found) == words
    assert "schéma" in found.remarks[0]


def test_form_feeds_are_pages_and_a_space_in_front_opens_a_column(tmp_path):
    found = text(tmp_path, "Page une, sans rien de plus.\n1\n\fPage deux.\n2\n")
    assert [(block.text, block.page) for block in found.blocks] == [
        ("Page une, sans rien de plus.", 1),
        ("Page deux.", 2),
    ]
    found = text(tmp_path, " Première colonne\nsuite de la colonne.\n Deuxième colonne.\n")
    assert [block.column for block in found.blocks] == [1, 2]


def test_markdown_says_what_each_block_is(tmp_path):
    found = text(
        tmp_path,
        "# Le **chantier**\n\n## Leviers\n\n- Un [tuteur](mailto:x@example.org) par équipe\n"
        "  - Au dépôt\n→ Une séance\n1. Choisir\n\nDu texte en *italique* et en `code`,\n"
        "sur deux lignes<sup>1</sup>.\n\n| Quand | Quoi |\n|---|---|\n| Mars | Réunion |\n\n"
        "<sup>1</sup>Voir la convention.\n\n**Une phrase en gras**\n\n---\n"
        "> Une citation avec un [lien vide](#).\n",
        "fiche.md",
    )
    assert said(found) == [
        (HEADING, "Le chantier"),
        (HEADING, "Leviers"),
        (ITEM, "Un tuteur par équipe"),
        (ITEM, "Au dépôt"),
        (ITEM, "Une séance"),
        (ITEM, "1. Choisir"),
        (PARAGRAPH, "Du texte en italique et en code, sur deux lignes [1]."),
        (CELL, "Quand"),
        (CELL, "Quoi"),
        (CELL, "Mars"),
        (CELL, "Réunion"),
        (NOTE, "1. Voir la convention."),
        (PARAGRAPH, "Une phrase en gras"),
        (PARAGRAPH, "Une citation avec un lien vide."),
    ]
    assert found.structured
    assert [block.level for block in found.blocks][:6] == [1, 2, 1, 2, 1, 1]
    assert found.remarks == ("Des liens ne mènent nulle part : seul leur texte a été gardé.",)


@pytest.mark.parametrize("table", ["utf-8-sig", "utf-16", "cp1252", "latin-1", "mac-roman"])
def test_encoding_is_told_by_a_careful_guess(tmp_path, table):
    words = "L'élève apprend où ça se passe : à l'atelier, dès l'été."
    assert texts(document(tmp_path, "fiche.txt", words.encode(table))) == [words]
