"""Evaluate a tree of nodes over a snapshot: document number → score.

Each word is scored by BM25 in each field, multiplied by the field's boost and added (so a
title at boost 10 outweighs a long text, as in the family's other backends). How rare a word
is counts over all searched fields together.

In two steps: which documents are found, all at once, by sets; then the scores of these alone,
and only of those that the caller may want.
"""

from collections.abc import Callable
from functools import reduce
from itertools import repeat
from operator import add, and_, or_

from search.engine import nodes
from search.engine.members import numbers_of
from search.engine.snapshot import Snapshot
from search.engine.worths import Worth

Scores = dict[int, float]


class _Asked:
    """Documents whose scores are asked: the same as a set and as a list."""

    def __init__(self, members: int, size: int):
        self.members = members
        self.numbers = numbers_of(members, size)


class Evaluation:
    """One query over one snapshot and one choice of fields."""

    def __init__(self, snapshot: Snapshot, fields: tuple[str, ...], max_expansions: int = 128):
        self.snapshot = snapshot
        self.fields = fields
        self.max_expansions = max_expansions
        self._known: dict[nodes.Node, Worth] = {}
        self._held: dict[int, tuple[nodes.Node, int]] = {}

    def run(self, node: nodes.Node, among: int | None = None) -> Scores:
        """The documents found and their scores; of the set `among` only, if it is given."""
        return dict(zip(*self.scored(node, among), strict=True))

    def scored(self, node: nodes.Node, among: int | None = None) -> tuple[list[int], list[float]]:
        """The same as two lists."""
        found = self.members(node)
        asked = _Asked(found if among is None else found & among, self.snapshot.size)
        return asked.numbers, self._scores(node, asked)

    def members(self, node: nodes.Node) -> int:
        """The set of the documents found."""
        known = self._held.get(id(node))
        if known is None:
            # With the node itself: another one may not take its place in memory.
            known = self._held[id(node)] = (node, self._members(node))
        return known[1]

    def _members(self, node: nodes.Node) -> int:
        match node:
            case nodes.Term() | nodes.Prefix() | nodes.Phrase():
                return self._worth(node).members
            case nodes.All():
                return self._common(node)
            case nodes.Any() | nodes.Best():
                return reduce(or_, map(self.members, node.children), 0)
            case nodes.Not():
                return self._without(node.child)
            case nodes.Boosted():
                return self.members(node.child)
            case nodes.Everything():
                return self.snapshot.alive
        return 0

    def _common(self, node: nodes.All) -> int:
        """What all children have; the last ones are not even asked when nothing is left."""
        refused = [child for child in node.children if isinstance(child, nodes.Not)]
        found = self.snapshot.alive
        for child in [*_wanted(node), *refused]:
            if not found:
                break
            found = and_(found, self.members(child))
        return found

    def _without(self, node: nodes.Node) -> int:
        alive = self.snapshot.alive
        return alive ^ (alive & self.members(node))

    def _worth(self, node: nodes.Term | nodes.Prefix | nodes.Phrase) -> Worth:
        known = self._known.get(node)
        if known is None:
            known = self._known[node] = self._read(node)
        return known

    def _read(self, node: nodes.Term | nodes.Prefix | nodes.Phrase) -> Worth:
        snapshot, fields = self.snapshot, self.fields
        match node:
            case nodes.Term(text) | nodes.Phrase(((text, _),)):
                return snapshot.worth(fields, (text,))
            case nodes.Phrase(terms) if terms:
                return snapshot.phrase(fields, terms)
            case nodes.Prefix(text):
                words = snapshot.starting_with(fields, text, self.max_expansions)
                return snapshot.worth(fields, tuple(words))
        return Worth(0)

    def _scores(self, node: nodes.Node, asked: _Asked) -> list[float]:
        """The scores of these documents, 0 for those that the node does not find."""
        match node:
            case nodes.Term() | nodes.Prefix() | nodes.Phrase():
                return self._worth(node).of(asked.numbers)
            case nodes.Boosted(child, boost):
                return [score * boost for score in self._scores(child, asked)]
            case nodes.Any():
                return self._merged(add, self._largest_first(node.children), asked)
            case nodes.Best():
                return self._merged(max, self._largest_first(node.children), asked)
            case nodes.All():
                return self._together(node, asked)
            case nodes.Everything():
                return [1.0] * len(asked.numbers)
        return [0.0] * len(asked.numbers)

    def _together(self, node: nodes.All, asked: _Asked) -> list[float]:
        """The sum of the scores of the children, where all of them are."""
        children = sorted(_wanted(node), key=lambda child: self.members(child).bit_count())
        inside = asked.members & self.members(node)
        if inside == asked.members:
            return self._merged(add, children, asked)
        part = _Asked(inside, self.snapshot.size)
        found = dict(zip(part.numbers, self._merged(add, children, part), strict=True))
        return list(map(found.get, asked.numbers, repeat(0.0)))

    def _largest_first(self, children: tuple[nodes.Node, ...]) -> list[nodes.Node]:
        return sorted(children, key=lambda child: -self.members(child).bit_count())

    def _merged(
        self, merge: Callable[..., float], children: list[nodes.Node], asked: _Asked
    ) -> list[float]:
        """The scores that these children give, put together; those that give none are skipped."""
        telling = [child for child in children if self.members(child) & asked.members]
        if not telling:
            return [0.0] * len(asked.numbers)
        parts = (self._scores(child, asked) for child in telling)
        return reduce(lambda one, other: list(map(merge, one, other)), parts)


def _wanted(node: nodes.All) -> list[nodes.Node]:
    return [child for child in node.children if not isinstance(child, nodes.Not)]
