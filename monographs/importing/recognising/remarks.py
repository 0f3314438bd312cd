"""What the editor must know of a recognised fiche, in French."""

from collections import Counter
from itertools import pairwise

from monographs.importing.fiche import FIELDS, Item
from monographs.importing.recognising.lexicon import INSIDE
from monographs.importing.recognising.sections import Section

# Headings that a fiche has once; two of them say that two fiches may be mixed.
_ONCE = ("objectifs", "public_cible", "mise_en_oeuvre", "leviers", "points_de_vigilance")


def remarks_of(fields: dict[str, list[Item]], sections: list[Section]) -> list[str]:
    """What is missing, what was guessed, what looks like two fiches."""
    remarks = []
    known = [section for section in sections if section.field]
    if not known:
        remarks.append(
            "Aucun titre de rubrique connu : le texte est à classer à la main, "
            "sauf quelques passages devinés."
        )
    if not fields.get("titre"):
        remarks.append("Le titre n’a pas été trouvé.")
    remarks += _read_by_meaning(known)
    counts = Counter(
        section.field for section in known if section.passages and section.confidence == 1
    )
    twice = [FIELDS[key] for key in _ONCE if counts[key] > 1]
    if len(twice) >= 2:
        remarks.append(
            f"Rubriques trouvées deux fois : {', '.join(twice)}. Deux fiches sont peut-être mêlées."
        )
    for before, section in pairwise(known):
        same = section.title and section.title == before.title
        if same and before.passages and section.passages:
            remarks.append(
                f"Le titre « {section.title} » est écrit deux fois de suite : "
                "le second annonce peut-être autre chose."
            )
    if any(section.field == "bilan" and section.passages for section in sections):
        remarks.append("Le bilan a été réparti phrase par phrase : à relire.")
    return remarks


def _read_by_meaning(sections: list[Section]) -> list[str]:
    meant = [
        f"« {section.title.rstrip(' :')} » → {FIELDS[section.field]}"
        for section in sections
        if section.title and section.confidence <= INSIDE and section.field in FIELDS
    ]
    return [f"Titres lus par leur sens, à vérifier : {', '.join(meant)}."] if meant else []
