"""The headings by which a field is recognised."""

from catalogue.text import normalised_key

HEADINGS = {
    "objectifs": ("objectif", "objectifs"),
    "partenaires": ("partenaires", "partenaires operationnels", "partenaires impliqués"),
    "public_cible": ("public cible",),
    "contexte": ("contexte", "pourquoi cette action", "origine de la bonne pratique"),
    "mise_en_oeuvre": ("mise en œuvre", "mise en œuvre de l’action", "déroulé de l’action"),
    "resultats": ("résultats", "résultats obtenus", "impact"),
    "plus_value": ("plus-value de l’action",),
    "leviers": ("leviers", "clés de réussite", "les clés de la réussite"),
    "points_de_vigilance": ("points de vigilance", "vigilances et limites"),
    "financement": ("financement", "financement de l’action", "partenaires financiers"),
    "perspectives": ("perspectives", "bilan et perspectives"),
}
_KNOWN = {normalised_key(word): key for key, words in HEADINGS.items() for word in words}


def field_of(line: str) -> str:
    """The key of the field this heading opens; empty when the line is no known heading."""
    return _KNOWN.get(normalised_key(line.strip(" :?#*")), "")
