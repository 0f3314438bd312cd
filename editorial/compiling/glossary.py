"""The words of the guide that somebody defined: terms, and what rooms above bring."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalogue.models.terms import VOCABULARIES
from catalogue.text import normalised_key
from exports import composing as write
from exports.books.model import Annex, Definitions, pages_of
from exports.checks import Run, Text
from exports.words import words_of

# Past that many pages, a word is everywhere: pages say nothing.
MOST_PAGES = 8


@dataclass(frozen=True)
class Word:
    """A word with its meaning; `full`: the words of an acronym."""

    label: str
    definition: str
    full: str = ""
    source: str = ""


_providers: list[Callable[[], Iterable[Word]]] = []


def register_words(provider: Callable[[], Iterable[Word]]) -> None:
    """Rooms above call it from `AppConfig.ready`; the first definition of a word is kept."""
    _providers.append(provider)


def known_words() -> list[Word]:
    """Every word somebody defined: one query a vocabulary."""
    found: dict[str, Word] = {}
    for provider in (*_providers, _terms):
        for word in provider():
            found.setdefault(normalised_key(word.label), word)
    return list(found.values())


def _terms() -> Iterable[Word]:
    for model in VOCABULARIES:
        for term in model.objects.exclude(definition=""):
            label, full = (term.acronym, term.label) if term.acronym else (term.label, "")
            yield Word(label, term.definition, full, term.source)


def annex(entries) -> Annex | None:
    """The words that occur in the records, with the pages where these begin."""
    texts = [(entry.key, _text(entry)) for entry in entries]
    lines = []
    for word in sorted(known_words(), key=lambda each: normalised_key(each.label)):
        seek = _pattern(word)
        keys = [key for key, text in texts if seek.search(text)]
        if keys:
            lines.append((write.said(word.label), _meaning(word, keys)))
    if not lines:
        return None
    return Annex("glossaire", "Glossaire", (Definitions(tuple(lines)),))


def _text(entry) -> str:
    """What the record says, with the terms it is filed under."""
    filed = (
        f"{term.label} {term.acronym}"
        for terms in entry.record.filed_under.values()
        for term in terms
    )
    return "\n".join((entry.title, words_of(entry.content.blocks), *filed))


def _pattern(word: Word) -> re.Pattern:
    """An acronym as it is written; another word in any case, plural or not."""
    label = re.escape(word.label)
    is_acronym = word.label.upper() == word.label
    ends = r"(?!\w)" if is_acronym else r"(?:s|x)?(?!\w)"
    full = rf"|(?<!\w){re.escape(word.full)}(?!\w)" if word.full and not is_acronym else ""
    return re.compile(rf"(?<!\w){label}{ends}{full}", 0 if is_acronym else re.IGNORECASE)


def _meaning(word: Word, keys: list[str]) -> Text:
    full = f"({word.full}) " if word.full else ""
    source = f" Source\u00a0: {word.source}." if word.source else ""
    runs = [*write.said(f"{full}: {word.definition}{source}").runs]
    if len(keys) <= MOST_PAGES:
        runs += [Run(" Page " if len(keys) == 1 else " Pages "), *pages_of(keys).runs]
    return Text(tuple(runs))
