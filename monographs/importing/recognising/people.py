"""Where a text names a person."""

import re
from collections.abc import Iterator

from catalogue.text import normalised_key
from monographs.importing.recognising.person_words import (
    LOWER,
    UPPER,
    WORD,
    first_names,
    function_follows,
    is_function,
    words_of,
)

_TITLE = rf"[{UPPER}][{LOWER}]+(?:[’'\-][{UPPER}]?[{LOWER}]+)*"
_CAPITALS = rf"(?:[DLO][’'])?[{UPPER}]{{2,}}(?:[’'\-][{UPPER}]{{2,}})*"
_NAME = rf"(?:{_CAPITALS}|{_TITLE})"
_PARTICLE = r"(?:(?:de la|de|du|des|le|la|van|von|ben|el|al|da|dos|do|di)\s+|d[’'])"
_LAST = rf"(?:{_PARTICLE})?{_NAME}"
_CIVILITY = re.compile(
    rf"\b(?:M\.|MM\.|Mrs?\.?|Mmes?|Mlles?|Monsieur|Madame|Mademoiselle|Dr\.?|Pr\.?|Me|Docteur|Docteure|Maître)"
    rf"\s+(?:(?:[{UPPER}]\.\s?)?{_LAST}(?:\s+{_NAME}){{0,2}}|[{UPPER}](?:\.|\b(?![’'\-])))"
)
_LABEL = re.compile(
    r"\b(?:interlocut(?:eur|rice)|contact|rédact(?:ion|eur|rice)(?: de la)?(?: fiche)?|auteur|"
    r"autrice|"
    r"correspondant|personne(?: ressource| à contacter)?|propos recueillis par|entretien avec|"
    r"recueilli par|rédigé par|écrit par|interview de|référent|responsable|"
    r"direct(?:eur|rice)|président)(?:e?s)?(?:\s+du projet|\s+de l[’']action)?"
    rf"\s*(?::|(?<=par)|(?<=avec))\s*[-–•]?\s*(?P<name>{_NAME}(?:[ \u00a0]+{_LAST}){{1,3}})",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    rf"(?<![\w.])(?:[{UPPER}]\.\s?-?\s?){{1,2}}(?P<last>{_LAST})(?P<after>\s*(?:,|\(|–|-|$))"
)
_UNKNOWN = re.compile(rf"(?P<first>{_TITLE})\s+(?P<last>{_LAST}(?:\s+{_CAPITALS})?)")
_LINKING = frozenset("et de du le la ben el al van von der d da das do dos di del bin".split())
_WORDS = re.compile(WORD)
# A longer text is looked at piece by piece: the work stays in proportion.
_WINDOW = 4000
_AGE = re.compile(r"\s*[,(]?\s*\d{2} ans\b")


def people(text: str) -> list[tuple[int, int]]:
    """Places of the names of persons, in order, none overlapping."""
    if len(text) <= _WINDOW:
        return _people(text)
    spans, start = [], 0
    while start < len(text):
        end = text.rfind(" ", start, start + _WINDOW) if start + _WINDOW < len(text) else -1
        end = end if end > start else start + _WINDOW
        spans += [(start + one, start + other) for one, other in _people(text[start:end])]
        start = end
    return spans


def _people(text: str) -> list[tuple[int, int]]:
    spans = sorted(
        (span for finder in _FINDERS for span in finder(text)),
        key=lambda span: (span[0], -span[1]),
    )
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
        elif span[1] > kept[-1][1]:
            kept[-1] = (kept[-1][0], span[1])
    return kept


def _shielded(text: str, start: int) -> bool:
    """Whether what stands before makes this name that of a place or an organisation."""
    before = re.split(
        r"[.;:!?«»\"“”(),\n–]|\s-\s|\b(?:par|avec|selon|qui|où)\b", text[max(0, start - 60) : start]
    )[-1]
    words = [normalised_key(word) for word in re.findall(WORD, before)][-3:]
    words = [part for word in words for part in word.split()]
    return any(word in words_of("places") for word in words[-4:])


def _civilities(text: str) -> Iterator[tuple[int, int]]:
    for found in _CIVILITY.finditer(text):
        if not _shielded(text, found.start()):
            yield found.start(), _cut(text, found.start(), found.end())


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    for found in _LABEL.finditer(text):
        first = normalised_key(found["name"].split()[0])
        if found["name"][0].islower() or first in words_of("places") | words_of("not_names"):
            continue
        end = _cut(text, found.start("name"), found.end("name"))
        if end > found.start("name") and not is_function(first):
            yield found.start("name"), end


def _cut(text: str, start: int, end: int) -> int:
    """The end of a name, before the first word that cannot be part of it."""
    for found in list(_WORDS.finditer(text, start, end))[1:]:
        key = normalised_key(found[0])
        if is_function(found[0]) or key in words_of("not_names") - {"le", "la", "de", "du", "des"}:
            return start + len(text[start : found.start()].rstrip())
    return end


def _initialled(text: str) -> Iterator[tuple[int, int]]:
    for found in _INITIALS.finditer(text):
        alone = len(text.split()) <= 6
        if alone or function_follows(text[found.end("last") :]):
            yield found.start(), found.end("last")


def _known(text: str) -> Iterator[tuple[int, int]]:
    """First names of the list, followed by a family name; couples; family name first."""
    words = list(_WORDS.finditer(text))
    shouted = sum(map(str.isupper, text)) > sum(map(str.islower, text))
    alone = words[0].start() if 1 < len(words) < 4 else -1
    for place, found in enumerate(words):
        if not _is_first(found[0]) or _shielded(text, found.start()):
            continue
        end = _family(text, words, place)
        # In a line of capitals, a name that is all of the line, or that a function follows.
        clear = alone == found.start() and _sure(found[0]) and not text[end:].strip(" .,")
        heading = shouted and found[0].isupper()
        if end and (not heading or clear or function_follows(text[end:])):
            yield found.start(), end
        elif not end and place and _family_before(text, words, place):
            yield words[place - 1].start(), found.end()


# First names that make others with any saint: « Jean-Expédit ».
_COMPOUNDING = ("jean", "marie", "anne")


def _is_first(word: str) -> bool:
    parts = normalised_key(word).split()
    if not word[0].isupper() or not parts:
        return False
    compound = len(parts) > 1 and parts[0] in _COMPOUNDING
    return compound or all(part in first_names() for part in parts)


def _sure(word: str) -> bool:
    """Whether a first name is no common word, nor the name of a place."""
    return _is_first(word) and normalised_key(word) not in words_of("ambiguous")


def _family(text: str, words: list[re.Match], place: int) -> int:
    """Where the family name ends that follows the first name at `place`; 0 without one."""
    end, found, at = words[place].end(), 0, place + 1
    while at < len(words) and found < 3:
        gap, word = text[end : words[at].start()], words[at][0]
        if gap.strip(" \n\u00a0") and not (gap.strip() == "." and len(words[at - 1][0]) == 1):
            break
        key = normalised_key(word)
        particle = word.istitle() and key in ("le", "la", "les", "du", "des", "van", "ben", "el")
        linking = _LINKING
        if particle or (key in linking and word.islower()):
            following = words[at + 1][0] if at + 1 < len(words) else ""
            if not following[:1].isupper() or (key == "et" and not _is_first(following)):
                break
        elif not _may_be_family(word, key):
            break
        elif not _is_first(word) or word.isupper() or found or at == len(words) - 1:
            found += 1
        end, at = words[at].end(), at + 1
        if len(word) == 1 and text[end : end + 1] == ".":
            end += 1
    return end if found else 0


def _may_be_family(word: str, key: str) -> bool:
    known = words_of("places") | words_of("not_names")
    if not word[0].isupper() or is_function(word):
        return False
    return (
        word.isupper() and len(word) > 1 and key in ("le", "la", "de", "du")
    ) or key not in known


def _family_before(text: str, words: list[re.Match], place: int) -> bool:
    """« NOM Prénom » at the start of a line or after a label, before a function or nothing."""
    family, first = words[place - 1], words[place]
    if (
        not (family[0].isupper() and len(family[0]) > 3)
        or text[family.end() : first.start()] != " "
    ):
        return False
    if normalised_key(family[0]) in words_of("places") | words_of("not_names"):
        return False
    starts = (
        not text[: family.start()].strip(" -–•\t") or text[: family.start()].rstrip()[-1] in ":\n»"
    )
    after = text[first.end() :]
    told = not after.strip() or function_follows(after)
    if not starts:
        # « …, DURAND Paul et MARTIN Ana. »: capitals tell the family name in a sentence.
        told = told or re.match(r"\s*(?:[,;.)–]|et\b)", after)
        return bool(told) and family[0].isupper() and not first[0].isupper()
    return told or after.lstrip()[0] in ",–("


def _unlisted(text: str) -> Iterator[tuple[int, int]]:
    """Two capitalised words that sign, or that a verb of speech introduces."""
    for found in _overlapping(_UNKNOWN, text):
        keys = [normalised_key(word) for word in re.findall(WORD, found[0])]
        known = words_of("places") | words_of("not_names")
        if any(key in known for key in (keys[0], keys[-1])) or is_function(keys[0]):
            continue
        before, after = text[: found.start()].rstrip(), text[found.end() :]
        signs = (not before or before[-1] in '»”"–') and re.match(r"\s*[,–(\n-]", after)
        signs = signs and function_follows(after)
        spoken = re.search(rf"({WORD})$", before)
        verb = spoken and normalised_key(spoken[1]) in words_of("speech") | {"selon"}
        if signs or verb:
            yield found.start(), _cut(text, found.start(), found.end())


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that may begin inside the one before, at its second word."""
    found = pattern.search(text)
    while found:
        yield found
        found = pattern.search(text, found.end("first"))


def _alone(text: str) -> Iterator[tuple[int, int]]:
    """A first name alone: its age, its function or its story follows."""
    for found in _WORDS.finditer(text):
        key, after = normalised_key(found[0]), text[found.end() :]
        if not _is_first(found[0]) or found[0].isupper() or _shielded(text, found.start()):
            continue
        signs = re.match(r"\s*[,(–]", after) and function_follows(after)
        start = not text[: found.start()].strip(' -–•«"')
        if (
            _AGE.match(after)
            or _introduced(text[: found.start()], after)
            or (signs and (start or key not in words_of("ambiguous")))
        ):
            yield found.span()
        elif key not in words_of("ambiguous") and _told(after):
            yield found.span()


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """« Perrine, Sadio et Yuna »: first names in a row, one of which is nothing else."""
    row: list[re.Match] = []
    for found in [*_WORDS.finditer(text), None]:
        joined = row and found and text[row[-1].end() : found.start()]
        if found and found[0] == "et" and row and joined == " ":
            continue
        follows = row and found and re.fullmatch(r",? (?:et )?", joined)
        if found and _is_first(found[0]) and not found[0].isupper() and (follows or not row):
            row.append(found)
            continue
        clear = any(_sure(one[0]) for one in row) and not _shielded(text, row[0].start())
        capital = found and row and joined.isspace() and found[0][0].isupper()
        if len(row) > 1 and clear and not capital:
            yield from (one.span() for one in row)
        row = [found] if found and _is_first(found[0]) and not found[0].isupper() else []


def _introduced(before: str, after: str) -> bool:
    """« raconte Sabrina », « Encadrant technique : Bruno »: a first name and nothing more."""
    if re.match(rf"\s+[{UPPER}]", after):
        return False
    words = re.findall(WORD, before)[-3:]
    verb = words and normalised_key(words[-1]) in words_of("speech") and before[-1:] in " \u00a0"
    label = before.rstrip().endswith(":") and any(map(is_function, words))
    return bool(verb) or (label and not re.match(r"\s*\w", after))


def _told(after: str) -> bool:
    following = re.match(rf"\s+({WORD})", after)
    return bool(following) and normalised_key(following[1]) in words_of("stories")


_FINDERS = (_civilities, _labelled, _initialled, _known, _unlisted, _alone, _listed)
