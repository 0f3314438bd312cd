"""The tree of a referential with, for each competency, what teaches, assesses, proves it."""

from collections import Counter, defaultdict

from catalogue import access
from catalogue.cards import cards_for
from catalogue.models import Record
from referentials.blocks import anchor_of, walk_competencies
from referentials.models import Competency, ReferentialPage

# The order and the words of the three marks (values of the resources' link to a competency).
ROLES = (("teach", "Enseigner"), ("assess", "Évaluer"), ("prove", "Prouver"))


def presented_tree(referential: ReferentialPage, request) -> list[dict]:
    """Blocks → activities → competencies, as `components/tree.html` reads them.

    Built from the page's own tree, so that a preview shows the draft; marks come from
    published links. Constant number of queries.
    """
    published = referential.competencies.all() if referential.pk else ()
    rows = {str(row.identifier): row for row in published}
    counts = _link_counts(referential, request.user) if rows else {}
    base = referential.get_url(request) or ""
    blocks: dict[str, dict] = {}
    for identifier, value, activity, block in walk_competencies(referential.tree):
        row = rows.get(identifier)
        parent = blocks.setdefault(
            block["code"], _entry("b", block) | {"activities": {}, "children": []}
        )
        group = parent["activities"].setdefault(
            activity["code"], _entry("a", activity) | {"competencies": []}
        )
        group["competencies"].append(_competency(value, row, counts, base))
    for block in blocks.values():
        block["activities"] = list(block["activities"].values())
        block["count"] = sum(len(a["competencies"]) for a in block["activities"])
    return list(blocks.values())


def _entry(prefix: str, value) -> dict:
    """A block or an activity: its code, its title, its place in the page."""
    code = value["code"]
    return {"code": code, "title": value["title"], "anchor": _anchor(prefix, code)}


def _branch(prefix: str, value) -> dict:
    code = value["code"]
    return {"code": code, "title": value["title"], "anchor": _anchor(prefix, code)}


def _competency(value, row: Competency | None, counts: dict, base: str) -> dict:
    url = f"{base}competences/{value['code']}/"
    found = counts[row.pk] if row else Counter()
    return {
        "code": value["code"],
        "label": value["label"],
        "context": value["context"] or "",
        "criteria": list(value["criteria"]),
        "anchor": _anchor("c", value["code"]),
        "url": url if row else "",
        "marks": [
            {
                "role": role,
                "label": label,
                "count": found[role],
                "url": f"{url}#{role}" if row and found[role] else "",
            }
            for role, label in ROLES
        ],
    }


def _anchor(prefix: str, code: str) -> str:
    return f"{prefix}-{anchor_of(code)}"


def _link_counts(referential: ReferentialPage, user) -> dict[int, Counter]:
    """competency id → role → number of resources this user may know of."""
    visible = access.visible_to(Record.objects.all(), user)
    pairs = visible.filter(
        resourcepage__competency_links__competency__referential=referential
    ).values_list(
        "pk", "resourcepage__competency_links__competency", "resourcepage__competency_links__role"
    )
    counts: dict[int, Counter] = defaultdict(Counter)
    for _pk, competency, role in set(pairs):
        counts[competency][role] += 1
    return counts


def competency_context(page: ReferentialPage, competency: Competency, request) -> dict:
    """A competency's own page: resources by role, gaps said plainly, neighbours."""
    groups = []
    for role, label in ROLES:
        records = Record.objects.filter(
            resourcepage__competency_links__competency=competency,
            resourcepage__competency_links__role=role,
        ).order_by("title")
        visible = access.visible_to(records, request.user)
        groups.append(
            {"role": role, "label": label, "cards": cards_for(visible, request.user, request)}
        )
    siblings = page.competencies.filter(retired=False)
    return {
        "competency": competency,
        "groups": groups,
        "previous": siblings.filter(position__lt=competency.position).last(),
        "next": siblings.filter(position__gt=competency.position).first(),
    }
