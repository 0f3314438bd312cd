"""The head of a fiche: its number, its title, the line of its structure, the band of its theme."""

import re
from functools import cache

from catalogue.text import normalised_key
from monographs.importing.document import Nature
from monographs.importing.recognising.passages import Passage

_MARKER = re.compile(
    r"^(?:.{0,60}?\b)??(?P<kind>fiche(?: pratique| action| experience| projet| initiative| n°)?|"
    r"coup de projecteur|"
    r"experience|initiative|monographie|pratique|bonne pratique|cas|exemple|action|portrait)\s*"
    r"(?:n\s*[°ºo.]?\s*|numero\s*)?(?P<number>\d{1,3})\s*[.:]?$"
)
_STRUCTURE = re.compile(
    r"^(?P<name>.{3,90}?)\s*(?:[-–—,]|\s·\s)\s*(?P<town>[A-ZÀ-ÞŒ][^()\d]{1,60}?)\s*,?\s*"
    r"\((?P<department>\d{2,3}|2[AB]|[A-ZÀ-Þ][\w’' -]+)\)$"
)
_NO_DEPARTMENT = re.compile(
    r"^(?P<name>[A-ZÀ-Þ].{2,80}?)\s+[-–—]\s+(?P<town>[A-ZÀ-ÞŒ][\w’'. -]{2,40})$"
)
_ORGANISATION = re.compile(
    r"^(?:l[’']|la |le )?(?:association|entreprise|régie|sarl|sas|scic|scop|chantier|ateliers?|"
    r"jardins?|"
    r"coopérative|groupement|geiq|centre|ensemblier|aci|ei|etti|esat|structure)\b",
    re.IGNORECASE,
)
# Bands at the top of the pages of the FNARS collection of 2012.
_BANDS = (
    "découverte des métiers et accompagnement du projet professionnel",
    "professionnalisation et formation des salariés en insertion",
    "intermédiation et accompagnement dans l’emploi",
    "animation et développement local partagé",
)


@cache
def _band_keys() -> frozenset[str]:
    return frozenset(map(normalised_key, _BANDS))


def marker_number(passage: Passage) -> int:
    """The number of a line that numbers a fiche (« Fiche 3 »); 0 when it is none."""
    if passage.words > 12 or passage.nature is Nature.ITEM:
        return 0
    found = _MARKER.match(normalised_key(passage.text).replace("nº", "n°"))
    return int(found["number"]) if found else 0


def is_band(passage: Passage) -> bool:
    """Whether it is the band of a theme."""
    return normalised_key(passage.text) in _band_keys()


def structure_line(text: str, *, after_title: bool = False) -> dict[str, str]:
    """Name, town and département of « Structure - Ville (59) »; empty for another line.

    Just under a title, the département may be missing.
    """
    if len(text.split()) > 22 or text.endswith("."):
        return {}
    found = _STRUCTURE.match(text)
    if found:
        parts = {"nom": found["name"].strip(" ,"), "ville": found["town"].strip(" ,")}
        return parts | {"departement": found["department"]}
    found = _NO_DEPARTMENT.match(text) if after_title and len(text.split()) <= 14 else None
    return {"nom": found["name"], "ville": found["town"]} if found else {}


def presents_structure(passage: Passage) -> bool:
    """Whether a short line names an organisation by its kind."""
    return passage.words <= 8 and bool(_ORGANISATION.match(passage.text)) and not passage.sentence


def names_collection(text: str) -> bool:
    """Whether a line names the collection or the year of a book of fiches."""
    return bool(
        re.search(
            r"\b(?:recueil|capitalisation|collection|édition|guide|bonnes pratiques|20\d\d)\b",
            text,
            re.I,
        )
    )


def may_be_title(passage: Passage) -> bool:
    """Whether this passage, which is no known heading, may be the title of a fiche."""
    if (
        passage.nature in (Nature.ITEM, Nature.NOTE)
        or not 2 <= passage.words <= 40
        or passage.signed
    ):
        return False
    if passage.text.rstrip()[-1:] in ".;" or is_band(passage) or structure_line(passage.text):
        return False
    return passage.nature is Nature.HEADING or passage.capitals or passage.words <= 20
