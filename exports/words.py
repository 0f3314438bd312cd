"""The plain words of blocks: what one searches for in a document."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from exports.checks import Text


def words_of(blocks) -> str:
    """Every text of these blocks, in the order of reading, separated by line ends."""
    return "\n".join(_texts(blocks))


def _texts(value) -> Iterator[str]:
    if isinstance(value, Text):
        yield value.plain
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
