"""The structure that carries an action, without its contacts."""

import re

from monographs.importing.fiche import Item
from monographs.importing.recognising.passages import Passage
from monographs.importing.recognising.person_words import is_function
from monographs.importing.recognising.titles import structure_line

_CONTACT = re.compile(
    r"\b(?:t[ée]l(?:éphone)?s?|fax|portable|e-?mail|courriel|mél|interlocut(?:eur|rice)s?|contacts?|"
    r"coordonnées|site (?:internet|web)|adresse(?: postale)?|référente?|propos recueillis(?: par)?|"
    r"rédigée?s? par|rédaction(?: de la)?(?: fiche)?)\s*[.:]*\s*:?(?=\s|$|:)|www\.|https?://|@",
    re.IGNORECASE,
)
_WAYS = (
    r"(?:rue|avenue|av\.|boulevard|bd\.?|allées?|impasse|chemin|route|rte|place|quai|square|"
    r"za|zac|zi|bp|cs|lieu-?dit|bât(?:iment)?)"
)
_ADDRESS = re.compile(
    rf"(?:\s*[-–,]?\s*(?:\d{{1,4}}\s?(?:bis|ter)?,?\s+)?\b{_WAYS}\b[^:;]{{0,60}}?)?[\s,–-]*"
    r"\b(?P<code>\d{2}\s?\d{3})\s+(?P<town>[A-ZÀ-Þ][\w’'\-]*(?:[ \-](?!Tél|Inter|Contact|"
    r"Email)[A-ZÀ-Þa-z][\w’'\-]*){0,5})",
    re.IGNORECASE,
)
_STREET = re.compile(
    rf"(?:[\s,–-]+\d{{1,4}}\s?(?:bis|ter)?\s*,?\s+|[\s,–-]+|^)\b{_WAYS}\s.*$", re.IGNORECASE
)
_TYPES = (
    ("GEIQ", r"\bGEIQ\b|groupements? d[’']employeurs? (?:pour|d)"),
    ("ETTI", r"\bETTI\b|travail temporaire d[’']insertion"),
    ("ACI", r"\bACI\b|(?:ateliers?|chantiers?)(?: et chantiers?)? d[’']insertion|chantier école"),
    ("EI", r"\bEI\b|entreprises? d[’']insertion"),
    ("AI", r"\bAI\b|associations? intermédiaires?"),
    ("EA", r"\bEA\b|entreprises? adaptées?"),
    ("ESAT", r"\bESAT\b"),
    ("RQ", r"régies? de (?:quartier|territoire)"),
)


def structure_types(text: str) -> list[str]:
    """The types of structure a text names, by their initials."""
    return [
        name
        for name, pattern in _TYPES
        if re.search(pattern, text, re.IGNORECASE if " " in pattern else 0)
    ]


def is_contact(passage: Passage) -> bool:
    """Whether a passage only says how to reach someone."""
    if _CONTACT.search(passage.text) and passage.words <= 25:
        return True
    first = re.findall(r"[\w’'-]+", passage.text)[:1]
    return bool(first) and passage.words <= 6 and is_function(first[0].split("-")[0])


def without_contact(text: str) -> str:
    """A line about an organisation without its address and ways to reach it."""
    text = _ADDRESS.sub(" ", _CONTACT.split(text)[0])
    return _STREET.sub("", text).strip(" ,-–:")


def place_of(text: str) -> dict[str, str]:
    """Town and département of a postal line."""
    found = _ADDRESS.search(text)
    if not found:
        return {}
    code = found["code"].replace(" ", "").replace("\u00a0", "")
    town = re.sub(r"\s+cedex.*$", "", found["town"], flags=re.IGNORECASE)
    return {"ville": town.title() if town.isupper() else town, "departement": _department(code)}


def _department(code: str) -> str:
    if code.startswith("20"):
        return "2A" if code < "20200" else "2B"
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def bearer_of(passages: list[Passage], confidence: float, *, bottom: bool) -> list[Item]:
    """Its name, place, type, and what is told of it. At the bottom of a fiche, contacts go."""
    items: list[Item] = []
    named = False
    for passage in passages:
        parts = structure_line(passage.text)
        if parts:
            items.append(
                Item(passage.text, confidence, passage.places, parts | _typed(passage.text))
            )
            named = True
            continue
        place = place_of(passage.text)
        text = passage.text
        if bottom or passage.words <= 20:
            text = (
                "" if is_contact(passage) and not without_contact(text) else without_contact(text)
            )
            if bottom and is_contact(passage) and not place:
                text = text if not _CONTACT.search(passage.text) and not passage.signed else ""
        if not text and not place:
            continue
        key = "presentation" if named or len(text.split()) > 16 else "nom"
        named = named or key == "nom"
        items.append(Item(text, confidence, passage.places, {key: text} | place | _typed(text)))
    return [_cleaned(item) for item in items]


def one_bearer(items: list[Item]) -> list[Item]:
    """One name, one place, one type: the first found; other names join the presentation."""
    said: set[str] = set()
    kept: list[Item] = []
    for item in items:
        parts = dict(item.parts)
        if "nom" in parts and "nom" in said:
            same = any(parts["nom"] == other.parts.get("nom") for other in kept)
            name = parts.pop("nom")
            parts |= {} if same else {"presentation": name}
        parts = {
            key: value for key, value in parts.items() if key == "presentation" or key not in said
        }
        said |= parts.keys()
        if parts:
            kept.append(Item(item.text, item.confidence, item.blocks, parts))
    return kept


def _typed(text: str) -> dict[str, str]:
    types = structure_types(text)
    return {"type": ", ".join(types)} if types else {}


def _cleaned(item: Item) -> Item:
    return Item(
        item.text,
        item.confidence,
        item.blocks,
        {key: value for key, value in item.parts.items() if value},
    )
