"""A fiche in the shape of the corpus (monographies.yaml), for whoever reads it by machine."""

from monographs.importing.fiche import BENEFICIARIES, FIELDS, Fiche, Item

_LISTS = ("objectifs", "resultats", "leviers", "points_de_vigilance", "perspectives", "a_classer")
_TEXTS = ("titre", "public_cible", "contexte")
_AMOUNTS = ("annee", "montant", "financeurs")


def as_dict(fiche: Fiche) -> dict:
    """Keys and shapes of the corpus; a field that was not found is empty, never absent.

    `confiances` gives the mean confidence of each field found, `places` its blocks.
    """
    found = {key: fiche.fields.get(key, []) for key in FIELDS}
    printed: dict = {key: _text(found[key]) for key in _TEXTS}
    printed |= {key: [item.text for item in found[key]] for key in _LISTS}
    printed |= {
        "structure": _structure(found["structure"]),
        "partenaires": [item.parts or {"nom": item.text} for item in found["partenaires"]],
        "mise_en_oeuvre": [
            {"ordre": order, **(item.parts or {"texte": item.text})}
            for order, item in enumerate(found["mise_en_oeuvre"], start=1)
        ],
        "plus_value": _values(found["plus_value"]),
        "chiffres_cles": [item.parts for item in found["chiffres_cles"]],
        "financement": _funding(found["financement"]),
    }
    ordered = {key: printed[key] for key in FIELDS}
    return ordered | {
        "annee": fiche.year,
        "termes": _terms(fiche),
        "confiances": {key: _mean(items) for key, items in found.items() if items},
        "places": {key: _places(items) for key, items in found.items() if items},
        "donnees_retirees": fiche.removed,
        "remarques": list(fiche.remarks),
    }


def _text(items: list[Item]) -> str:
    return "\n".join(item.text for item in items if item.text)


def _places(items: list[Item]) -> list[int]:
    return sorted({block for item in items for block in item.blocks})


def _mean(items: list[Item]) -> float:
    return round(sum(item.confidence for item in items) / len(items), 2)


def _structure(items: list[Item]) -> dict:
    parts: dict[str, str] = {}
    for item in items:
        for key, value in (item.parts or {"presentation": item.text}).items():
            parts[key] = f"{parts[key]}\n{value}" if key in parts else value
    return parts


def _values(items: list[Item]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {key: [] for key in BENEFICIARIES}
    for item in items:
        values[item.parts.get("pour", "siae")].append(item.text)
    return {key: texts for key, texts in values.items() if texts}


def _funding(items: list[Item]) -> dict:
    amounts = [item.parts for item in items if any(item.parts.get(key) for key in _AMOUNTS)]
    return {"texte": _text(items), "montants": amounts} if items else {}


def _terms(fiche: Fiche) -> dict[str, list[str]]:
    terms: dict[str, list[str]] = {}
    for term in fiche.terms:
        terms.setdefault(term.vocabulary, []).append(term.label)
    return terms
