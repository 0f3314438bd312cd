"""What a question of the file is made of; the questions themselves: `sections`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

TEXT_LENGTH = 3_000
LINE_LENGTH = 200
NUMBER_MAX = 100_000
ROWS_MAX = 30


class Kind(StrEnum):
    """How a question is answered."""

    LONG = "long"
    LINE = "line"
    CHOICE = "choice"
    NUMBER = "number"
    YES_NO = "yes_no"
    SUPPORTS = "supports"
    ROWS = "rows"


@dataclass(frozen=True)
class Column:
    """One column of a table of answers."""

    key: str
    label: str
    required: bool = True
    # Beyond a line's length, several lines may be typed.
    max_length: int = LINE_LENGTH


@dataclass(frozen=True)
class Question:
    """One question. `help` says what is expected, in one sentence; `example` shows it.

    `options` gives the (value, label) of a choice, each time it is shown.
    """

    key: str
    label: str
    kind: Kind = Kind.LONG
    help: str = ""
    example: str = ""
    required: bool = True
    max_length: int = TEXT_LENGTH
    columns: tuple[Column, ...] = ()
    # What one line of a table is called, with its article: « une entreprise ».
    line: str = "une ligne"
    options: Callable[[], list[tuple[str, str]]] = list


@dataclass(frozen=True)
class Section:
    """One screen of the file. `source` says where its questions come from."""

    key: str
    title: str
    lead: str
    questions: tuple[Question, ...]
    source: str = ""


@dataclass(frozen=True)
class DocumentKind:
    """One document to join; `several` when more than one may be current."""

    key: str
    label: str
    help: str
    required: bool = True
    several: bool = False
