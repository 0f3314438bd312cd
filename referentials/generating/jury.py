"""The grid of a jury: what each juror sees and hears, then what the jury decides by hand."""

from exports import composing as write
from exports.blocks import ByHand
from referentials.generating.selection import Skill
from referentials.generating.writing import (
    BLANK,
    NEW_PAGE,
    Brief,
    blank_rows,
    fields,
    grid,
    head,
    how_to_note,
    lines,
    origin,
)

FEWEST = 4
BEFORE_ENDING = (
    "Chaque juré a parlé avant la décision.",
    "Chaque proposition s’appuie sur un fait écrit.",
    "Le candidat sait quand et comment il aura la réponse.",
    "Les grilles ont été remises au responsable du jury.",
)
TOLD = (
    "Raconte le travail, étape par étape, sans lire",
    "Explique pourquoi ce geste, cet outil, cet ordre",
    "Nomme le danger principal et la bonne protection",
    "Revient sur l’épreuve\u00a0: ce qui a marché, ce qui serait fait autrement",
)


def body(brief: Brief) -> list:
    """What each juror fills in, then the page that the jury fills in once."""
    return [*_cover(brief), *_trial(brief), *_talk(brief), *_decision(brief)]


def _cover(brief: Brief) -> list:
    count = brief.choices.jurors
    copies = f"Imprimez cette grille en {count} exemplaires" if count > 1 else "Imprimez la grille"
    return [
        *head(brief),
        *write.paragraphs(
            f"{copies}, un par juré. Le candidat est désigné par un numéro, jamais par son nom. La "
            "dernière partie est remplie une seule fois, par le jury réuni."
        ),
        fields("Candidat n°", "Juré n°", "Date et lieu", "Fonction du juré"),
        grid(
            "Mon lien avec le candidat",
            ("Question", "Oui", "Non"),
            [
                ("Je l’ai encadré, formé ou accueilli en immersion", BLANK, BLANK),
                ("Je le connais dans ma vie privée", BLANK, BLANK),
            ],
            (76, 12, 12),
        ),
        *how_to_note(brief),
        *origin(brief),
    ]


def _trial(brief: Brief) -> list:
    found = [
        NEW_PAGE,
        *write.heading("1. L’épreuve\u00a0: situation de production"),
        lines("Ce qui est demandé au candidat (consigne lue à voix haute)", 2),
    ]
    if not brief.skills:
        heads = ("Critère", "Faits observés", "Niveau")
        rows = [(BLANK, BLANK, brief.mark) for _ in range(8)]
        found.append(grid("Ce que je vois", heads, rows, (38, 51, 11), row_header=False))
    return [*found, *(_seen(brief, skill) for skill in brief.skills)]


def _seen(brief: Brief, skill: Skill):
    """The criteria of a competency, then its level as a whole."""
    rows: list = [(line, BLANK, brief.mark) for line in skill.criteria if write.said(line)]
    rows += [] if rows else blank_rows(2, 3)
    rows.append(("La compétence, en tout", BLANK, brief.mark))
    return grid(skill.name, ("Critère", "Faits observés", "Niveau"), rows, (40, 49, 11))


def _talk(brief: Brief) -> list:
    heads = ("Critère", "Faits, mots du candidat", "Niveau")
    return [
        NEW_PAGE,
        *write.heading("2. L’entretien"),
        grid(
            "Ce que j’entends",
            heads,
            [*((line, BLANK, brief.mark) for line in TOLD), (BLANK, BLANK, brief.mark)],
            (40, 49, 11),
        ),
        lines("Mon avis avant la délibération\u00a0: deux points forts, un conseil", 3),
    ]


def _decision(brief: Brief) -> list:
    jurors = [f"Juré\u00a0{rank}" for rank in range(1, brief.choices.jurors + 1)]
    hand = ByHand()
    return [
        NEW_PAGE,
        *write.heading("3. La décision du jury"),
        *write.paragraphs(
            "Cette partie est écrite à la main, une seule fois, par le jury réuni. Le candidat "
            "n’est pas présent. On cherche un accord motivé, pas une moyenne."
        ),
        _proposal(brief, jurors),
        *write.items(BEFORE_ENDING, "check"),
        *write.note(
            "Le jury propose ou statue selon le règlement du certificateur. Seul le certificateur "
            "délivre une certification."
        ),
        grid(
            "Signatures du jury",
            ("Juré", "Fonction", "Date", "Signature"),
            [(name, hand, hand, hand) for name in jurors],
            (14, 34, 18, 34),
        ),
    ]


def _proposal(brief: Brief, jurors: list[str]):
    """The mark of each juror, then what the jury decides, left to the pen."""
    names = [skill.name for skill in brief.skills] or [BLANK] * FEWEST
    each = 8 if len(jurors) < 5 else 6
    rest = 100 - each * len(jurors)
    widths = (0.34 * rest, *[each] * len(jurors), 0.14 * rest, 0.18 * rest, 0.34 * rest)
    heads = ("Compétence", *jurors, "Niveau retenu", "Acquise ou à revoir", "Faits qui motivent")
    rows = [(name, *[brief.mark] * len(jurors), *[ByHand()] * 3) for name in names]
    return grid("Proposition du jury", heads, rows, widths, row_header=bool(brief.skills))
