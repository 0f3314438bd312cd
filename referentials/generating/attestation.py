"""The attestation de compétences: what was seen, by whom; never to be taken for a diploma."""

from exports import composing as write
from exports.blocks import ByHand
from referentials.generating.writing import BLANK, Brief, blank_rows, fields, grid, head, origin

# Requirement E22: recognising is not certifying. Printed on every page.
MENTION = (
    "Ceci n’est pas un diplôme, ni un titre professionnel, ni un CQP\u00a0: la structure atteste "
    "ce qu’elle a vu faire, rien de plus."
)
FEWEST = 6


def body(brief: Brief) -> list:
    """The attestation: mention, person, competencies, how it was verified, signatures."""
    return [
        *head(brief),
        *write.note(
            "Ceci n’est pas un diplôme, ni un titre professionnel, ni un CQP. Cette attestation ne "
            "donne aucune qualification reconnue. Elle dit ce que les personnes qui signent plus "
            "bas ont vu faire, au travail."
        ),
        fields("Prénom et nom", "Structure", "Chantier, atelier ou poste", "Période observée"),
        _seen(brief),
        *write.paragraphs(_levels(brief)),
        *write.heading("Comment on l’a vérifié"),
        *write.items(
            (
                "Observation pendant le travail, à plusieurs dates",
                "Épreuve pratique et entretien devant des professionnels",
                "Livret de suivi, fiches expérience, avis après une immersion",
            ),
            "check",
        ),
        _signed(),
        *origin(brief),
    ]


def _seen(brief: Brief):
    heads = ("La personne sait…", "Exemple vu, lieu", "Niveau", "Vu par (fonction)")
    rows: list = [(skill.name, BLANK, brief.mark, BLANK) for skill in brief.skills]
    if not rows:
        rows = [[BLANK, BLANK, brief.mark, BLANK] for _ in range(FEWEST)]
    else:
        rows += blank_rows(1, 4)
    return grid("Compétences attestées", heads, rows, (40, 30, 11, 19), row_header=False)


def _levels(brief: Brief) -> str:
    levels = (
        f"{mark}\u00a0: {(text or name).rstrip('.').lower()}."
        for mark, name, text in brief.scale.levels
    )
    return f"Niveaux. {' '.join(levels)}"


def _signed():
    who = (
        "Pour la structure, la personne habilitée",
        "Un professionnel qui a vu le travail",
        "La personne, qui a relu et accepté",
    )
    rows = [(each, BLANK, BLANK, ByHand()) for each in who]
    return grid("Signatures", ("Qui", "Fonction", "Date", "Signature"), rows, (30, 24, 14, 32))
