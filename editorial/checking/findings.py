"""What a check finds, and the text of a record piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.html import strip_tags
from django.utils.text import capfirst
from wagtail.admin.panels import FieldRowPanel
from wagtail.blocks import BoundBlock, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from catalogue.models import Record


@dataclass(frozen=True)
class Finding:
    """Something to mend.

    `anchor`: the field, and after a dot the block of this field; empty for the whole record.
    `text` may be kept: it never quotes personal data. `quote` is shown to the editor only.
    """

    anchor: str
    text: str
    quote: str = ""


@dataclass(frozen=True)
class Piece:
    """A text of the record: where it stands, how editors call this place, its words."""

    anchor: str
    label: str
    text: str
    html: str = ""


def label_of(record: Record, name: str) -> str:
    """The name of a field as the editor shows it."""
    return capfirst(str(record._meta.get_field(name).verbose_name))


def pieces(record: Record) -> list[Piece]:
    """Every text a reader may read, in the order of reading."""
    found = []
    for name in ("title", "summary", *record.body_fields):
        value, label = getattr(record, name), label_of(record, name)
        if isinstance(value, StreamValue):
            found += _stream(name, label, value)
        elif text := "\n".join(value) if isinstance(value, list) else value:
            found.append(Piece(name, label, text))
    return found


def _stream(name: str, label: str, stream: StreamValue) -> Iterator[Piece]:
    for position, block in enumerate(stream, start=1):
        for text, html in _texts(block.value):
            yield Piece(f"{name}.{block.id}", f"{label}, {position}", text, html)


def _texts(value) -> Iterator[tuple[str, str]]:
    """Text and HTML (when there is some) of everything inside a block."""
    if isinstance(value, RichText):
        yield strip_tags(value.source.replace("</", " </")), value.source
    elif isinstance(value, str):
        if value.strip():
            yield value, ""
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from _texts(child)
    elif isinstance(value, ListValue | StreamValue | list):
        for child in value:
            yield from _texts(child.value if isinstance(child, BoundBlock) else child)


@cache
def _places(model: type[Record]) -> dict[str, str]:
    """Field → where its editor's section stands in the page, as Wagtail names it."""
    found: dict[str, str] = {}

    def walk(group, prefix: str) -> None:
        for panel, name in zip(group.children, group.child_identifiers, strict=True):
            field = getattr(panel, "field_name", "") or getattr(panel, "relation_name", "")
            if field:
                # Fields side by side have no section of their own.
                alone = not isinstance(group, FieldRowPanel)
                found[field] = f"{prefix}-{name}-section" if alone else f"id_{field}"
            if hasattr(panel, "children"):
                walk(panel, f"{prefix}-child-{name}")

    walk(model.get_edit_handler(), "panel")
    return found


def place_of(model: type[Record], anchor: str) -> str:
    """What follows # in the address of the editor to stand at this field."""
    field, _dot, block = anchor.partition(".")
    if block:
        return f"block-{block}-section"
    return "tab-fichiers" if field == "files" else _places(model).get(field, "")
