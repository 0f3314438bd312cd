"""What differs between two versions, in words: ajouté, retiré, changé, déplacé."""

import difflib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from wagtail.admin.compare import FieldComparison, diff_text
from wagtail.blocks import BoundBlock, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

NOTHING = "Rien n’a changé dans le texte."
NAME_LENGTH = 60
# From 0 to 1, how much of a corrected line is the same.
ALIKE = 0.6


def said(value) -> str:
    """A value as a reader says it."""
    if value is None or value == "":
        return "rien"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y à %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return text_of(value)


def text_of(value) -> str:
    """The words inside anything a block holds."""
    if isinstance(value, RichText):
        return " ".join(strip_tags(value.source.replace("</", " </")).split())
    if isinstance(value, StructValue):
        return ", ".join(filter(None, map(text_of, value.values())))
    if isinstance(value, ListValue | StreamValue | list):
        inside = (child.value if isinstance(child, BoundBlock) else child for child in value)
        return ", ".join(filter(None, map(text_of, inside)))
    if isinstance(value, bool):
        return said(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return "" if value is None else str(value)


def listed(lines) -> SafeString:
    """Lines of changes, or the sentence that says there is none."""
    lines = list(lines)
    if not lines:
        return format_html("<p>{}</p>", NOTHING)
    rows = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html('<ul class="tree-changes">{}</ul>', rows)


def added(words: str) -> SafeString:
    return format_html('Ajouté : <span class="addition">{}</span>', words)


def removed(words: str) -> SafeString:
    return format_html('Retiré : <span class="deletion">{}</span>', words)


class ValueComparison(FieldComparison):
    """A single value: a date, a number, yes or no."""

    def htmldiff(self) -> SafeString:
        if self.val_a in (None, ""):
            return added(said(self.val_b))
        if self.val_b in (None, ""):
            return removed(said(self.val_a))
        return format_html(
            'Changé : <span class="deletion">{}</span> devient <span class="addition">{}</span>',
            said(self.val_a),
            said(self.val_b),
        )


class LinesComparison(FieldComparison):
    """A list of short texts, one per line."""

    def htmldiff(self) -> SafeString:
        return listed(self.lines())

    def lines(self) -> Iterator[SafeString]:
        before, after = list(self.val_a), list(self.val_b)
        gone = [line for line in before if line not in after]
        for line in after:
            if line in before:
                continue
            old = next((was for was in gone if alike(was, line)), None)
            if old is None:
                yield added(line)
            else:
                gone.remove(old)
                yield format_html("Changé : {}", diff_text(old, line).to_html())
        yield from (removed(line) for line in gone)
        yield from (format_html("Déplacé : {}", line) for line in moved(before, after))


def alike(one: str, other: str) -> bool:
    """Whether a line is another one, corrected."""
    return difflib.SequenceMatcher(a=one, b=other, autojunk=False).ratio() >= ALIKE


def moved(before: list, after: list) -> list:
    """The fewest items that changed place among those that stayed."""
    was = [item for item in before if item in after]
    now = [item for item in after if item in before]
    matcher = difflib.SequenceMatcher(a=was, b=now, autojunk=False)
    still = [
        item for found in matcher.get_matching_blocks() for item in now[found.b :][: found.size]
    ]
    return [item for item in now if item not in still]


class ItemsComparison(FieldComparison):
    """Terms, keywords, organisations: what is chosen in a list."""

    def has_changed(self) -> bool:
        return set(self.val_a) != set(self.val_b)

    def htmldiff(self) -> SafeString:
        before, after = list(self.val_a), list(self.val_b)
        return listed(
            [
                *(removed(str(item)) for item in before if item not in after),
                *(added(str(item)) for item in after if item not in before),
            ]
        )


class StreamComparison(FieldComparison):
    """Repeated parts: steps, partners, figures…, each known by its identifier."""

    def htmldiff(self) -> SafeString:
        before = {block.id: block for block in self.val_a}
        after = {block.id: block for block in self.val_b}
        return listed(
            [
                *(removed(title_of(block)) for key, block in before.items() if key not in after),
                *(added(title_of(block)) for key, block in after.items() if key not in before),
                *_changed(before, after),
                *_moved(before, after),
            ]
        )


def title_of(block) -> str:
    """« Étape : Repérer les salariés »."""
    value = block.value
    parts = value.values() if isinstance(value, StructValue) else [value]
    name = Truncator(next(filter(None, map(text_of, parts)), "")).chars(NAME_LENGTH)
    return f"{block.block.label} : {name}" if name else str(block.block.label)


def _changed(before: dict, after: dict) -> Iterator[SafeString]:
    for key, block in after.items():
        old = before.get(key)
        if old is None or old.value == block.value:
            continue
        parts = list(_parts(old.value, block.value))
        if parts:
            body = format_html_join(" · ", "{}", ((part,) for part in parts))
            yield format_html("Changé : {} ({})", title_of(block), body)


def _parts(old, new) -> Iterator[SafeString]:
    """The fields of a block that differ."""
    if not isinstance(new, StructValue):
        yield diff_text(text_of(old), text_of(new)).to_html()
        return
    for name, child in new.block.child_blocks.items():
        was, now = text_of(old[name]), text_of(new[name])
        if was != now:
            yield format_html("{} : {}", child.label, diff_text(was, now).to_html())


def _moved(before: dict, after: dict) -> Iterator[SafeString]:
    keys = list(after)
    for key in moved(list(before), keys):
        place = keys.index(key) + 1
        yield format_html("Déplacé en place {} : {}", place, title_of(after[key]))
