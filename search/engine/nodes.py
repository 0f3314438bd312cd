"""A query as the engine understands it: a tree of terms, ready to be evaluated."""

from dataclasses import dataclass


class Node:
    """Base of all nodes."""


@dataclass(frozen=True)
class Term(Node):
    """Documents with this term."""

    text: str


@dataclass(frozen=True)
class Phrase(Node):
    """Documents with these terms at these distances from one another, in one field."""

    terms: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Prefix(Node):
    """Documents with a word that begins so."""

    text: str


@dataclass(frozen=True)
class All(Node):
    """Documents of every child; scores are added."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class Any(Node):
    """Documents of at least one child; scores are added."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class Best(Node):
    """Documents of at least one child, ways to say one thing: the best score counts."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class Not(Node):
    """Every document that the child does not have; the score is 0."""

    child: Node


@dataclass(frozen=True)
class Boosted(Node):
    """The documents of the child, the score multiplied."""

    child: Node
    boost: float


@dataclass(frozen=True)
class Everything(Node):
    """Every document, the score is 1."""


@dataclass(frozen=True)
class Nothing(Node):
    """No document."""
