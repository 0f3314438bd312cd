"""The dossier de preuves: first page, contents list, checklists, dividers."""

from exports import composing as write
from referentials.generating.selection import Skill
from referentials.generating.writing import (
    BLANK,
    NEW_PAGE,
    Brief,
    blank_rows,
    fields,
    grid,
    head,
    lines,
    origin,
    signatures,
)

PERIOD = "Règle de la période expérimentale 2013-2015, à vérifier auprès du certificateur"
# Each condition with the source that states it: none is said to be in force today.
CONDITIONS = (
    ("La personne relève de la branche des ACI", PERIOD),
    ("La structure est agréée pour former en production", PERIOD),
    ("Formation de 200 à 399\u00a0h, selon l’évaluation de départ", PERIOD),
    ("Immersion en entreprise de deux semaines au moins", PERIOD),
    (
        "Six mois d’ancienneté, deux compétences présentées",
        "Exemple de l’association Espaces (Île-de-France), pas une règle nationale",
    ),
)
COMPLETE = (
    "La première page et le sommaire sont remplis, les pages numérotées.",
    "Les livrets portent toutes leurs évaluations, datées et signées.",
    "Chaque compétence présentée a au moins une fiche expérience.",
    "Chaque fiche a un niveau donné par la personne et par l’encadrant.",
    "Le bilan d’immersion est là, avec l’avis du tuteur.",
    "Le relevé des heures correspond aux feuilles d’émargement.",
)
RIGHT = (
    "Les mots sont ceux de la personne. Elle sait les expliquer.",
    "Les dates des livrets, des fiches et des heures concordent.",
    "Aucun visage reconnaissable, sauf accord écrit.",
    "Ni adresse, ni numéro de sécurité sociale, ni information de santé.",
    "On sait qui garde le dossier, et jusqu’à quand.",
)
# Title, who prepares it, what goes behind the divider.
PIECES = (
    (
        "Ma présentation",
        "La personne, le CIP",
        ("Mon parcours en une page", "Mon projet, en deux phrases"),
    ),
    (
        "Positionnement initial",
        "L’encadrant, le formateur",
        ("L’évaluation de départ", "Le parcours prévu"),
    ),
    (
        "Livret de suivi\u00a0: compétences clés",
        "La personne, l’encadrant, le formateur",
        ("Le livret rempli", "Les dates et les signatures de chaque évaluation"),
    ),
    (
        "Livret de suivi\u00a0: compétences professionnelles",
        "La personne, l’encadrant",
        ("Le livret de mon support", "Les dates et les signatures de chaque évaluation"),
    ),
)
LAST_PIECES = (
    (
        "Immersion en entreprise",
        "Le CIP, l’entreprise",
        ("La convention", "Le bilan", "L’avis du tuteur"),
    ),
    (
        "Heures et attestations",
        "La structure, le formateur",
        ("Le relevé des heures\u00a0: production, salle, immersion", "Les attestations obtenues"),
    ),
)
PROOFS = ("La fiche expérience", "Une ou deux preuves datées et situées", "Une page du livret")


def body(brief: Brief) -> list:
    """First page with the contents list, the checklist, then a divider for each part."""
    pieces = _pieces(brief)
    found = [*_cover(brief), *_contents(brief, pieces), *_checks()]
    for rank, (title, _who, behind) in enumerate(pieces, start=1):
        found += [
            NEW_PAGE,
            *write.heading(f"{rank}. {title}"),
            *write.lead("Derrière cette page, je range\u00a0:"),
            *write.items(behind, "check"),
            lines("Ce que cette partie montre de moi", 3),
        ]
    return found


def _pieces(brief: Brief) -> list[tuple]:
    """The parts of the dossier, one for each competency presented."""
    skills: tuple[Skill | None, ...] = brief.skills or (None, None)
    shown = [
        (
            f"Compétence\u00a0: {skill.name}" if skill else f"Compétence n°\u00a0{rank}",
            "La personne",
            PROOFS,
        )
        for rank, skill in enumerate(skills, start=1)
    ]
    return [*PIECES, *shown, *LAST_PIECES]


def _cover(brief: Brief) -> list:
    return [
        *head(brief),
        fields(
            "Prénom et nom",
            "Structure",
            "Support de production",
            "Personne qui m’aide",
            "Dossier commencé le",
            "Dossier vérifié le",
        ),
        lines("Ce que je veux montrer au jury, en deux phrases", 3),
        *(origin(brief) if brief.skills else []),
    ]


def _contents(brief: Brief, pieces: list[tuple]) -> list:
    heads = ("N°", "Partie", "Qui la prépare", "Pages", "Rangée le")
    rows = [(str(rank), title, who, BLANK, BLANK) for rank, (title, who, _) in enumerate(pieces, 1)]
    link = ("Preuve n°", "Ce que c’est", "Compétence ou code", "Ce qu’elle montre", "Page")
    return [
        NEW_PAGE,
        *write.heading("Sommaire"),
        grid("Les parties du dossier", heads, rows, (7, 46, 23, 10, 14), row_header=False),
        *write.heading("Relier mes preuves aux compétences"),
        grid(
            "Une ligne par preuve", link, blank_rows(8, 5), (12, 27, 20, 31, 10), row_header=False
        ),
    ]


def _checks() -> list:
    heads = ("Condition", "D’où elle vient", "Réponse du certificateur", "Oui, non")
    rows = [(*condition, BLANK, BLANK) for condition in CONDITIONS]
    return [
        NEW_PAGE,
        *write.heading("Vérifier avant d’envoyer"),
        fields("Vérifié par (fonction)", "Date"),
        *write.paragraphs(
            "Ces conditions viennent de sources datées. Demandez d’abord au certificateur ce qui "
            "s’applique aujourd’hui. Notez sa réponse."
        ),
        grid("Conditions citées par les sources", heads, rows, (30, 40, 19, 11)),
        *write.heading("Le dossier est complet", 2),
        *write.items(COMPLETE, "check"),
        *write.heading("Le dossier est juste et respecte la vie privée", 2),
        *write.items(RIGHT, "check"),
        signatures("La personne", "La personne qui vérifie"),
    ]
