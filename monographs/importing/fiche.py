"""A recognised fiche: what was found for each field, how surely, and where.

The keys are those of the common template of the networks' fiches (FAS, FNARS, DREETS).
"""

from dataclasses import dataclass, field

# Key → what an editor reads. In the order of the template.
FIELDS = {
    "titre": "Titre",
    "structure": "Structure porteuse",
    "partenaires": "Partenaires",
    "public_cible": "Public concerné",
    "contexte": "Contexte",
    "objectifs": "Objectifs",
    "mise_en_oeuvre": "Mise en œuvre",
    "resultats": "Résultats",
    "leviers": "Leviers",
    "points_de_vigilance": "Points de vigilance",
    "financement": "Financement",
    "perspectives": "Perspectives",
    "plus_value": "Plus-value",
    "chiffres_cles": "Chiffres clés",
    "a_classer": "À classer",
}
# For whom a plus-value is.
BENEFICIARIES = {
    "siae": "la structure",
    "entreprise": "l’entreprise",
    "salaries": "les salariés",
    "territoire": "le territoire",
}


@dataclass(frozen=True)
class Item:
    """One passage placed in one field.

    `parts` holds what was told apart inside it, all as text:
    - structure: nom, ville, departement (number), type, presentation;
    - partenaires: nom, role, type;
    - mise_en_oeuvre: titre, quand, texte;
    - plus_value: pour (a key of `BENEFICIARIES`);
    - chiffres_cles: valeur, unite, libelle, periode, approx (« 1 » when approximate);
    - financement: annee, montant (euros), financeurs.
    `confidence` goes from 0 to 1; `blocks` are the places in the document, the first is 0.
    """

    text: str
    confidence: float = 1.0
    blocks: tuple[int, ...] = ()
    parts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ProposedTerm:
    """A term of a vocabulary that the text calls for.

    `vocabulary` is the name of a relation of the record (devices, supports, themes,
    occupations, audiences, structure_types, departments); `because` the words that made us
    think of it.
    """

    vocabulary: str
    term_id: int
    label: str
    confidence: float
    because: str


@dataclass(frozen=True)
class Fiche:
    """One fiche. Every word of its source stands in one of its fields, or in « à classer »."""

    fields: dict[str, list[Item]]
    terms: tuple[ProposedTerm, ...] = ()
    year: int | None = None
    # Kind of personal data → how many were taken away (never what they said).
    removed: dict[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return " ".join(item.text for item in self.fields.get("titre", ()))
