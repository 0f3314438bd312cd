"""Two versions of a referential side by side: what came, left, changed or moved, nothing else.

A referential of sixty competencies is thirty screens long; a correction is one line.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.compare import FieldComparison, diff_text
from wagtail.admin.panels import FieldPanel

KINDS = {"block": "Bloc", "activity": "Activité", "competency": "Compétence"}


@dataclass(frozen=True)
class Node:
    """A block, an activity or a competency, with where it stands."""

    kind: str
    name: str
    parent: str
    parent_name: str
    details: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        return f"{KINDS[self.kind]} {self.name}"


def nodes(tree) -> Iterator[tuple[str, Node]]:
    """Identifier and node of everything in the tree, in order."""
    for block in tree:
        name = _name(block.value, "title")
        yield block.id, Node("block", name, "", "")
        for activity in block.value["activities"].bound_blocks:
            own = _name(activity.value, "title")
            yield activity.id, Node("activity", own, block.id, name)
            for item in activity.value["competencies"].bound_blocks:
                yield item.id, _competency(item.value, activity.id, own)


def _name(value, field: str) -> str:
    return f"{value['code']} {value[field]}"


def _competency(value, parent: str, parent_name: str) -> Node:
    details = (
        ("Contexte", value["context"] or ""),
        ("Critères", "\n".join(value["criteria"])),
    )
    return Node("competency", _name(value, "label"), parent, parent_name, details)


class TreeComparison(FieldComparison):
    """The lines to read when two versions of a tree differ."""

    def htmldiff(self) -> SafeString:
        before, after = dict(nodes(self.val_a)), dict(nodes(self.val_b))
        lines = [
            *_one_side(before, after, "deletion", "Retiré"),
            *_one_side(after, before, "addition", "Ajouté"),
            *_changes(before, after),
            *_moves(before, after),
        ]
        if not lines:
            return format_html("<p>{}</p>", "Rien n’a changé dans le texte.")
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((x,) for x in lines))
        )


def _one_side(here: dict, there: dict, css: str, word: str) -> Iterator[SafeString]:
    """What is in one version only."""
    for key, node in here.items():
        if key in there:
            continue
        place = f", dans {node.parent_name}" if node.parent_name else ""
        yield format_html('{} : <span class="{}">{}</span>{}', word, css, node.title, place)


def _changes(before: dict, after: dict) -> Iterator[SafeString]:
    """What kept its place and lost or gained words."""
    for key in before.keys() & after.keys():
        old, new = before[key], after[key]
        parts = []
        if old.name != new.name:
            parts.append(diff_text(old.name, new.name).to_html())
        for (label, was), (_label, now) in zip(old.details, new.details, strict=True):
            if was != now:
                parts.append(format_html("{} : {}", label, diff_text(was, now).to_html()))
        if parts:
            head = KINDS[new.kind] if old.name != new.name else new.title
            body = format_html_join(" · ", "{}", ((part,) for part in parts))
            yield format_html("Modifié : {} {}", head, body)


def _moves(before: dict, after: dict) -> Iterator[SafeString]:
    """What changed parent, and parents whose children changed order."""
    both = before.keys() & after.keys()
    for key in (key for key in after if key in both):
        old, new = before[key], after[key]
        if old.parent != new.parent:
            yield format_html(
                "Déplacé : {}, de {} vers {}", new.title, old.parent_name, new.parent_name
            )
    for parent in dict.fromkeys(node.parent for node in after.values()):
        was = [key for key, node in before.items() if node.parent == parent and key in both]
        now = [key for key, node in after.items() if node.parent == parent and key in both]
        if sorted(was) == sorted(now) and was != now:
            name = after[now[0]].parent_name or "le référentiel"
            yield format_html("Ordre changé dans {}", name)


class TreePanel(FieldPanel):
    """The tree's field, compared by its changes."""

    def get_comparison_class(self):
        return TreeComparison
