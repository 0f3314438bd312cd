"""Ways to reach a person, in a text: what no record may show."""

import re

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\d/.,])(?:\+33\s?(?:\(0\)\s?)?|0)[1-9](?:[\s.\u00a0\u202f-]?\d{2}){4}(?!\d)"
)
KINDS = (("une adresse électronique", EMAIL), ("un numéro de téléphone", PHONE))


def found_in(text: str) -> list[tuple[str, str]]:
    """What was found: kind in words, and the words themselves (to show, never to keep)."""
    return [(kind, match.group()) for kind, pattern in KINDS for match in pattern.finditer(text)]
