"""Drawings of the working sheets: ours, in black strokes, one idea each."""

import unicodedata
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Pictogram:
    """A drawing of 64 × 64, what it says aloud, and the beginnings of words that call it."""

    label: str
    strokes: str
    roots: tuple[str, ...] = ()


GESTURE = Pictogram(
    "Faire",
    '<path d="M20 36V17a4 4 0 0 1 8 0v14M28 29V12a4 4 0 0 1 8 0v17M36 30V15a4 4 0 0 1 8 0v17"/>'
    '<path d="M44 32V22a4 4 0 0 1 8 0v18c0 11-7 18-17 18-9 0-13-4-17-11l-7-13c-2-5 5-8 8-3l1 3"/>',
)
# The first whose word stands in the text is drawn: the most telling ones come first.
PICTOGRAMS = (
    Pictogram(
        "Attention",
        '<path d="M32 8 58 54H6Z"/><path d="M32 26v13M32 46v2"/>',
        ("secur", "proteg", "risque", "danger", "protect", "epi ", "gants", "balis", "urgence"),
    ),
    Pictogram(
        "Vérifier",
        '<rect x="13" y="10" width="38" height="48" rx="3"/><path d="M24 10V6h16v8H24Z"/>'
        '<path d="m21 30 4 4 7-8M21 46l4 4 7-8M38 32h7M38 48h7"/>',
        ("verif", "control", "evalu", "bilan", "mesur", "suivi", "suivre", "jury", "valid", "not"),
    ),
    Pictogram(
        "Parler ensemble",
        '<path d="M8 12h30v20H22l-8 8v-8H8Z"/><path d="M44 24h12v20h-6v8l-8-8H28v-6"/>',
        ("expliqu", "parl", "echang", "discut", "entretien", "present", "inform", "reunion",
         "rencontr", "communi", "ecout", "restitu", "demand", "dire "),
    ),
    Pictogram(
        "Travailler à plusieurs",
        '<circle cx="21" cy="20" r="8"/><circle cx="43" cy="20" r="8"/>'
        '<path d="M7 54c0-13 5-20 14-20 5 0 9 3 11 7 2-4 6-7 11-7 9 0 14 7 14 20Z"/>',
        ("equipe", "partenair", "ensemble", "groupe", "accueil", "recrut", "tuteur", "mobilis",
         "impliqu", "associ", "binom", "salarie"),
    ),
    Pictogram(
        "Écrire",
        '<path d="m12 52 3-13L42 12l10 10-27 27Z"/><path d="m36 18 10 10M12 58h40"/>',
        ("ecri", "redig", "not", "rempli", "fiche", "livret", "document", "dossier", "compte rendu",
         "convention", "sign", "coch", "inscri"),
    ),
    Pictogram(
        "Regarder",
        '<path d="M5 32c8-13 17-19 27-19s19 6 27 19c-8 13-17 19-27 19S13 45 5 32Z"/>'
        '<circle cx="32" cy="32" r="9"/>',
        ("observ", "regard", "reper", "voir", "diagnosti", "visit", "analys", "identifi", "lire",
         "choisi"),
    ),
    Pictogram(
        "Prévoir le moment",
        '<rect x="8" y="13" width="48" height="43" rx="3"/>'
        '<path d="M8 26h48M20 7v11M44 7v11M19 36h6M30 36h6M41 36h5M19 46h6M30 46h6"/>',
        ("planif", "calendri", "planning", "date", "organis", "program", "prevoi", "prepar",
         "duree", "mois", "semaine"),
    ),
    Pictogram(
        "Apprendre",
        '<path d="M32 16C24 10 15 9 6 10v42c9-1 18 0 26 6 8-6 17-7 26-6V10c-9-1-18 0-26 6Z"/>'
        '<path d="M32 16v42"/>',
        ("form", "appren", "compet", "pedagog", "enseign", "savoir", "module", "session"),
    ),
    Pictogram(
        "Compter l’argent",
        '<circle cx="32" cy="32" r="25"/><path d="M42 22c-8-7-19-1-19 10s11 17 19 10"/>'
        '<path d="M16 28h18M16 36h16"/>',
        ("financ", "budget", "cout", "subvention", "achat", "factur", "euro", "vend", "vente"),
    ),
    Pictogram(
        "Nettoyer et ranger",
        '<path d="M38 6 28 34M18 34h24l6 24H10Z"/><path d="M22 44v14M31 44v14M40 44v14"/>',
        ("nettoy", "rang", "dechet", "tri ", "trier", "desinfect", "balay"),
    ),
    Pictogram(
        "Prendre ses outils",
        '<path d="M40 10a13 13 0 0 0-15 17L8 44a6 6 0 0 0 0 9l3 3a6 6 0 0 0 9 0l17-17a13 13 0 0 0 '
        '17-15l-9 9-9-2-2-9Z"/>',
        ("outil", "materiel", "machine", "install", "monte", "regl", "repar", "affut", "equip",
         "atelier", "chantier", "produc", "construi", "realis", "mettre en place", "mise en"),
    ),
    Pictogram(
        "Aller plus loin",
        '<path d="M10 56V8M10 12h34l-8 10 8 10H10"/>',
        ("emploi", "objectif", "reuss", "suite", "perspect", "diffus", "deploi", "essaim", "lanc"),
    ),
)  # fmt: skip


def pictogram_for(*texts: str) -> Pictogram:
    """The drawing that the words call for, those of the first text before the others."""
    for text in texts:
        words = f" {_plain(text)} "
        for drawing in PICTOGRAMS:
            if any(f" {root}" in words for root in drawing.roots):
                return drawing
    return GESTURE


def pictogram_svg(drawing: Pictogram) -> SafeString:
    """The drawing as inline SVG; its title is its alternative text."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="none" stroke="#000" '
        'stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round">'
        "<title>{}</title>{}</svg>",
        drawing.label,
        mark_safe(drawing.strokes),  # noqa: S308 (our own drawings, above)
    )


def _plain(text: str) -> str:
    """Lower case, without accents nor signs."""
    text = unicodedata.normalize("NFKD", text.replace("’", " ").replace("'", " ")).lower()
    kept = (char if char.isalnum() else " " for char in text if not unicodedata.combining(char))
    return " ".join("".join(kept).split())
