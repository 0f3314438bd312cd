"""A monograph on paper: the sheet, and its steps for the « mode chantier »."""

from django.contrib.auth.models import AnonymousUser

from catalogue import access
from catalogue.sheets.registry import Layout
from exports import composing as write
from exports.from_html import blocks_of_html
from exports.site import Task
from monographs.models import MonographPage
from monographs.presenting import STAKEHOLDERS, funding_rows, key_figures, steps

# Signs of a unit that stands beside its number, and of a text that stands among the facts.
SHORT_UNIT, IN_FACTS = 3, 220
PROMPT = "Chez nous\u00a0: qui, quand, avec quoi"


def facts(page: MonographPage) -> list[tuple[str, str]]:
    bearers = [f"{item.name}, {item.place}" for item in page.bearer_list]
    return [
        ("Structure" if len(bearers) == 1 else "Structures", " ; ".join(bearers)),
        ("Thèmes", ", ".join(theme.label for theme in page.filed_under["themes"])),
        ("Année", str(page.source_year or "")),
        ("Pour qui", page.audience_text if len(page.audience_text) <= IN_FACTS else ""),
        ("Le coût", _cost(page)),
    ]


def _cost(page: MonographPage) -> str:
    row = next((row for row in funding_rows(page) if row["amount_label"]), None)
    return " ".join(filter(None, (row["amount_label"], row["year"]))) if row else ""


def body(page: MonographPage) -> list:
    """Every part that is not empty, in the order of the page."""
    return [
        *_part("Les chiffres", write.figures(_figures(page))),
        *_part("Pourquoi cette action", [*write.paragraphs(page.context), *_objectives(page)]),
        *_part("Pour qui", _audience(page)),
        *_part("Les partenaires", _partners(page)),
        *_part("Les étapes", write.steps(_steps(page))),
        *_insets(page),
        *_heard(page),
        *write.pair(
            _part("Ce qui aide\u00a0: je coche", write.items(page.levers, "check")),
            _part("Ce qui demande attention", write.items(page.vigilance)),
        ),
        *write.pair(
            _part("Les résultats", write.items(page.results)),
            _part("Et après", write.items(page.perspectives)),
        ),
        *_part("Ce que chacun y gagne", _gains(page)),
        *_part("Le financement", _funding(page)),
        *_part("Les outils utilisés", write.items(_tools(page))),
    ]


def _part(title: str, blocks: list) -> list:
    return [*write.heading(title), *blocks] if blocks else []


def _figures(page: MonographPage) -> list[tuple[str, str]]:
    """The number alone in large type; a short unit (€, %, h) stays with it."""
    found = []
    for each in key_figures(page):
        about = "environ " if each["approx"] else ""
        period = f", {each['period']}" if each["period"] else ""
        is_short = len(each["unit"]) <= SHORT_UNIT
        value = f"{each['value']}\u00a0{each['unit']}" if is_short else each["value"]
        label = each["label"] if is_short else f"{each['unit']} {each['label']}"
        found.append((f"{about}{value}", f"{label}{period}"))
    return found


def _audience(page: MonographPage) -> list:
    """When it is too long for a line of the facts."""
    return write.paragraphs(page.audience_text) if len(page.audience_text) > IN_FACTS else []


def _objectives(page: MonographPage) -> list:
    found = write.items(page.objectives)
    return [*write.heading("Les objectifs", 2), *found] if found else []


def _partners(page: MonographPage) -> list:
    rows = []
    for block in page.partners:
        value = block.value
        kind = value["partner_type"]
        name = f"{value['name']} ({kind.label})" if kind else value["name"]
        rows.append((name, value["role"] or ""))
    if any(role for _name, role in rows):
        return write.table("Qui fait quoi", ("Partenaire", "Son rôle"), rows, row_header=True)
    return write.items(name for name, _role in rows)


def _steps(page: MonographPage) -> list[tuple[str, str]]:
    return [(_step_title(step), step["text"]) for step in steps(page)]


def _step_title(step: dict) -> str:
    return f"{step['title']} ({step['when']})" if step["when"] else step["title"]


def _insets(page: MonographPage) -> list:
    return [
        part
        for block in page.insets
        for part in write.box(block.value["title"], blocks_of_html(block.value["text"]))
    ]


def _heard(page: MonographPage) -> list:
    return [
        part
        for block in page.quotes
        for part in write.quote(block.value["text"], block.value["role"] or "")
    ]


def _gains(page: MonographPage) -> list:
    rows = [(label, "\n".join(getattr(page, name))) for name, label, _icon in STAKEHOLDERS]
    heads = ("Pour qui", "Ce que cela apporte")
    return write.table("La plus-value", heads, [row for row in rows if row[1]], row_header=True)


def _funding(page: MonographPage) -> list:
    lines = [
        (row["year"], row["amount_label"], row["funders"], row["purpose"])
        for row in funding_rows(page)
    ]
    heads = ("Période", "Montant", "Financeurs", "Objet")
    # A column that says nothing takes the room of the others.
    kept = [i for i in range(len(heads)) if any(line[i] for line in lines)]
    rows = [[line[i] for i in kept] for line in lines]
    table = write.table("Ligne par ligne", [heads[i] for i in kept], rows) if kept else []
    old = f"Montants et financeurs de {page.source_year}\u00a0: ils ont pu changer."
    dated = write.paragraphs(old) if table and page.source_year else []
    return [*write.paragraphs(page.funding_text), *table, *dated]


def _tools(page: MonographPage) -> list[str]:
    """Tools; the title of a record of the bank only when everybody may know of it."""
    found = []
    for tool in page.tools.select_related("record"):
        known = tool.record and access.can_know(AnonymousUser(), tool.record)
        where = f"dans la banque\u00a0: {tool.record.title}" if known else tool.availability
        found.append(f"{tool.label} ({where})" if where else tool.label)
    return found


def tasks(page: MonographPage) -> list[Task]:
    """One step a page."""
    return [
        Task(write.said(_step_title(step)), write.said(step["text"]), prompt=PROMPT)
        for step in steps(page)
    ]


LAYOUT = Layout(facts, body, tasks, label=lambda page: "Monographie")
