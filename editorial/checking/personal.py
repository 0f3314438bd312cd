"""Ways to reach a person and names of persons, in a text: what no record may show."""

from monographs.importing.recognising.personal import EMAIL, NAME, PHONE, PROFILE, find_personal

# The address of a structure is nobody's: not told here.
REACHES = {
    EMAIL: "une adresse électronique",
    PHONE: "un numéro de téléphone",
    PROFILE: "la page d’une personne",
}


def found_in(text: str) -> list[tuple[str, str]]:
    """What was found: kind in words, and the words themselves (to show, never to keep)."""
    return [
        (REACHES[span.kind], text[span.start : span.end].strip())
        for span in find_personal(text)
        if span.kind in REACHES
    ]


def names_in(text: str) -> list[str]:
    """What reads like the name of a person (to show, never to keep)."""
    spans = find_personal(text)
    return [text[span.start : span.end].strip() for span in spans if span.kind == NAME]
