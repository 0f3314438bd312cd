"""The fiche expérience: a real piece of work told step by step, one fiche for a competency."""

from exports import composing as write
from exports.checks import Text
from referentials.generating.selection import Skill
from referentials.generating.writing import (
    BLANK,
    NEW_PAGE,
    Brief,
    fields,
    grid,
    head,
    lines,
    origin,
    signatures,
)

STEPS = (
    "1. Avant de commencer",
    "2. D’abord",
    "3. Puis",
    "4. Puis",
    "5. Puis",
    "6. Pour finir, contrôler",
)
PROOFS = (
    "Photo du travail, avant et après, sans visage",
    "Document de travail sans nom de client\u00a0: plan, fiche, relevé, bon",
    "Page de mon livret de suivi",
    "Avis écrit d’un client, d’un tuteur, d’un collègue, avec son accord",
)
BEFORE_SIGNING = (
    "J’ai relu la fiche, ou on me l’a lue à voix haute.",
    "Elle ne contient ni adresse, ni téléphone, ni information de santé.",
)
WITNESSES = ("Moi", "L’encadrant", "Le tuteur ou le formateur")


def body(brief: Brief) -> list:
    """One fiche for each competency chosen; a fiche without any when none is."""
    found = head(brief)
    for rank, skill in enumerate(brief.skills or (None,)):
        found += [*([NEW_PAGE] if rank else []), *_fiche(brief, skill, first=not rank)]
    return found


def _fiche(brief: Brief, skill: Skill | None, *, first: bool) -> list:
    return [*_skill(brief, skill, first), *_story(), *_result(brief)]


def _skill(brief: Brief, skill: Skill | None, first: bool) -> list:
    asked = ["Prénom et nom", "Structure, chantier ou atelier"]
    if skill is None:
        asked += ["Compétence que je veux prouver", "Son code dans le référentiel"]
        title, points = "L’expérience que je raconte", []
    else:
        title = f"Compétence\u00a0: {skill.name}"
        points = [
            *write.facts([("Avec quoi, où", skill.context)]),
            *write.box("On voit que c’est acquis quand la personne…", write.items(skill.criteria)),
        ]
    return [
        *write.heading(title),
        *points,
        fields(*asked, "Date ou période de l’expérience"),
        *(origin(brief) if first and brief.skills else []),
        *write.heading("1. La situation", 2),
        *write.items(
            (
                "En production, dans ma structure",
                "En salle, pendant une formation",
                "En immersion, dans une entreprise",
            ),
            "check",
        ),
        lines("Où étais-je\u00a0? Avec qui\u00a0? Pour quel client ou quel usage\u00a0?", 3),
        lines("Ce qu’on m’a demandé\u00a0: la consigne, la quantité, le délai", 2),
    ]


def _story() -> list:
    heads = (
        "Étape",
        "Ce que j’ai fait (je…)",
        "Outils, produits",
        "J’ai vu que c’était bien quand",
    )
    return [
        *write.heading("2. Ce que j’ai fait, étape par étape", 2),
        grid(
            "Mes gestes, dans l’ordre",
            heads,
            [(step, BLANK, BLANK, BLANK) for step in STEPS],
            (17, 34, 21, 28),
        ),
        *write.heading("3. La sécurité, une difficulté", 2),
        lines("Les dangers, et comment je me suis protégé, moi et les autres", 2),
        lines("Ce qui n’a pas marché tout de suite\u00a0; ce que j’ai décidé, ou demandé", 2),
    ]


def _result(brief: Brief) -> list:
    return [
        *write.heading("4. Le résultat et les preuves", 2),
        lines("Ce qu’on m’a dit, ce que j’ai mesuré ou compté", 2),
        *write.items(PROOFS, "check"),
        *write.heading("5. Mon niveau", 2),
        *_levels(brief),
        *write.items(BEFORE_SIGNING, "check"),
        signatures("La personne", "L’encadrant technique"),
    ]


def _levels(brief: Brief) -> list:
    names = " ".join(f"{mark}\u00a0: {name}." for mark, name, _text in brief.scale.levels)
    rows: list[tuple[str, Text, Text, Text]] = [
        (who, brief.mark, BLANK, BLANK) for who in WITNESSES
    ]
    heads = ("Qui", "Niveau", "Pourquoi ce niveau\u00a0: un fait vu", "Date")
    table = grid("Plusieurs regards sur la même expérience", heads, rows, (26, 12, 46, 16))
    return [*write.paragraphs(names), table]
