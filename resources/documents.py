"""A resource on paper: what it is for, how to use it, what it serves."""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser

from catalogue import access
from catalogue.models import Record
from catalogue.sheets.registry import Layout
from exports import composing as write
from exports.site import Task
from resources.models import CompetencyRole, ResourcePage
from resources.presenting import QUESTIONS

# Beyond this many, competencies are named by their codes.
NAMED = 12
PROMPT = "Ce que j’ai vu, ce que je retiens"


def facts(page: ResourcePage) -> list[tuple[str, str]]:
    filed = page.filed_under
    return [
        ("Pour quoi faire", page.purpose),
        ("Pour qui", ", ".join(role.label for role in filed["roles"])),
        ("Métiers", ", ".join(term.label for term in filed["occupations"])),
        ("Supports", ", ".join(term.label for term in filed["supports"])),
        ("Durée", page.duration_label),
        ("À prendre sur le portail", " ; ".join(_files(page))),
    ]


def body(page: ResourcePage) -> list:
    """Every part that is not empty."""
    parts = (
        ("Comment s’en servir", write.items(page.how_to_use, "number")),
        ("Pour quelles compétences", _competencies(page)),
        ("Des structures s’en servent", write.items(_practices(page))),
    )
    return [
        block for title, blocks in parts if blocks for block in (*write.heading(title), *blocks)
    ]


def _files(page: ResourcePage) -> list[str]:
    """Documents with their formats: they are taken from the page."""
    formats = defaultdict(list)
    for item in page.files.current():
        formats[item.label].append(item.format_label)
    return [f"{label} ({', '.join(names)})" for label, names in formats.items()]


def _competencies(page: ResourcePage) -> list:
    """By referential; those of the referentials open to everybody."""
    links = page.competency_links.select_related("competency__referential").order_by(
        "competency__referential__title", "competency__position"
    )
    found: dict = defaultdict(lambda: defaultdict(list))
    for link in links:
        referential = link.competency.referential
        if not link.competency.retired and access.can_open(AnonymousUser(), referential):
            found[referential.title][link.competency].append(CompetencyRole(link.role))
    return [block for title, rows in found.items() for block in _served(title, rows)]


def _served(title: str, rows: dict) -> list:
    """A table when they are few; their codes by role when they are many."""
    if len(rows) <= NAMED:
        lines = [
            (f"{each.code} {each.label}", ", ".join(role.label.lower() for role in roles))
            for each, roles in rows.items()
        ]
        table = write.table(title, ("Compétence", "Elle aide à"), lines, row_header=True)
        return [*write.heading(title, 2), *table]
    lines = [
        f"{QUESTIONS[role]}\u00a0: {', '.join(each.code for each in rows if role in rows[each])}"
        for role in CompetencyRole
        if any(role in roles for roles in rows.values())
    ]
    return [*write.heading(title, 2), *write.items(lines)]


def _practices(page: ResourcePage) -> list[str]:
    """Practices that everybody may know of."""
    users = Record.objects.filter(pk__in=page.tool_uses.values("page")).order_by("title")
    return list(access.visible_to(users, AnonymousUser()).values_list("title", flat=True))


def tasks(page: ResourcePage) -> list[Task]:
    """One gesture of the instructions a page."""
    return [Task(write.said(line), prompt=PROMPT) for line in page.how_to_use]


LAYOUT = Layout(facts, body, tasks, label=lambda page: page.resource_kind.label)
