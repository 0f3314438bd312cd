"""The livret de suivi: who, how one notes, grids by activity, progress, assessment."""

from exports import composing as write
from exports.blocks import ByHand
from exports.checks import Text
from referentials.generating.key_skills import BASICS, BEHAVIOURS, KeySkill
from referentials.generating.writing import (
    BLANK,
    NEW_PAGE,
    Brief,
    fields,
    grid,
    head,
    how_to_note,
    lines,
    origin,
    seen_when,
)

SEEN = "On voit que c’est acquis quand la personne…"
NAMES = {1: ("Évaluation",), 2: ("À l’arrivée", "En fin de parcours")}


def body(brief: Brief) -> list:
    """Every block of the livret."""
    return [*_cover(brief), *_key_skills(brief), *_trade(brief), *_progress(brief), *_end(brief)]


def rounds(brief: Brief) -> list[str]:
    """The names of the evaluations."""
    count = brief.choices.rounds
    if count in NAMES:
        return [f"{rank}. {name}" for rank, name in enumerate(NAMES[count], start=1)]
    between = ["En cours de parcours"] * (count - 2) if count > 3 else ["À mi-parcours"]
    names = ["À l’arrivée", *between, "Avant le dossier de preuves"]
    return [f"{rank}. {name}" for rank, name in enumerate(names, start=1)]


def _cover(brief: Brief) -> list:
    heads = ("Évaluation", "Date", "Lieu, situation de travail", "Avec qui")
    table = grid(
        "Les évaluations",
        heads,
        [(name, BLANK, BLANK, BLANK) for name in rounds(brief)],
        (24, 14, 38, 24),
    )
    return [
        *head(brief),
        fields("Prénom et nom", "Date d’entrée", "Chantier ou atelier", "Encadrant technique"),
        table,
        NEW_PAGE,
        *how_to_note(brief),
        *write.note(
            "Ce livret appartient à la personne. Il reste dans la structure pendant le parcours, "
            "puis lui est remis."
        ),
        *origin(brief),
        lines("Ce que je veux apprendre pendant ce parcours", 3),
    ]


def _key_skills(brief: Brief) -> list:
    parts = brief.choices.parts
    found: list = []
    for part, title, families in (
        ("comportements", "Compétences clés\u00a0: comportements", BEHAVIOURS),
        ("savoirs", "Compétences clés\u00a0: savoirs de base", BASICS),
    ):
        if part in parts:
            found += write.heading(title)
            found += [_observed(brief, family) for family in families]
    return [NEW_PAGE, *found] if found else []


def _observed(brief: Brief, family: KeySkill):
    count = brief.choices.rounds
    heads = ("Ce que l’on observe", *_columns(count), "Exemple vu, remarque")
    rows = [(line, *[brief.mark] * count, BLANK) for line in family.lines]
    widths = (46, *[_round_width(count)] * count, 54 - _round_width(count) * count)
    caption = f"{family.code} {family.title}"
    return grid(caption, heads, [*rows, _dates(count, 0)], widths)


def _trade(brief: Brief) -> list:
    if "metier" not in brief.choices.parts or not brief.tree:
        return []
    found: list = []
    for block in brief.tree:
        found += [NEW_PAGE, *write.heading(f"Métier\u00a0: {block.name}")]
        found += [_activity(brief, activity) for activity in block.activities]
    return found


def _activity(brief: Brief, activity):
    count = brief.choices.rounds
    heads = ("Compétence", SEEN, *_columns(count), "Exemple vu, remarque")
    rows = [
        (skill.name, seen_when(skill), *[brief.mark] * count, BLANK) for skill in activity.skills
    ]
    each = _round_width(count)
    rest = 100 - each * count
    widths = (0.31 * rest, 0.43 * rest, *[each] * count, 0.26 * rest)
    return grid(activity.name, heads, [*rows, _dates(count, 1)], widths)


def _columns(count: int) -> list[str]:
    return [f"Éval.\u00a0{rank}" for rank in range(1, count + 1)]


def _round_width(count: int) -> float:
    return 7 if count < 5 else 6


def _dates(count: int, between: int) -> tuple:
    """The last line of a grid: when each evaluation took place, who was there."""
    said = ["À chaque évaluation, la personne et l’encadrant"] * between
    return ("Date,\ninitiales", *said, *[BLANK] * count, BLANK)


def _progress(brief: Brief) -> list:
    """How many competencies are mastered at each evaluation, activity by activity."""
    count = brief.choices.rounds
    rows: list[tuple] = []
    if "metier" in brief.choices.parts:
        rows += [
            (activity.name, str(len(activity.skills)))
            for block in brief.tree
            for activity in block.activities
        ]
    for part, families in (("comportements", BEHAVIOURS), ("savoirs", BASICS)):
        if part in brief.choices.parts:
            rows += [(f"{each.code} {each.title}", str(len(each.lines))) for each in families]
    heads = ("Activité ou domaine", "Sur", *_columns(count), "Ma prochaine étape")
    cells = [(*row, *[BLANK] * (count + 1)) for row in rows]
    widths = (40, 7, *[7] * count, 53 - 7 * count)
    if not cells:
        return []
    words = (
        "À chaque évaluation, comptez ce qui est au niveau attendu. Écrivez le nombre\u00a0: on "
        "voit le chemin parcouru."
    )
    table = grid("Combien de lignes sont acquises", heads, cells, widths)
    return [NEW_PAGE, *write.heading("Mes progrès"), *write.paragraphs(words), table]


def _end(brief: Brief) -> list:
    names = rounds(brief)
    said = ("Évaluation", "Ce que je fais mieux", "Ce que je travaille, jusqu’à quand")
    signed = ("Évaluation", "La personne", "L’encadrant technique", "Le CIP ou le formateur")
    hand: Text = ByHand()
    return [
        NEW_PAGE,
        *write.heading("Bilan et signatures"),
        grid("Bilan", said, [(name, BLANK, BLANK) for name in names], (24, 38, 38)),
        grid("Signatures", signed, [(name, hand, hand, hand) for name in names], (22, 26, 26, 26)),
        lines("Les compétences que je veux présenter, les preuves que je garde", 3),
    ]
