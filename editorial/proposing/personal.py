"""Personal data that a text seems to hold: its author is told, nothing is refused."""

from monographs.importing.recognising import personal

_WORDS = {
    personal.EMAIL: "une adresse électronique",
    personal.PHONE: "un numéro de téléphone",
    personal.ADDRESS: "une adresse",
    personal.PROFILE: "une page personnelle",
    personal.NAME: "le nom d’une personne",
}


def personal_in(text: str) -> list[tuple[str, str]]:
    """(what it seems to be, the words themselves) for each thing found."""
    return [
        (_WORDS[span.kind], text[span.start : span.end]) for span in personal.find_personal(text)
    ]
