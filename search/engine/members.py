"""Sets of documents as whole numbers: one byte a document, 0 or 1.

Python combines two sets of fifty thousand documents in a few microseconds (`&`, `|`), counts
one in twenty, and lists its documents in a millisecond.
"""

from collections.abc import Iterable
from itertools import compress


def of_flags(flags: bytes | bytearray) -> int:
    """The set of the documents whose byte is 1."""
    return int.from_bytes(flags, "little")


def of_numbers(numbers: Iterable[int], size: int) -> int:
    """The set of these documents, of an index that has `size` of them."""
    flags = bytearray(size)
    for number in numbers:
        flags[number] = 1
    return of_flags(flags)


def everyone(size: int) -> int:
    """All documents."""
    return of_flags(b"\1" * size)


def flags_of(members: int, size: int) -> bytes:
    """A byte a document, 1 for those of the set."""
    return members.to_bytes(size, "little")


def numbers_of(members: int, size: int) -> list[int]:
    """The documents of a set, in order."""
    return list(compress(range(size), flags_of(members, size)))
