"""The portal's synonyms for the search: editors' groups, former names, glossary, vocabularies.

`mapping()` says which phrase leads to which others (see docs/search.md). Nothing is chained: a
phrase leads only to what one entry says of it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from catalogue.generation import generation
from catalogue.models import VOCABULARIES, Department, FormerName, Region
from catalogue.text import normalised_key
from portal.models import GlossaryEntry, SynonymGroup

TERRITORIES = (Region, Department)
# Acronyms that are also words: « en file », « face à face ».
ALSO_WORDS = frozenset({"face", "file"})
_NOTE = re.compile(r"\s+\(([^()]*)\)")
_SERIES = re.compile(r"(?:[IVX]+|\d+)\b")
# A comma parts two names, not the words of one (« … de l’emploi, du travail et … »).
_COMMA = re.compile(r"\s*,\s+(?!d[eu]s?\b|d[’']|et\b|l[ae]s?\b|l[’'])")
_NEW_NAME = re.compile(r"\s+[;/]\s+|,\s+(?=[A-ZÉ])")

Leads = dict[str, list[str]]
# Asked several times of each phrase, and again at each change of content.
_key = lru_cache(maxsize=4096)(normalised_key)
GONE = _key("n’existe plus")


def mapping() -> Leads:
    """Every phrase with those it leads to. One query a model."""
    found: dict[str, dict[str, str]] = {}
    written: dict[str, str] = {}
    for word, other in _pairs():
        key, target = _key(word), _key(other)
        if key != target and _says_something(key) and _says_something(target):
            written.setdefault(key, word)
            found.setdefault(key, {}).setdefault(target, other)
    return {written[key]: list(others.values()) for key, others in found.items()}


mapping.version = generation


def with_group(group: SynonymGroup) -> Leads:
    """The mapping as it would be with one more group."""
    usual = mapping()
    names = {_key(word): word for word in usual}
    for word, others in group.leads().items():
        name = names.get(_key(word), word)
        usual[name] = [*others, *usual.get(name, [])]
    return usual


def _pairs() -> Iterator[tuple[str, str]]:
    """(a phrase, one it leads to), the surest first: the search reads the first twelve."""
    for group in SynonymGroup.objects.all():
        for word, others in group.leads().items():
            yield from ((word, other) for other in others)
    yield from _former_names()
    yield from _both_ways(_glossary())
    for model in VOCABULARIES:
        rows = model.objects.values_list("label", "acronym", "synonyms")
        yield from _territory(rows) if model in TERRITORIES else _both_ways(_terms(rows))


def _former_names() -> Iterator[tuple[str, str]]:
    for former, current in FormerName.objects.values_list("former", "current"):
        if _key(current) == GONE:
            continue
        for old in _names(former, _COMMA):
            for new in _names(current, _COMMA):
                yield from ((old, new), (new, old))


def _glossary() -> Iterator[tuple[str, str]]:
    """Each acronym with its words: « CCI / CMA » and its two expansions go two by two."""
    for term, expansion in GlossaryEntry.objects.values_list("term", "expansion"):
        acronyms = _parts(term, re.compile(r"\s+/\s+"))
        expansions = _parts(expansion, _NEW_NAME)
        if len(acronyms) == len(expansions):
            pairs = zip(acronyms, expansions, strict=True)
        else:
            pairs = ((acronym, expansion) for acronym in acronyms if expansion)
        for acronym, words in pairs:
            yield from ((one, other) for one in variants(acronym) for other in variants(words))
            yield from _among(variants(acronym))


def _terms(rows: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Label and acronym with each synonym; two synonyms of a term are not each other's."""
    for label, acronym, synonyms in rows:
        heads = [*variants(label), *variants(acronym)]
        yield from _among(heads)
        for synonym in synonyms.splitlines():
            yield from ((head, other) for head in heads for other in variants(synonym))


def _territory(rows: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Other names lead to the label (« PACA »); « Nord » or « Manche » lead nowhere."""
    for label, acronym, synonyms in rows:
        for other in (acronym, *synonyms.splitlines()):
            yield other.strip(), label


def _among(names: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((names[0], other) for other in names[1:])


def _both_ways(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Both ways, but an ordinary word alone is too wide: « suivi » for « évaluation continue ».

    It leads to phrases and to its like, never to an acronym; only its like leads to it.
    """
    for one, other in pairs:
        for word, target in ((one, other), (other, one)):
            refused = _is_acronym(target) if _is_ordinary(word) else _is_ordinary(target)
            if not refused:
                yield word, target


def _names(text: str, separator: re.Pattern) -> list[str]:
    """The names of an institution: « période d’immersion, EMT », « DREETS / DDETS »."""
    parts = [name for part in _parts(text, separator) for name in _parts(part, _NEW_NAME)]
    return [variant for part in parts for variant in variants(part)]


def _parts(text: str, separator: re.Pattern) -> list[str]:
    """The parts of a text; a series (« niveau V / IV ») is one."""
    parts = [part for part in separator.split(text) if part.strip()]
    return [text] if any(_SERIES.match(part.strip()) for part in parts[1:]) else parts


def variants(text: str) -> list[str]:
    """The text without what it says in parentheses, which counts when it is an acronym.

    « Espaces verts (paysage) » gives « Espaces verts »; « CoRE (Comité régional pour l’emploi) »
    gives both names.
    """
    name = _NOTE.sub("", text).strip()
    notes = [note.strip() for note in _NOTE.findall(text)]
    named = [note for note in notes if _is_acronym(note) or _is_acronym(name)]
    return [part for part in (name, *named) if part]


def _is_acronym(word: str) -> bool:
    capitals = sum(char.isupper() or char.isdigit() for char in word)
    return capitals > 1 and " " not in word and _key(word) not in ALSO_WORDS


def _is_ordinary(word: str) -> bool:
    """One word that is not an acronym."""
    return len(_key(word).split()) == 1 and not _is_acronym(word)


def _says_something(key: str) -> bool:
    """Neither one letter nor a mere number."""
    letters = key.replace(" ", "")
    return len(letters) > 1 and not letters.isdigit()
