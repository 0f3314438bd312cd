"""Evaluate a tree of nodes over a snapshot: document number → score.

Each word is scored by BM25 in each field, multiplied by the field's boost and added (so a
title at boost 10 outweighs a long text, as in the family's other backends). How rare a word
is counts over all searched fields together.
"""

from functools import reduce

from search.engine import nodes
from search.engine.snapshot import Snapshot

Scores = dict[int, float]


class Evaluation:
    """One query over one snapshot and one choice of fields."""

    def __init__(self, snapshot: Snapshot, fields: tuple[str, ...], max_expansions: int = 128):
        self.snapshot = snapshot
        self.fields = fields
        self.max_expansions = max_expansions

    def run(self, node: nodes.Node) -> Scores:
        """The documents found. The dictionary may be shared: callers never change it."""
        return getattr(self, f"_{type(node).__name__.lower()}")(node)

    def _term(self, node: nodes.Term) -> Scores:
        return self.snapshot.scores(self.fields, (node.text,))

    def _prefix(self, node: nodes.Prefix) -> Scores:
        words = self.snapshot.starting_with(self.fields, node.text, self.max_expansions)
        return self.snapshot.scores(self.fields, tuple(words)) if words else {}

    def _phrase(self, node: nodes.Phrase) -> Scores:
        if len(node.terms) == 1:
            return self.snapshot.scores(self.fields, (node.terms[0][0],))
        return self.snapshot.phrase(self.fields, node.terms) if node.terms else {}

    def _all(self, node: nodes.All) -> Scores:
        wanted = [child for child in node.children if not isinstance(child, nodes.Not)]
        refused = [child.child for child in node.children if isinstance(child, nodes.Not)]
        found = self._together(wanted) if wanted else self.snapshot.everything(0.0)
        for child in refused:
            if not found:
                break
            gone = self.run(child)
            found = {number: score for number, score in found.items() if number not in gone}
        return found

    def _together(self, children: list[nodes.Node]) -> Scores:
        results = []
        for child in children:
            results.append(self.run(child))
            if not results[-1]:
                return {}
        if len(results) == 1:
            return results[0]
        results.sort(key=len)
        common = reduce(lambda known, other: known & other.keys(), results[1:], results[0].keys())
        return {number: sum([scores[number] for scores in results]) for number in common}

    def _any(self, node: nodes.Any) -> Scores:
        total, others = self._largest(node.children)
        for found in others:
            for number, score in found.items():
                total[number] = total.get(number, 0.0) + score
        return total

    def _best(self, node: nodes.Best) -> Scores:
        total, others = self._largest(node.children)
        for found in others:
            for number, score in found.items():
                if total.get(number, 0.0) <= score:
                    total[number] = score
        return total

    def _largest(self, children: tuple[nodes.Node, ...]) -> tuple[Scores, list[Scores]]:
        """(a copy of the longest answer unless it is alone, the other answers)."""
        results = [found for found in map(self.run, children) if found]
        if len(results) < 2:
            return (results[0] if results else {}), []
        results.sort(key=len, reverse=True)
        return dict(results[0]), results[1:]

    def _not(self, node: nodes.Not) -> Scores:
        return self._all(nodes.All((node,)))

    def _boosted(self, node: nodes.Boosted) -> Scores:
        boost = node.boost
        return {number: score * boost for number, score in self.run(node.child).items()}

    def _everything(self, node: nodes.Everything) -> Scores:
        return self.snapshot.everything(1.0)

    def _nothing(self, node: nodes.Nothing) -> Scores:
        return {}
