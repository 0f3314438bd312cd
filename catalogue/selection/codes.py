"""How an address names records: « 3a.1b.2 », in the order chosen.

The code of a record is its key in base 36: short, the same for life, and it says nothing of
the record (a code that leads nowhere is answered like that of a hidden record).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils.http import base36_to_int, int_to_base36

SEPARATOR = "."
# Records of one selection, and signs of a code (a key never needs more).
LIMIT, CODE_LENGTH = 200, 9
# What is read of an address: beyond that, it was not written by us.
LONGEST = 8_000


@dataclass(frozen=True)
class Chosen:
    """Keys in their order, each once; how many codes were not codes, or were too many."""

    keys: tuple[int, ...] = ()
    unreadable: int = 0
    beyond: int = 0

    @property
    def text(self) -> str:
        return written(self.keys)

    def with_one(self, key: int) -> str:
        """The codes with this record at the end."""
        return written((*(other for other in self.keys if other != key), key))

    def without(self, key: int) -> str:
        """The codes less this record."""
        return written(other for other in self.keys if other != key)

    def moved(self, key: int, step: int) -> str:
        """The codes with this record one place earlier (-1) or later (1)."""
        keys = list(self.keys)
        place = keys.index(key)
        keys.insert(max(0, place + step), keys.pop(place))
        return written(keys)


def code_of(key: int) -> str:
    return int_to_base36(key)


def written(keys: Iterable[int]) -> str:
    return SEPARATOR.join(map(code_of, keys))


def read(texts: Iterable[str]) -> Chosen:
    """The keys that an address names; what is no code is counted, never an error."""
    words = SEPARATOR.join(texts)[:LONGEST].lower().replace(",", SEPARATOR).split(SEPARATOR)
    found: dict[int, None] = {}
    unreadable = 0
    for word in filter(None, map(str.strip, words)):
        key = _key(word)
        if key is None:
            unreadable += 1
        else:
            found[key] = None
    kept = tuple(islice(found, LIMIT))
    return Chosen(kept, unreadable, len(found) - len(kept))


def _key(word: str) -> int | None:
    if len(word) > CODE_LENGTH or not (word.isascii() and word.isalnum()):
        return None
    return base36_to_int(word)
