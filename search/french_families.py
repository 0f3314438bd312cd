"""From a verb to its nouns: readers ask « comment évaluer », sheets are called « évaluation ».

Only when searching, and only this way: a noun does not lead to its verb, whose stem is often
that of another word (« formation » and « forme »).
"""

NOUNS = ("ation", "cation", "ement", "ag", "atur")
IRREGULAR = {
    "accueillir": ("accueil",),
    "acquerir": ("acquis",),
    "agreer": ("agrement",),
    "apprendre": ("apprentissag",),
    "connaitre": ("connaissanc",),
    "decouvrir": ("decouvert",),
    "definir": ("definition",),
    "ecrire": ("ecritur",),
    "entretenir": ("entretien",),
    "fournir": ("fournitur",),
    "lire": ("lectur",),
    "produire": ("production",),
    "reconnaitre": ("reconnaissanc",),
    "reduire": ("reduction",),
    "reussir": ("reussit",),
    "suivre": ("suivi",),
    "transmettre": ("transmission",),
    "vendre": ("vent",),
}


def nouns_of(folded: str, term: str) -> tuple[str, ...]:
    """The terms of the nouns that a verb in the infinitive may have; nothing for other words."""
    if folded in IRREGULAR:
        return IRREGULAR[folded]
    if len(folded) < 5 or not folded.endswith("er") or not folded.startswith(term):
        return ()
    return tuple(term + ending for ending in NOUNS)
