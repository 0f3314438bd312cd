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
    ]


def body(page: ResourcePage) -> list:
    """Every part that is not empty."""
    parts = (
        ("Comment s’en servir", write.items(page.how_to_use, "number")),
        ("Les fichiers", write.items(_files(page))),
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
    """By role, then by referential; those of the referentials open to everybody."""
    links = page.competency_links.select_related("competency__referential").order_by(
        "competency__referential__title", "competency__position"
    )
    found: dict = {role: defaultdict(list) for role in CompetencyRole}
    for link in links:
        competency = link.competency
        referential = competency.referential
        if not competency.retired and access.can_open(AnonymousUser(), referential):
            found[CompetencyRole(link.role)][referential.title].append(competency)
    return [
        block
        for role, groups in found.items()
        if groups
        for block in (*write.heading(QUESTIONS[role], 2), *_groups(groups))
    ]


def _groups(groups: dict) -> list:
    blocks = []
    for title, competencies in groups.items():
        if len(competencies) > NAMED:
            codes = ", ".join(each.code for each in competencies)
            text = f"{title}, {len(competencies)} compétences\u00a0: {codes}."
            blocks += write.paragraphs(text)
        else:
            blocks += write.paragraphs(f"{title}\u00a0:")
            blocks += write.items(f"{each.code} {each.label}" for each in competencies)
    return blocks


def _practices(page: ResourcePage) -> list[str]:
    """Practices that everybody may know of."""
    users = Record.objects.filter(pk__in=page.tool_uses.values("page")).order_by("title")
    return list(access.visible_to(users, AnonymousUser()).values_list("title", flat=True))


def tasks(page: ResourcePage) -> list[Task]:
    """One gesture of the instructions a page."""
    return [Task(write.said(line), prompt=PROMPT) for line in page.how_to_use]


LAYOUT = Layout(facts, body, tasks, label=lambda page: page.resource_kind.label)
