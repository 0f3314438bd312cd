"""Which room knows how to lay out which kind of record."""

from collections.abc import Callable
from dataclasses import dataclass

from catalogue.models import Record
from exports.site import Task


@dataclass(frozen=True)
class Layout:
    """What a room says of one kind of record.

    `facts`: (name, value) pairs under the summary. `body`: the blocks (exports.blocks) that
    follow. `tasks`: the pages of the « mode chantier », none when the record has no gesture to
    do. All are given the record of its own class, and read other records as a stranger would:
    the document is the same for everybody who may open it.
    """

    facts: Callable[[Record], list[tuple[str, str]]]
    body: Callable[[Record], list]
    tasks: Callable[[Record], list[Task]]
    label: Callable[[Record], str]
    version: Callable[[Record], str] = lambda record: ""
    # Pages that the sheet should hold on, when its text allows; 0 for as many as it takes.
    goal: int = 2


_layouts: dict[str, Layout] = {}


def register_layout(kind: str, layout: Layout) -> None:
    """Rooms above call it from `AppConfig.ready`."""
    _layouts[kind] = layout


def layout_of(record: Record) -> Layout:
    return _layouts[record.record_kind]
