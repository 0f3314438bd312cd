"""What somebody chose for a document, as its address says it: short names, any word tolerated.

What an address asks and that does not exist (any more) is left out, and said in words.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from catalogue.models import Support
from exports.composing import said
from referentials.generating.scales import Scale
from referentials.generating.selection import NONE, Tree, read_codes, shortened, skills_of

MAX_NAME, MAX_TEXT = 120, 600
ROUNDS, JURORS = range(1, 7), range(1, 9)
USUAL_ROUNDS, USUAL_JURORS = 3, 4
PARTS = {
    "metier": "Compétences professionnelles du référentiel",
    "savoirs": "Compétences clés\u00a0: savoirs de base, santé et sécurité",
    "comportements": "Compétences clés\u00a0: comportements",
}
# Of the unknown words of an address, this many are named.
NAMED = 6


@dataclass(frozen=True)
class Choices:
    """Everything that shapes a document, its logo apart."""

    codes: frozenset[str]
    scale: str
    rounds: int = USUAL_ROUNDS
    jurors: int = USUAL_JURORS
    support: Support | None = None
    parts: tuple[str, ...] = tuple(PARTS)
    structure: str = ""
    text: str = ""


@dataclass(frozen=True)
class Offer:
    """What may be chosen: the tree, the scales, and what this document asks for."""

    tree: Tree
    scales: dict[str, Scale]
    asks: tuple[str, ...]
    # Whether it is made of the whole referential when nothing is said.
    takes_all: bool
    # Competencies it holds at most; 0: all of them.
    most: int = 0

    @property
    def every_code(self) -> frozenset[str]:
        return frozenset(skill.code for skill in skills_of(self.tree))

    @property
    def usual_codes(self) -> frozenset[str]:
        """What is chosen when an address says nothing."""
        return self.every_code if self.takes_all else frozenset()


def read_choices(given: QueryDict, offer: Offer) -> tuple[Choices, list[str]]:
    """The choices of an address, and what had to be left out, in words."""
    left: list[str] = []
    codes = _codes(given, offer, left)
    parts = tuple(part for part in PARTS if part in _words(given, "v"))
    if "v" in given and not parts:
        left.append("Choisissez au moins une partie à suivre\u00a0: elles sont toutes gardées.")
    choices = Choices(
        codes=codes,
        scale=_one(given, "e", offer.scales, next(iter(offer.scales)), "l’échelle", left),
        rounds=_number(given, "n", ROUNDS, USUAL_ROUNDS, "d’évaluations", left),
        jurors=_number(given, "j", JURORS, USUAL_JURORS, "de jurés", left),
        support=_support(given.get("p", ""), left),
        parts=parts or tuple(PARTS),
        structure=_text(given.get("s", ""), MAX_NAME, "Le nom de la structure", left, one=True),
        text=_text(given.get("t", ""), MAX_TEXT, "Le texte de couverture", left),
    )
    return choices, left


def address_of(choices: Choices, offer: Offer) -> str:
    """The query string of these choices: only what differs from what is usual, always alike."""
    said_so = {
        "p": choices.support.slug if choices.support else "",
        "v": "" if len(choices.parts) == len(PARTS) else ",".join(choices.parts),
        "n": "" if choices.rounds == USUAL_ROUNDS else str(choices.rounds),
        "j": "" if choices.jurors == USUAL_JURORS else str(choices.jurors),
        "e": "" if choices.scale == next(iter(offer.scales)) else choices.scale,
        "s": choices.structure,
        "t": choices.text,
    }
    kept = {key: value for key, value in said_so.items() if value and key in offer.asks}
    if choices.codes != offer.usual_codes:
        kept["c"] = ",".join(shortened(offer.tree, choices.codes)) or NONE
    return urlencode(kept, safe=",/:")


def _codes(given: QueryDict, offer: Offer, left: list[str]) -> frozenset[str]:
    codes, unknown = offer.usual_codes, ()
    if "c" in given:
        codes, unknown = read_codes(given.getlist("c"), offer.tree)
    if unknown:
        names = ", ".join(said(word).plain for word in unknown[:NAMED])
        more = f" et {len(unknown) - NAMED} autres" if len(unknown) > NAMED else ""
        left.append(f"Ces codes ne sont pas, ou plus, dans ce référentiel\u00a0: {names}{more}.")
    codes = _whole_blocks(given, offer, codes)
    if offer.most and len(codes) > offer.most:
        ordered = [skill.code for skill in skills_of(offer.tree) if skill.code in codes]
        left.append(
            f"Ce document tient {offer.most} compétences au plus\u00a0: les premières sont gardées."
        )
        return frozenset(ordered[: offer.most])
    return codes


def _whole_blocks(given: QueryDict, offer: Offer, codes: frozenset[str]) -> frozenset[str]:
    """What the two buttons of a block ask: all of it, or nothing of it."""
    for name, act in (("tout", frozenset.union), ("rien", frozenset.difference)):
        asked = given.get(name, "")
        if asked:
            mine = offer.every_code if asked == "*" else read_codes([asked], offer.tree)[0]
            codes = act(codes, mine)
    return codes


def _words(given: QueryDict, name: str) -> set[str]:
    return {word.strip().lower() for value in given.getlist(name) for word in value.split(",")}


def _one(given, name: str, offered, usual: str, what: str, left: list[str]) -> str:
    asked = given.get(name, "").strip().lower()
    if asked and asked not in offered:
        left.append(f"Le choix de {what} n’existe pas, ou plus\u00a0: le choix habituel est pris.")
    return asked if asked in offered else usual


def _number(given, name: str, offered: range, usual: int, what: str, left: list[str]) -> int:
    asked = given.get(name, "").strip()
    if not asked:
        return usual
    # Figures of other scripts are figures for Python, not here.
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    if number in offered:
        return number
    left.append(f"Le nombre {what} va de {offered[0]} à {offered[-1]}\u00a0: {usual} est pris.")
    return usual


def _support(slug: str, left: list[str]) -> Support | None:
    slug = slug.strip()
    found = None
    if slug and "\0" not in slug:
        found = Support.objects.filter(slug=slug[:160]).first()
    if slug and found is None:
        left.append("Ce support de production n’existe pas, ou plus\u00a0: il est laissé de côté.")
    return found


def _text(value: str, limit: int, what: str, left: list[str], one: bool = False) -> str:
    text = said(value).plain
    text = text.replace("\n", " ") if one else text
    if len(text) > limit:
        left.append(f"{what} est coupé à {limit} signes.")
    return text[:limit].strip()
