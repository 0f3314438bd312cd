"""From the family's query classes to the engine's nodes. Nothing here parses a syntax:
what a reader types is only ever cut into words."""

from collections.abc import Iterable

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from search.engine import nodes
from search.french import FrenchAnalysis, Unit
from search.options import QueryLimits
from search.spelling import near_terms
from search.synonyms import BOOST, Alternative, Span, Thesaurus
from search.vocabulary import Vocabulary

# What a mistake of one letter, of two letters costs.
NEARNESS = (1.0, 0.7, 0.4)
# No word is made of less than this.
SHORTEST_PART = 4
# What the noun of a typed verb is worth.
KIN = 0.7


class QueryBuilder:
    """Builds the nodes of a search over whole words."""

    def __init__(
        self,
        analysis: FrenchAnalysis,
        vocabulary: Vocabulary,
        thesaurus: Thesaurus | None,
        limits: QueryLimits,
    ):
        """`vocabulary` is where the neighbours of misspelt words are looked for."""
        self.analysis = analysis
        self.vocabulary = vocabulary
        self.thesaurus = thesaurus
        self.max_words = limits.max_query_words
        self.max_length = limits.max_query_length

    def build(self, query: SearchQuery) -> nodes.Node:
        """The nodes of a query; a text without any word finds nothing."""
        return self._build(query) or nodes.Nothing()

    def _build(self, query: SearchQuery) -> nodes.Node | None:
        """None for a text without any word: it has no say in a combination."""
        match query:
            case PlainText():
                return _boosted(self._plain(query.query_string, query.operator), query.boost)
            case Phrase():
                return self._phrase(query.query_string)
            case Fuzzy():
                return self._fuzzy(query.query_string, query.operator)
            case MatchAll():
                return nodes.Everything()
            case Boost():
                return _boosted(self._build(query.subquery), query.boost)
            case Not():
                return nodes.Not(self._build(query.subquery) or nodes.Nothing())
            case And():
                return _combined("and", map(self._build, query.subqueries))
            case Or():
                return _combined("or", map(self._build, query.subqueries))
        name = type(query).__name__
        raise NotImplementedError(f"`{name}` is not supported by the Whoosh search backend.")

    def _plain(self, text: str, operator: str) -> nodes.Node | None:
        units = self.analysis.units(text[: self.max_length], self.max_words)
        if self.thesaurus:
            spans = self.thesaurus.expand(units)
        else:
            spans = [Span((unit,), ()) for unit in units]
        return _combined(operator, (_span(span, operator) for span in spans))

    def _phrase(self, text: str) -> nodes.Node | None:
        terms = self.analysis.phrase(text[: self.max_length])[: self.max_words]
        return nodes.Phrase(tuple(terms)) if terms else None

    def _fuzzy(self, text: str, operator: str) -> nodes.Node | None:
        units = self.analysis.units(text[: self.max_length], self.max_words)
        terms = dict.fromkeys(term for unit in units for way in unit.ways[:1] for term in way)
        return _combined(operator, map(self._near, terms))

    def _near(self, term: str) -> nodes.Node:
        """A term, or the ones that look like it at a lower score."""
        others = near_terms(self.vocabulary, term)
        ways = [
            nodes.Boosted(nodes.Term(near.term), NEARNESS[min(near.distance, 2)])
            for near in others
            if near.term != term
        ]
        if not ways and not self.vocabulary.frequency(term):
            ways = self._parted(term)
        return nodes.Best((nodes.Term(term), *ways)) if ways else nodes.Term(term)

    def _parted(self, word: str) -> list[nodes.Node]:
        """« espacesverts »: the two words that an unknown one may be made of."""
        found = []
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            parts = [_unit_term(self.analysis, part) for part in (word[:at], word[at:])]
            if all(part and self.vocabulary.frequency(part) for part in parts):
                both = tuple(nodes.Term(part) for part in parts if part)
                found.append(nodes.Boosted(nodes.All(both), NEARNESS[1]))
        return found


def _unit_term(analysis: FrenchAnalysis, word: str) -> str | None:
    """The term of one plain word, None for a stop word."""
    parts = analysis.token(word).parts
    return parts[0].term if len(parts) == 1 else None


class CompletionBuilder(QueryBuilder):
    """Builds the nodes of a search as one types: every word is the beginning of a word."""

    def _plain(self, text: str, operator: str) -> nodes.Node | None:
        words = self.analysis.typed(text[: self.max_length], self.max_words)
        return _combined(operator, map(nodes.Prefix, words))

    def _phrase(self, text: str) -> nodes.Node | None:
        return self._plain(text, "and")

    def _fuzzy(self, text: str, operator: str) -> nodes.Node | None:
        return self._plain(text, operator)


def _boosted(node: nodes.Node | None, boost: float) -> nodes.Node | None:
    return node if node is None or boost == 1 else nodes.Boosted(node, boost)


def _combined(operator: str, children: Iterable[nodes.Node | None]) -> nodes.Node | None:
    known = tuple(child for child in children if child is not None)
    if len(known) < 2:
        return known[0] if known else None
    return nodes.All(known) if operator == "and" else nodes.Any(known)


def _best(children: Iterable[nodes.Node]) -> nodes.Node | None:
    known = tuple(children)
    return nodes.Best(known) if len(known) > 1 else next(iter(known), None)


def _unit(unit: Unit) -> nodes.Node | None:
    ways = [_combined("and", map(nodes.Term, way)) for way in unit.ways]
    kin = [nodes.Boosted(nodes.Term(term), KIN) for term in unit.kin]
    return _best(way for way in (*ways, *kin) if way is not None)


def _span(span: Span, operator: str) -> nodes.Node | None:
    typed = _combined(operator, map(_unit, span.units))
    if typed is None or not span.alternatives:
        return typed
    return nodes.Best((typed, *map(_alternative, span.alternatives)))


def _alternative(alternative: Alternative) -> nodes.Node:
    terms = alternative.terms
    # A phrase adds up its words: it weighs no more than one, and less than the typed one.
    return nodes.Boosted(nodes.Phrase(terms), BOOST / len(terms))
