"""Personal data that a text seems to hold: its author is told, nothing is refused."""

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(
    r"(?<![\d.])(?:\+33|0033|0)[ .\u00a0\u202f]?[1-9](?:[ .\u00a0\u202f-]?\d\d){4}(?!\d)"
)
_CIVILITY = re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame)\s+[A-ZÀ-Ý][\w’'-]+")
_KINDS = (
    (_EMAIL, "une adresse électronique"),
    (_PHONE, "un numéro de téléphone"),
    (_CIVILITY, "le nom d’une personne"),
)


def personal_in(text: str) -> list[tuple[str, str]]:
    """(what it seems to be, the words themselves) for each thing found."""
    return [(kind, found.group()) for rule, kind in _KINDS for found in rule.finditer(text)]
