"""The matrix of a referential: each competency, and what teaches, assesses or proves it."""

from collections import defaultdict

from django.http import HttpRequest
from django.urls import reverse

from catalogue import access
from catalogue.models import Record
from exports.document import Document
from exports.sheets import Column, Sheet
from exports.sheets_xlsx import render_xlsx
from referentials.exchange.writing import meta_of
from referentials.models import ReferentialPage
from referentials.presenting import ROLES

GAP = "rien encore"
INTRO = (
    "Une ligne par compétence. Les colonnes nomment les ressources de la banque que vous pouvez "
    "connaître."
)
WIDTHS = (30, 30, 12, 46, 34, 34, 34)
HEADS = ("Bloc", "Activité", "Code", "Compétence", *(label for _role, label in ROLES))


def matrix_rows(page: ReferentialPage, request: HttpRequest) -> list[dict]:
    """A row for each competency in force, with the resources this reader may know of."""
    found = _links(page, request)
    return [
        {
            "competency": row,
            "url": row.get_url(request),
            "cells": [
                {"role": role, "label": label, "resources": found[row.pk, role]}
                for role, label in ROLES
            ],
        }
        for row in page.competencies.filter(retired=False).select_related("referential")
    ]


def _links(page: ReferentialPage, request: HttpRequest) -> dict[tuple[int, str], list[dict]]:
    """(competency, role) → resources in the order of their titles: three queries."""
    records = access.visible_to(Record.objects.all(), request.user).filter(
        resourcepage__competency_links__competency__referential=page
    )
    links = records.order_by("title").values_list(
        "pk",
        "resourcepage__competency_links__competency",
        "resourcepage__competency_links__role",
    )
    # A resource that serves two referentials: the join gives the links of both.
    mine = set(page.competencies.values_list("pk", flat=True))
    pages = {record.pk: record for record in records.distinct()}
    found: dict[tuple[int, str], list[dict]] = defaultdict(list)
    for pk, competency, role in dict.fromkeys(links):
        if competency in mine:
            record = pages[pk]
            found[competency, role].append({"title": record.title, "url": record.get_url(request)})
    return found


def matrix_context(page: ReferentialPage, request: HttpRequest) -> dict:
    """The accessible page: rows, gaps counted, the way to the spreadsheet."""
    rows = matrix_rows(page, request)
    gaps = [
        {"label": label, "count": sum(not row["cells"][rank]["resources"] for row in rows)}
        for rank, (_role, label) in enumerate(ROLES)
    ]
    return {
        "rows": rows,
        "gaps": [gap for gap in gaps if gap["count"]],
        "heads": [label for _role, label in ROLES],
        "file_url": reverse("referentials:data", args=[page.identifier, "matrice.xlsx"]),
    }


def matrix_file(page: ReferentialPage, request: HttpRequest) -> bytes:
    """The same rows as a spreadsheet, for this reader."""
    cells = tuple(
        (
            row["competency"].block_title,
            row["competency"].activity_title,
            row["competency"].code,
            row["competency"].label,
            *(
                "\n".join(each["title"] for each in cell["resources"]) or GAP
                for cell in row["cells"]
            ),
        )
        for row in matrix_rows(page, request)
    )
    columns = tuple(Column(head, width) for head, width in zip(HEADS, WIDTHS, strict=True))
    sheet = Sheet("Matrice", INTRO, columns, cells or (("",) * len(HEADS),))
    document = Document("Matrice", ("xlsx",), "landscape", sheets=(sheet,))
    return render_xlsx(document, meta_of(page))
