"""The glossary's answer: the definition of what was typed, whichever way it was asked."""

from collections.abc import Iterator

from django.http import HttpRequest

from catalogue.cards import Card
from catalogue.generation import Kept
from catalogue.sources import Source
from editorial.compiling.glossary import Word
from portal.models import GlossaryEntry
from portal.searching.synonyms import variants
from search.french import FrenchAnalysis
from search.synonyms import Thesaurus, key_of

# « que veut dire EMT », « définition de l’AFEST »: the words of the question itself.
ASKING = frozenset({"définition", "definition", "signification", "sens", "sigle", "veut", "dire"})
MAX_WORDS = 12
KIND = "glossaire"

Names = dict[tuple[str, ...], int]
_kept: Kept[Names] = Kept()


def entry_for(
    words: str, analysis: FrenchAnalysis, thesaurus: Thesaurus | None = None
) -> GlossaryEntry | None:
    """The entry that is called so, whose acronym stands for these words, or their synonym."""
    asked = " ".join(word for word in words.split() if word.casefold() not in ASKING)
    units = analysis.units(asked, MAX_WORDS)
    names = _kept.get(analysis.signature, lambda: _names(analysis))
    keys = [key_of(asked, analysis)]
    spans = thesaurus.expand(units) if thesaurus and units else []
    if len(spans) == 1:
        keys += [tuple(term for term, _ in other.terms) for other in spans[0].alternatives]
    found = next((names[key] for key in keys if key and key in names), None)
    return GlossaryEntry.objects.filter(pk=found).first() if found else None


def _names(analysis: FrenchAnalysis) -> Names:
    """Every name of every entry."""
    names: Names = {}
    for name, pk in _all_names():
        names.setdefault(key_of(name, analysis), pk)
    return names


def _all_names() -> Iterator[tuple[str, int]]:
    """The terms as they stand first, then the other ways to say them."""
    rows = list(GlossaryEntry.objects.order_by("key").values_list("pk", "term", "expansion"))
    yield from ((term, pk) for pk, term, _expansion in rows)
    for part in (1, 2):
        for row in rows:
            yield from ((name, row[0]) for name in variants(row[part]))


def words_of_recueils() -> Iterator[Word]:
    """Every entry, for the glossary of a printed guide."""
    for entry in GlossaryEntry.objects.order_by("key"):
        yield Word(entry.term, entry.definition, entry.expansion, entry.source)


def entry_card(entry: GlossaryEntry, request: HttpRequest | None = None) -> Card:
    """What a list of results shows of a word."""
    return Card(
        kind=KIND,
        kind_label="Mot du glossaire",
        title=entry.term,
        url=entry.url,
        summary=entry.definition,
        lock="",
        state=None,
        facts=[entry.expansion] if entry.expansion else [],
    )


SOURCE = Source(
    KIND,
    "Mot du glossaire",
    GlossaryEntry,
    lambda user: GlossaryEntry.objects.order_by(),
    entry_card,
    lambda entry: entry.definition,
    weight=0.5,
)
