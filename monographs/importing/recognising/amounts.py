"""Amounts of money, and figures with what they count."""

import re

from monographs.importing.fiche import Item
from monographs.importing.recognising.sense import sentences

_SPACES = "\u00a0\u202f\u2009 "
_DIGITS = rf"\d[\dOol]{{0,2}}(?:[{_SPACES}.]\d{{3}})+|\d[\dO]*"
_NUMBER = rf"(?:{_DIGITS})(?:,\d+)?"
_MONEY = re.compile(
    rf"(?P<value>{_NUMBER})[{_SPACES}]?(?P<scale>k|K|M|millions? d[’']|milliers? "
    rf"d[’'])?[{_SPACES}]?(?:€|euros?\b|EUR\b)"
)
_YEAR = re.compile(r"\b(?:19[89]|20[0-4])\d\b")
_FUNDERS = re.compile(
    r"(?:financeurs?|financée?s? par|subvention(?: de| du| de la| de l[’'])?|pris en charge par|"
    r"versée?s? par|soutien de)"
    r"\s*:?\s*(?P<who>[^.;:()]{3,140})",
    re.IGNORECASE,
)
_ABOUT = r"près de|environ|env\.|plus de|moins de|autour de|presque|à peu près|une? (?=\w+aine)|~"
_TENS = (
    "dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|"
    "centaine|millier"
)
_TENS_VALUES = dict(zip(_TENS.split("|"), (10, 12, 15, 20, 30, 40, 50, 60, 100, 1000), strict=True))
_WORDS = dict(
    zip(
        "deux trois quatre cinq six sept huit neuf dix onze douze".split(),
        range(2, 13),
        strict=True,
    )
)
_UNITS = (
    r"%|ETP|€|euros?|heures?|h\b|jours?|semaines?|mois|ans|salariée?s?|personnes|postes?|participante?s?|"
    r"stagiaires?|candidate?s?|apprentie?s?|bénéficiaires?|structures?|entreprises?|employeurs?|immersions?|"
    r"formations?|parcours|contrats?|embauches?|emplois?|sorties?|permis|diplômes?|titres?|attestations?|"
    r"kg|tonnes?|m²|hectares?|lits|places|agences?|partenaires?|encadrante?s?|permanents?|associations?|"
    r"ateliers?|établissements?|chantiers?|séances?|modules?|gobelets|habitants?|jeunes|femmes|hommes|élèves"
)
_FIGURE = re.compile(
    rf"(?P<about>{_ABOUT})?[{_SPACES}]*(?:(?<![\w,.°/])(?P<value>{_NUMBER})|"
    rf"\b(?P<tens>{_TENS})s?\b(?= de| d[’'])|"
    rf"\b(?P<word>{'|'.join(_WORDS)})\b)"
    rf"(?:[{_SPACES}]?(?:à|-|–|et)[{_SPACES}]?(?P<upto>{_NUMBER}))?[{_SPACES}]?(?:de |"
    rf"d[’'])?(?P<unit>{_UNITS})(?!\w)",
    re.IGNORECASE,
)
# Units that say nothing alone.
_BARE = frozenset(
    "mois ans h heures heure jours jour semaine semaines € euros % modules module".split()
)
_MOST = 12


def _plain(text: str) -> str:
    """« 2O1O » → « 2010 », « 15 000 » → « 15000 », with a point for the decimals."""
    text = re.sub(r"(?<=\d)[Oo]|[Oo](?=\d)", "0", text).replace("l", "1")
    return re.sub(rf"[{_SPACES}]|\.(?=\d{{3}}\b)", "", text).replace(",", ".")


def year_of(text: str) -> str:
    """The last year a text names; empty when it names none."""
    years = _YEAR.findall(re.sub(r"(?<=\d)[Oo](?=\d|\b)", "0", text))
    return years[-1] if years else ""


def amounts_of(text: str) -> list[dict[str, str]]:
    """Amounts of a text about funding: year, euros, funders, as far as it says them."""
    found: list[dict[str, str]] = []
    for match in _MONEY.finditer(text):
        value = _euros(_plain(match["value"]), match["scale"] or "")
        clause = _clause(text, match.start(), match.end())
        who = _FUNDERS.search(text[match.end() : match.end() + 160]) or _FUNDERS.search(clause)
        parts = {
            "montant": value,
            "annee": year_of(clause),
            "financeurs": who["who"].strip(" ,-–") if who else "",
        }
        if not parts["financeurs"]:
            parts["financeurs"] = _named_before(text[: match.start()])
        found.append({key: value for key, value in parts.items() if value})
    return found


def _euros(value: str, scale: str) -> str:
    factor = 1000 if scale.lower().startswith(("k", "milliers")) else 1_000_000 if scale else 1
    amount = float(value) * factor
    return str(int(amount)) if amount == int(amount) else str(amount)


def _clause(text: str, start: int, end: int) -> str:
    before = max(text.rfind(mark, 0, start) for mark in (".", ";", "\n", "("))
    return text[before + 1 : end]


def _named_before(text: str) -> str:
    """« Conseil général 7 250 € »: the capitalised words just before an amount."""
    found = re.search(r"(?:^|[:,;(]\s*)(?P<who>[A-ZÀ-Þ][\w’'/ -]{2,60}?)\s*:?\s*$", text)
    plain = found and not re.search(
        r"budget|total|coût|montant|prévision|dont|phase|soit", found["who"], re.I
    )
    return found["who"].strip() if found and plain else ""


def figures_of(texts: list[tuple[str, tuple[int, ...]]], confidence: float = 0.6) -> list[Item]:
    """Figures worth showing: a number, its unit, what it counts, when; approximate or not."""
    items: list[Item] = []
    seen: set[tuple[str, str, str]] = set()
    for text, places in texts:
        for sentence in (part for line in text.splitlines() for part in sentences(line)):
            for found in _FIGURE.finditer(sentence):
                parts = _figure(found, sentence)
                if not parts.get("libelle") and found["unit"].lower() in _BARE:
                    continue
                key = (parts["valeur"], parts["unite"], parts.get("libelle", "")[:20])
                if key not in seen and len(items) < _MOST:
                    seen.add(key)
                    items.append(Item(found[0].strip(), confidence, places, parts))
    return items


def _figure(found: re.Match[str], sentence: str) -> dict[str, str]:
    value = found["value"] and _plain(found["value"])
    if found["tens"]:
        value = str(_TENS_VALUES[found["tens"].lower()])
    value = value or str(_WORDS[found["word"].lower()])
    if found["upto"]:
        value = f"{value}-{_plain(found['upto'])}"
    about = bool(found["about"] or found["tens"])
    parts = {
        "valeur": value,
        "unite": found["unit"],
        "libelle": _counted(sentence[found.end() :]),
        "periode": year_of(sentence),
        "approx": "1" if about else "",
    }
    return {key: text for key, text in parts.items() if text or key in ("valeur", "unite")}


def _counted(after: str) -> str:
    """What a figure counts: the words that follow, up to the next sign."""
    words = re.split(r"[,;:.()–]|\s-\s|\s(?:et|dont|qui|soit)\s", after, maxsplit=1)[0].split()
    return " ".join(words[:9])
