"""A referential on paper: the whole tree, and one activity a page for the « mode chantier »."""

from catalogue.sheets.registry import Layout
from exports import composing as write
from exports.site import Task
from referentials.models import ReferentialPage

PROMPT = "Date, ce que j’ai fait, avec qui"


def facts(page: ReferentialPage) -> list[tuple[str, str]]:
    filed = page.filed_under
    return [
        ("Version", page.version),
        ("Compétences", str(page.competency_count or "")),
        ("Métiers", ", ".join(term.label for term in filed["occupations"])),
        ("Supports", ", ".join(term.label for term in filed["supports"])),
        ("Codes ROME", ", ".join(page.rome_codes)),
        ("Certification", page.certification_code),
    ]


def body(page: ReferentialPage) -> list:
    """The scale, then each block, each activity with the table of its competencies."""
    blocks = [*write.note(page.status_note)]
    levels = write.scale(
        (level.value["code"], level.value["label"], level.value["description"] or "")
        for level in page.scale
    )
    if levels:
        blocks += [*write.heading("L’échelle de maîtrise"), *levels]
    for block in page.tree:
        blocks += write.heading(f"{block.value['code']} {block.value['title']}")
        for activity in block.value["activities"]:
            blocks += _activity(activity)
    return blocks


def _activity(activity) -> list:
    name = f"{activity['code']} {activity['title']}"
    rows = [
        (
            f"{competency['code']} {competency['label']}",
            competency["context"] or "",
            "\n".join(competency["criteria"]),
        )
        for competency in activity["competencies"]
    ]
    heads = ("Compétence", "Avec quoi, où", "On voit que c’est acquis quand…")
    if not any(context for _name, context, _criteria in rows):
        heads, rows = (heads[0], heads[2]), [(name, last) for name, _context, last in rows]
    caption = f"Compétences de {activity['code']}"
    return [*write.heading(name, 2), *write.table(caption, heads, rows, row_header=True)]


def tasks(page: ReferentialPage) -> list[Task]:
    """One activity a page, its competencies to tick."""
    return [
        Task(
            write.said(f"{activity['code']} {activity['title']}"),
            points=tuple(
                write.said(f"{each['code']} {each['label']}") for each in activity["competencies"]
            ),
            prompt=PROMPT,
        )
        for block in page.tree
        for activity in block.value["activities"]
    ]


LAYOUT = Layout(
    facts, body, tasks, label=lambda page: "Référentiel", version=lambda page: page.version, goal=0
)
