"""`docs/agrement.md`, printed from the declarations it explains."""

from members.agreement import rules
from members.agreement.conditions import WORDS
from members.agreement.sections import DOCUMENTS, SECTIONS
from members.agreement.transitions import ALL, Transition
from members.models import State

HEAD = """# L’agrément : états, décisions, délais

Cette page est écrite par `manage.py agreement_rules` d’après le code : ne la corrigez pas à la
main. Le portail obéit aux mêmes déclarations (`members/agreement/`).

Personne ne décide du dossier d’une structure à laquelle il appartient. Une page ouverte avant un
changement d’état ne décide rien : elle est refusée, rien n’est perdu. Chaque décision écrit une
ligne au journal, que ni le site ni la base de données ne laissent corriger.
"""


def document() -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, *_states(), "", *_moves(), "", *_delays(), "", *_content()]) + "\n"


def _states() -> list[str]:
    rows = [f"| {state.label} | `{state.value}` |" for state in State]
    return ["## États", "", "| État | Nom dans le code |", "|---|---|", *rows]


def _moves() -> list[str]:
    return [
        "## Décisions",
        "",
        "| Action | De | Vers | Qui | Il faut |",
        "|---|---|---|---|---|",
        *(_row(transition) for transition in ALL),
    ]


def _row(transition: Transition) -> str:
    needs = ["un motif"] if transition.needs_reason else []
    needs += ["un dossier complet"] if transition.needs_complete else []
    needs += [WORDS[name] for name in transition.conditions]
    sources = ", ".join(State(source).label for source in transition.sources)
    cells = (transition.button, sources, State(transition.target).label, transition.by.value)
    return f"| {' | '.join(cells)} | {', '.join(needs) or 'rien de plus'} |"


def _delays() -> list[str]:
    reminders = ", ".join(map(str, rules.REMINDER_DAYS))
    return [
        "## Délais",
        "",
        f"* Visite de vérification : dans les {rules.VISIT_MONTHS} mois (convention OF’ESA).",
        f"* Durée d’un agrément : {rules.AGREEMENT_YEARS} ans, sauf autre date décidée "
        "(proposition : aucune source ne la fixe).",
        f"* Observations avant un refus définitif : {rules.CONTEST_DAYS} jours (proposition).",
        f"* Renouvellement : à partir de {rules.RENEWAL_DAYS} jours avant la fin (proposition).",
        f"* Rappels avant la fin : {reminders} jours.",
        f"* Un dossier attend trop chez le certificateur après {rules.REVIEW_DAYS} jours, "
        f"chez la structure après {rules.ANSWER_DAYS} (propositions).",
    ]


def _content() -> list[str]:
    sections = [f"* **{section.title}** : {section.lead}" for section in SECTIONS]
    documents = [
        f"* {kind.label}{'' if kind.required else ' (facultative)'} : {kind.help}"
        for kind in DOCUMENTS
    ]
    return [
        "## Ce que le dossier demande",
        "",
        *sections,
        "",
        "Pièces (liste proposée, aucune source n’en publie) :",
        "",
        *documents,
    ]
