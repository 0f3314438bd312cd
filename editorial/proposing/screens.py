"""The screens of a proposal in their order: the sections, then three of their own."""

from editorial.proposing.sections import SECTIONS
from members.agreement.questions import Question

FILES, CONSENT, CHECK = "fichiers", "accords", "envoi"
PLACES = {
    FILES: "Vos fichiers",
    CONSENT: "Vos accords et la licence",
    CHECK: "Relire et envoyer",
}
MINUTES = 20
SECTIONS_BY_KEY = {section.key: section for section in SECTIONS}
# Every screen.
ORDER = (*SECTIONS_BY_KEY, *PLACES)


def title_of(place: str) -> str:
    """What the contributor reads of a section, or of a screen of its own."""
    return SECTIONS_BY_KEY[place].title if place in SECTIONS_BY_KEY else PLACES[place]


def question_of(section: str, key: str) -> Question | None:
    """One question by its place; None for a place that asks none."""
    found = SECTIONS_BY_KEY.get(section)
    return next((item for item in found.questions if item.key == key), None) if found else None
