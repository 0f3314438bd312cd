"""The kinds of long documents, that each room registers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

Report = Callable[[int, int, str], None]


class Cancelled(Exception):
    """The reader stopped the making; raised by `report`, to be let through."""


class ProductionRefused(Exception):
    """It cannot be made, and trying again would not help: `sentence` says why, in French."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Produced:
    """What was made: bytes, or an open file that is read from where it stands.

    `name`: the name under which the reader saves it, with its extension.
    """

    name: str
    data: bytes | IO[bytes]
    pages: int | None = None

    def close(self) -> None:
        """Let go of the file, if it is one: it has been read, or nobody wants it."""
        if not isinstance(self.data, bytes):
            self.data.close()


def always_the_same(parameters: dict, user) -> str:
    return ""


@dataclass(frozen=True)
class Kind:
    """How one kind of document is made, and for whom.

    `make(parameters, user, report)`: the document; `report(done, total, sentence)` says how far
    it is, and raises `Cancelled` when the reader stopped it. Raises `ProductionRefused` for
    what no retry mends; any other exception is a trouble of ours, that one may try again.

    `may_open(parameters, user)` is asked when it is made and at each download.

    `mark(parameters, user)`: at most 64 signs that change with what the file would hold (records
    that this user may open today, their versions). It is asked before and after the making, and
    at each download: when it is another, the file is not given but made again. Without it,
    `may_open` alone decides.

    `back(parameters)`: the address from which it is ordered, to return to or to order another.

    `opened(parameters, user)` is called when a signed-in reader receives the file.
    """

    make: Callable[[dict, object, Report], Produced]
    may_open: Callable[[dict, object], bool]
    label: str
    mark: Callable[[dict, object], str] = always_the_same
    back: Callable[[dict], str] | None = None
    opened: Callable[[dict, object], None] | None = None


_kinds: dict[str, Kind] = {}


def register_kind(name: str, kind: Kind) -> None:
    """Rooms call it from `AppConfig.ready`."""
    _kinds[name] = kind


def kind_of(name: str) -> Kind | None:
    """The kind of this name; none when its room does not make it any more."""
    return _kinds.get(name)
