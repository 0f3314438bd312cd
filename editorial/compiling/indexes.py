"""Index by structure, by métier, by device: words, then the pages where records begin."""

from collections import defaultdict
from collections.abc import Iterable

from catalogue.text import normalised_key
from exports import composing as write
from exports.books.model import Annex, References, at

PARTS = (
    ("Par structure", lambda record: structures_of(record)),
    ("Par métier", lambda record: [str(term.label) for term in record.filed_under["occupations"]]),
    ("Par dispositif", lambda record: [_named(term) for term in record.filed_under["devices"]]),
)


def structures_of(record) -> list[str]:
    """Who carries a practice, or who made a resource when it is a structure."""
    bearers = getattr(record, "bearer_list", [])
    return [f"{each.name}, {each.place}" if each.place else each.name for each in bearers]


def _named(term) -> str:
    return f"{term.label} ({term.acronym})" if term.acronym else term.label


def annex(entries) -> Annex | None:
    blocks: list = []
    for title, words_of in PARTS:
        found = _collected((words_of(entry.record), entry.key) for entry in entries)
        if found:
            lines = tuple(at(word, keys) for word, keys in found)
            blocks += [*write.heading(title), References(lines)]
    return Annex("index", "Index", tuple(blocks)) if blocks else None


def _collected(pairs: Iterable[tuple[list[str], str]]) -> list[tuple[str, list[str]]]:
    """Each word with its keys, words in the order of a French dictionary."""
    found: dict[str, list[str]] = defaultdict(list)
    for words, key in pairs:
        for word in dict.fromkeys(words):
            found[word].append(key)
    return sorted(found.items(), key=lambda pair: (normalised_key(pair[0]), pair[0]))
