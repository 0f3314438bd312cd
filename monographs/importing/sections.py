"""The sections of a draft as the review shows them, each with its field of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from monographs.importing.shapes import Lines, Paragraphs, Piece, Shape, Single
from monographs.importing.structured import Amounts, Figures, Partners, Quotes, Steps

ASIDE, STRUCTURE, SUMMARY, TITLE = "a_classer", "structure", "resume", "titre"


@dataclass(frozen=True)
class Section:
    """One section: `attribute` is the field of the page, empty when the page has none."""

    key: str
    label: str
    shape: Shape
    attribute: str = ""
    hint: str = ""

    @property
    def tone(self) -> str:
        return next((tone for tone, keys in TONES.items() if self.key in keys), "aside")


# The colour of each section, shared by those of one part of the editor.
TONES = {
    "who": (TITLE, SUMMARY, STRUCTURE, "partenaires"),
    "why": ("public_cible", "contexte", "objectifs"),
    "how": ("mise_en_oeuvre", "paroles"),
    "gain": (
        "resultats",
        "chiffres_cles",
        "plus_value_siae",
        "plus_value_entreprise",
        "plus_value_salaries",
        "plus_value_territoire",
    ),
    "care": ("leviers", "points_de_vigilance", "perspectives"),
    "money": ("financement", "montants"),
}
SECTIONS = (
    Section(
        TITLE,
        "Titre",
        Single(250),
        "title",
        "Court et concret, sans capitales : ce que l’on va trouver.",
    ),
    Section(
        SUMMARY,
        "Résumé",
        Single(400),
        "summary",
        "À rédiger : deux ou trois phrases simples. Celui-ci reprend le début du texte.",
    ),
    Section(STRUCTURE, "Structure porteuse", Paragraphs()),
    Section("partenaires", "Partenaires", Partners(), "partners"),
    Section("public_cible", "Public concerné", Paragraphs(), "audience_text"),
    Section("contexte", "Contexte", Paragraphs(), "context"),
    Section("objectifs", "Objectifs", Lines(), "objectives"),
    Section("mise_en_oeuvre", "Étapes de mise en œuvre", Steps(), "implementation"),
    Section("paroles", "Paroles", Quotes(), "quotes"),
    Section("resultats", "Résultats", Lines(), "results"),
    Section("chiffres_cles", "Chiffres clés", Figures(), "key_figures"),
    Section("plus_value_siae", "Plus-value pour la structure", Lines(), "value_structure"),
    Section("plus_value_entreprise", "Plus-value pour l’entreprise", Lines(), "value_company"),
    Section("plus_value_salaries", "Plus-value pour les salariés", Lines(), "value_employees"),
    Section("plus_value_territoire", "Plus-value pour le territoire", Lines(), "value_territory"),
    Section("leviers", "Leviers", Lines(), "levers"),
    Section("points_de_vigilance", "Points de vigilance", Lines(), "vigilance"),
    Section("perspectives", "Perspectives", Lines(), "perspectives"),
    Section("financement", "Financement", Paragraphs(), "funding_text"),
    Section("montants", "Lignes de financement", Amounts(), "funding"),
    Section(
        ASIDE,
        "À classer",
        Paragraphs(),
        hint="Ce passage ne paraît pas sur le site tant qu’il n’a pas de rubrique.",
    ),
)
BY_KEY = {section.key: section for section in SECTIONS}
# Values told apart in a text that stays where it is.
EXTRACTED = ("chiffres_cles", "montants", SUMMARY)

Pieces = dict[str, list[Piece]]


def write(page, key: str, pieces: Iterable[Piece]) -> None:
    """Put the passages of a section in the page, in memory."""
    section = BY_KEY[key]
    if section.attribute:
        setattr(page, section.attribute, section.shape.write(pieces))


def read(page, key: str) -> list[tuple[str, dict[str, str]]]:
    """Texts and parts of a section, as the page holds them."""
    section = BY_KEY[key]
    return section.shape.read(getattr(page, section.attribute))
