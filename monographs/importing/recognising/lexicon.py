"""The headings by which a field is recognised: by what they mean, however they are written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from pathlib import Path

import yaml
from django.db import DatabaseError

from catalogue.text import normalised_key
from monographs.importing.recognising.telling import INSIDE_PATTERNS, ROOT_PATTERNS

DATA = Path(__file__).resolve().parents[2] / "data"
# How sure a heading is, by the way it was told.
EXACT, PATTERN, NEARLY, ROOT, INSIDE = 1.0, 0.9, 0.85, 0.75, 0.7
_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[ivx]{1,4}|[a-h])\s*(?:[.)°/]|[-–](?=\s))+\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)")
_SIGNS = re.compile(r"[^\w\s'’/-]+")
_ARTICLES = re.compile(
    r"^(?:(?:quel(?:le)?s? (?:est|sont|etaient) |quel(?:le)?s? )?(?:le|la|les|l|nos|notre|un|une|"
    r"des|du|de|d|"
    r"mes|ses|leurs) )+"
)
_OF_THE_ACTION = re.compile(
    r" (?:de|du|des|d|liee?s? a|mises? en|et) (?:l |la |le |notre |cette |ce |nos )?"
    r"(?:action|actions|projet|projets|dispositif|demarche|experience|experimentation|pratique|"
    r"bonne pratique|"
    r"initiative|operation|partenariat|structure|siae|programme|atelier|parcours)\b.*$"
)
_FOR = re.compile(
    r"^(?:ce que (?:ca|cela|l action|le projet) (?:change|apporte)|(?:les )?(?:apports?|"
    r"benefices?|interets?|"
    r"plus values?|impacts?|effets?|resultats?|avantages?|valeur ajoutee))(?: \w+)? (?:pour|sur|"
    r"chez|aupres) (.+)"
)
_SIDE = re.compile(
    r"^(?:pour|sur|chez|du cote d(?:e|es|u)|cote) (?:les |l |la |le |nos |notre )?(.+)"
)
MAX_TELLING_WORDS = 6
# From which likeness two words are one, misspelt.
_SPELLING = 0.8
# Words that link a heading to what it is about (« étapes de mise en œuvre de la VAE »).
_LINKS = frozenset("de du des d pour et dans a au aux par sur avec en mis mise".split())
# « Pour commencer » says nobody.
_PURPOSE = re.compile(r"pour (?!les? |la |l |nos |notre |un)\w+(?:er|ir|re)\b")
_FOR_WHOM = (
    (
        "siae",
        r"siae|association|structure|encadran|equipe|aci\b|ei\b|etti\b|organisation|chantier|porteur|"
        r"atelier|cooperative|regie|jardin|ressourcerie|nous\b",
    ),
    (
        "salaries",
        r"salarie|personnes|beneficiaire|candidat|stagiaire|jeune|participant|demandeur|public|apprenti",
    ),
    (
        "territoire",
        r"territoire|acteurs|collectivit|commune|habitant|quartier|environnement|ville|societe|"
        r"bassin|village|agglomeration|metropole|departement|region|usagers|elus|"
        r"partenaires (?:locaux|du territoire)",
    ),
    (
        "entreprise",
        r"entreprise|employeur|hopital|client|partenaire(?!s (?:locaux|du territoire))|ouvrage|"
        r"groupe|commanditaire|artisan",
    ),
)


@dataclass(frozen=True)
class Heading:
    """What a heading opens: a field (or « bilan », « contacts »…), for whom, how sure."""

    field: str
    confidence: float
    for_whom: str = ""


def heading_key(text: str) -> str:
    """The key of a heading: no case, accent, number, sign, bracket."""
    text = _BRACKETS.sub(" ", re.sub(r"[*_#]+", " ", text))
    text = text.replace("&", " et ").strip(" \u00a0\t•→-–—")
    text = re.sub(r"\s*/\s*", " ", _SIGNS.sub(" ", _NUMBER.sub("", text)))
    return normalised_key(text)


def for_whom(text: str) -> str:
    """The beneficiary a group of words names; a name of its own is a company."""
    key = normalised_key(text)
    places = [
        (found.start(), whom)
        for whom, pattern in _FOR_WHOM
        if (found := re.search(rf"\b(?:{pattern})", key))
    ]
    return min(places)[1] if places else "entreprise"


class Lexicon:
    """The headings of the house, and those editors added."""

    def __init__(self, added: Sequence[tuple[str, str, bool]] = ()) -> None:
        self._known = dict(_base())
        self._known |= {key: field for key, field, _ in added}
        # Each line is asked for several times: to split, to find the head, to read.
        self._found: dict[tuple[str, bool, bool], Heading | None] = {}
        self._taught = {key for key, _, _ in added}
        self._alone = {key for key, _, inline in added if not inline}

    def heading(self, text: str, *, strong: bool, sure: bool = False) -> Heading | None:
        """The heading this whole text is.

        `strong` says that it looks like one (capitals, bold, style, colon): then a spelling
        nearly right, or its first word, are enough. `sure` says that it is one, by its place
        among the others: then one telling word is enough.
        """
        asked = text, strong, sure
        if asked not in self._found:
            self._found[asked] = self._heading(text, strong=strong, sure=sure)
        return self._found[asked]

    def _heading(self, text: str, *, strong: bool, sure: bool) -> Heading | None:
        key = heading_key(text)
        if not key or len(key.split()) > 12:
            return None
        if field := self.exact(key):
            return Heading(field, EXACT)
        if found := _FOR.match(key):
            return Heading("plus_value", PATTERN, for_whom(found[1]))
        if text.rstrip().endswith("."):
            return None
        found = self._nearly(key) if strong or sure else None
        return found or (_told_by_a_word(key) if sure else None)

    def meanings(self, text: str) -> tuple[str, ...]:
        """The fields that a heading of several meanings may open; empty for another."""
        key = heading_key(text)
        if key in self._taught:
            # The editor who taught it said which one is meant.
            return ()
        return next((_meanings()[one] for one in _forms(key) if one in _meanings()), ())

    def label(self, text: str) -> str:
        """The field that « text : … » opens, the text following on the line."""
        key = heading_key(text)
        return "" if key in self._alone else self.exact(key)

    def begins(self, text: str) -> bool:
        """Whether a line begins by a known heading and a colon."""
        label, colon, _ = text.partition(":")
        return bool(colon) and bool(self.label(label))

    def exact(self, key: str) -> str:
        """The field of a key, with or without what surrounds its main words."""
        return next((self._known[one] for one in _forms(key) if one in self._known), "")

    def _nearly(self, key: str) -> Heading | None:
        bare = _ARTICLES.sub("", key)
        # « Pour les salariés » says for whom: it is near many headings, and none of them.
        asked = len(bare) >= 8 and not _SIDE.match(bare)
        near = get_close_matches(bare, self._known, n=3, cutoff=0.87) if asked else []
        if misspelt := next((one for one in near if _same_words(bare, one)), ""):
            return Heading(self._known[misspelt], NEARLY)
        words = bare.split()
        for end in range(len(words) - 1, 1, -1):
            if words[end] in _LINKS and (field := self.exact(" ".join(words[:end]))):
                return Heading(field, PATTERN)
        if len(words) > 9:
            return None
        field = next((field for field, root in ROOT_PATTERNS if root.match(bare)), "")
        return Heading(field, ROOT) if field else None


def _forms(key: str) -> tuple[str, str, str]:
    """A key as it is, without its article, without « de l’action »."""
    bare = _ARTICLES.sub("", key)
    return key, bare, _OF_THE_ACTION.sub("", bare)


def _same_words(written: str, known: str) -> bool:
    """Whether two keys differ by their spelling only (« fruits » is no « suites »)."""
    words, others = written.split(), known.split()
    if len(words) != len(others):
        return written.replace(" ", "") == known.replace(" ", "")
    return all(
        one == other or SequenceMatcher(None, one, other).ratio() >= _SPELLING
        for one, other in zip(words, others, strict=True)
    )


def _told_by_a_word(key: str) -> Heading | None:
    if len(key.split()) > MAX_TELLING_WORDS or _SIDE.match(key):
        return None
    field = next((field for field, words in INSIDE_PATTERNS if words.search(key)), "")
    return Heading(field, INSIDE) if field else None


def side_of(text: str) -> str:
    """The beneficiary of a sub-heading (« Pour les salariés »); empty when it is none."""
    key = heading_key(text)
    found = None if _PURPOSE.match(key) else _SIDE.match(key)
    return for_whom(found[1]) if found and len(key.split()) <= 9 else ""


def sides_of(text: str) -> list[str]:
    """The beneficiaries of a line that heads several columns (« Pour la SIAE Pour l’EI »)."""
    parts = re.split(r"\s+(?=Pour\s)", text.strip())
    sides = [side_of(part) for part in parts]
    return sides if len(parts) > 1 and all(sides) else []


@cache
def _base() -> dict[str, str]:
    return {
        heading_key(str(variant)): field
        for field, variants in base_headings().items()
        for variant in variants
    }


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    said = yaml.safe_load((DATA / "heading_meanings.yaml").read_text(encoding="utf-8"))
    return {heading_key(heading): tuple(fields) for heading, fields in said.items()}


@cache
def base_headings() -> dict[str, list[str]]:
    """The headings of the house by field, as they are shown to editors."""
    return yaml.safe_load((DATA / "headings.yaml").read_text(encoding="utf-8"))


def current_lexicon() -> Lexicon:
    """The lexicon of this moment; that of the house alone where no database is ready."""
    from monographs.importing.recognising.models import HeadingVariant

    try:
        return Lexicon(list(HeadingVariant.objects.values_list("key", "field", "inline")))
    except DatabaseError:
        return Lexicon()
