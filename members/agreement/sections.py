"""What a file asks, declared once: forms, completeness, review and printing read it.

The criteria come from the leaflet of the CQP (pedagogical skills; network of companies and
training bodies) and from the convention with structures (validated internal référents, means,
planning). Nobody publishes the list of documents: ours is a proposal, said so on the page.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    YES_NO = "yes_no"
    SUPPORTS = "supports"
    ROWS = "rows"


@dataclass(frozen=True)
class Column:
    """One column of a table of answers."""

    key: str
    label: str
    required: bool = True


@dataclass(frozen=True)
class Question:
    """One question. `help` says what is expected, in one sentence."""

    key: str
    label: str
    kind: Kind = Kind.LONG
    help: str = ""
    required: bool = True
    max_length: int = 3_000
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Section:
    """One screen of the file."""

    key: str
    title: str
    lead: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class DocumentKind:
    """One document to join."""

    key: str
    label: str
    help: str
    required: bool = True


SECTIONS = (
    Section(
        "competences",
        "Vos compétences pédagogiques",
        "Comment vous formez pendant la production, et qui le fait.",
        (
            Question(
                "approach",
                "Comment formez-vous en situation de production ?",
                help="Racontez une séquence : ce que fait l’encadrant, ce que fait le salarié.",
            ),
            Question(
                "assessment",
                "Comment évaluez-vous les progrès ?",
                help="Positionnement de départ, livret de suivi, fiches d’expérience.",
            ),
            Question(
                "basics",
                "Comment travaillez-vous les compétences clés ?",
                help="Lire, écrire, compter, s’organiser, communiquer, en lien avec le chantier.",
            ),
        ),
    ),
    Section(
        "referents",
        "Vos référents internes",
        "Les permanents qui porteront la démarche. Des fonctions, pas des noms.",
        (
            Question(
                "referents",
                "Qui seront vos référents ?",
                Kind.ROWS,
                help="Une ligne par personne, sans la nommer.",
                columns=(
                    Column("role", "Fonction"),
                    Column("training", "Formation pédagogique suivie"),
                    Column("year", "Année", required=False),
                ),
            ),
            Question(
                "time",
                "De combien de temps disposeront-ils ?",
                help="Par semaine ou par mois, pour préparer, former, évaluer.",
            ),
        ),
    ),
    Section(
        "network",
        "Votre réseau",
        "Les entreprises et les organismes de formation qui avancent avec vous.",
        (
            Question(
                "companies",
                "Quelles entreprises accueillent ou embauchent vos salariés ?",
                Kind.ROWS,
                help="Pour les immersions, les jurys, les embauches.",
                columns=(Column("name", "Entreprise"), Column("part", "Ce qu’elle fait avec vous")),
            ),
            Question(
                "training_bodies",
                "Avec quels organismes de formation travaillez-vous ?",
                Kind.ROWS,
                help="Pour les temps en salle.",
                columns=(Column("name", "Organisme"), Column("part", "Ce qu’il fait avec vous")),
            ),
        ),
    ),
    Section(
        "supports",
        "Vos supports de production",
        "Les métiers sur lesquels vous préparez au CQP.",
        (
            Question("supports", "Quels supports de production ?", Kind.SUPPORTS),
            Question(
                "places",
                "Combien de salariés préparez-vous chaque année ?",
                Kind.NUMBER,
                help="Un nombre, jamais de nom.",
            ),
        ),
    ),
    Section(
        "means",
        "Vos locaux et vos moyens",
        "Où l’on apprend, avec quel matériel.",
        (
            Question("premises", "Où se passent la production et les temps en salle ?"),
            Question("equipment", "De quel matériel disposez-vous pour former et évaluer ?"),
            Question(
                "safety",
                "Comment la sécurité et l’accessibilité sont-elles assurées ?",
                required=False,
            ),
        ),
    ),
    Section(
        "planning",
        "Votre planning",
        "Comment alternent la production, la salle et l’entreprise.",
        (
            Question(
                "alternation",
                "Comment organisez-vous la triple alternance ?",
                help="Production, salle, et deux semaines d’immersion au moins.",
            ),
            Question("hours", "Combien d’heures de formation par parcours ?", Kind.NUMBER),
            Question(
                "adaptation",
                "Comment adaptez-vous les plannings de production ?",
                help="Groupes, relais entre encadrants, périodes creuses.",
            ),
        ),
    ),
)
DOCUMENTS = (
    DocumentKind(
        "commitment",
        "Lettre d’engagement de la direction",
        "Signée, elle dit que la structure porte la démarche.",
    ),
    DocumentKind(
        "recognition",
        "Convention avec l’État au titre de l’insertion",
        "La convention en cours (ACI, EI, AI, ETTI) ou le label GEIQ.",
    ),
    DocumentKind(
        "referents",
        "Attestations de formation des référents",
        "Un seul fichier, sans donnée sur des salariés en insertion.",
    ),
    DocumentKind(
        "training_body",
        "Convention ou accord avec un organisme de formation",
        "Ou une lettre d’intention.",
    ),
    DocumentKind(
        "planning", "Planning type d’un parcours", "Un tableau ou un calendrier, sans nom."
    ),
    DocumentKind(
        "other", "Autre pièce utile", "Photos des lieux, modèle de séquence…", required=False
    ),
)
SECTIONS_BY_KEY = {section.key: section for section in SECTIONS}
DOCUMENTS_BY_KEY = {kind.key: kind for kind in DOCUMENTS}
