"""Fiches written from our own corpus in the formats of the networks, with the noise of files.

The words are those of portal/demo/corpus/monographies.yaml, our own; the people are invented.
"""

import re
import textwrap
import unicodedata
from pathlib import Path

import yaml

CORPUS = Path(__file__).resolve().parents[2] / "portal/demo/corpus/monographies.yaml"
WIDTH = 45
CONTACT = (
    "Interlocuteur : Solveig TRÉGASTEL, Chef de service",
    "Email : s.tregastel@asso-inventee.example",
    "Tél. : 02 99 00 00 01",
)
ADDRESS = "12 rue des Tilleuls 35000 RENNES"
# What no imported fiche may keep of them.
PERSONAL = ("Solveig", "TRÉGASTEL", "tregastel", "02 99", "Amédée", "Kerroux", "rue des Tilleuls")
QUOTE = (
    "Cette action nous a donné envie de continuer et nous sommes contents de travailler ensemble."
)
FIELDS = (
    "public_cible",
    "contexte",
    "objectifs",
    "partenaires",
    "mise_en_oeuvre",
    "resultats",
    "leviers",
    "points_de_vigilance",
    "perspectives",
    "plus_value",
    "financement",
)
_SIDES = {
    "salaries": "Pour les salariés en insertion",
    "siae": "Pour la structure",
    "entreprise": "Pour les entreprises",
    "territoire": "Pour le territoire",
}

# Titles of each format, in the order of its sheets.
_FNARS_FIRST = {
    "objectifs": "OBJECTIFS ",
    "partenaires": "PARTENAIRES OPERATIONNELS",
    "public_cible": "PUBLIC CIBLE",
    "contexte": "POURQUOI CETTE ACTION ?",
}
_FNARS_LAST = {
    "leviers": "LES CLES DE LA REUSSITE",
    "points_de_vigilance": "Difficultés rencontrées :",
    "perspectives": "Perspectives ",
}
_DREETS_FIRST = {
    "contexte": "#### CONTEXTE",
    "public_cible": "## PUBLIC CONCERNÉ",
    "objectifs": "## OBJECTIFS DE LA BONNE PRATIQUE",
    "partenaires": "## PARTENAIRES IMPLIQUÉS",
}
_DREETS_LAST = {
    "leviers": "## CLÉS DE RÉUSSITE",
    "points_de_vigilance": "## VIGILANCES ET LIMITES",
    "perspectives": "## PERSPECTIVES",
    "financement": "## FINANCEMENT",
}
_FAS_FIRST = {
    "objectifs": "OBJECTIFS",
    "public_cible": "PUBLIC",
    "contexte": "CONTEXTE",
    "partenaires": "PARTENAIRES",
}
_FAS_LAST = {
    "resultats": "RÉSULTATS",
    "leviers": "LEVIERS",
    "points_de_vigilance": "POINTS DE VIGILANCE",
    "financement": "FINANCEMENT",
    "perspectives": "PERSPECTIVES",
}


def corpus() -> list[dict]:
    return yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["monographies"]


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.findall(r"[a-z0-9]+", plain.lower())


def texts(value) -> list[str]:
    """Every text of a field of the corpus, or of a printed fiche."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        apart = ("ordre", "type", "montants", "pour")
        return [text for key, item in value.items() if key not in apart for text in texts(item)]
    return [text for item in value or [] for text in texts(item)]


def capitals(text: str) -> str:
    """As the FNARS writes its titles: capitals without accents."""
    plain = unicodedata.normalize("NFKD", text.upper().replace("Œ", "\0"))
    return "".join(char for char in plain if not unicodedata.combining(char)).replace("\0", "Œ")


def wrapped(text: str) -> list[str]:
    """Lines of a column, some words cut at the end."""
    lines = textwrap.wrap(text, WIDTH, break_on_hyphens=False)
    for at in range(0, len(lines) - 1, 3):
        head, _, rest = lines[at + 1].partition(" ")
        cut = re.match(r"^([a-zà-ÿ]{4})([b-df-hj-np-tv-z][a-zà-ÿ]{4,})$", head)
        if cut and rest:
            lines[at] += f" {cut[1]}-"
            lines[at + 1] = f"{cut[2]} {rest}"
    return lines


def partners(entry: dict) -> list[str]:
    return [
        f"{one['nom']} : {one['role']}" if one.get("role") else one["nom"]
        for one in entry.get("partenaires", ())
    ]


def funding(entry: dict) -> list[str]:
    return texts(entry.get("financement", {}).get("texte", ""))


def sections(entry: dict, titles: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Title and passages of each field that has some, in the order of the titles."""
    own = {"partenaires": partners(entry), "financement": funding(entry)}
    found = [
        (title, own.get(field, texts(entry.get(field, "")))) for field, title in titles.items()
    ]
    return [(title, passages) for title, passages in found if passages]


def fnars(entry: dict, number: int = 1) -> str:
    """Two columns read one after the other, a blank line every other line, Wingdings."""
    place = f"{entry['structure']['nom']} - {entry['structure'].get('ville', 'Rennes')} (35)"
    lines = ["Professionnalisation et  ", "formation des salariés en insertion"]
    for title, passages in sections(entry, _FNARS_FIRST):
        lines += [title, *column(passages)]
    lines.append("MISE EN ŒUVRE DE L’ACTION ")
    for step in entry.get("mise_en_oeuvre", ()):
        lines += [step["titre"]] if step.get("titre") else []
        lines += wrapped(step["texte"])
    title = [capitals(line) for line in textwrap.wrap(entry["titre"], 60)]
    lines += [f"Fiche {number}", *title, place, "\f", "RESULTATS OBTENUS"]
    lines += column(entry.get("resultats", []))
    for side, said in entry.get("plus_value", {}).items():
        lines += [_SIDES[side], *column(said)]
    lines += ["    FNARS • Partenariats réussis pour l’emploi • Mai 2012   |  57"]
    for title, passages in sections(entry, _FNARS_LAST):
        lines += [title, *column(passages)]
    lines += ["PORTEUR DE L’ACTION", entry["structure"]["nom"], ADDRESS, *CONTACT]
    lines += [
        "FINANCEMENT DE L’ACTION ",
        *(line for text in funding(entry) for line in wrapped(text)),
    ]
    return "\n\n".join([*lines, f"« {QUOTE} »", "Amédée Kerroux, Directeur"]) + "\n"


def dreets(entry: dict, number: int = 1) -> str:
    """Markdown, with levels that mean little."""
    lines = [f"# COUP DE PROJECTEUR N°{number}", f"## {entry['titre']}"]
    for title, passages in sections(entry, _DREETS_FIRST):
        lines += ["", title, "", *(f"→ {passage}" for passage in passages)]
    lines += ["", "# GRANDES ÉTAPES DE MISE EN ŒUVRE DE L’ACTION", ""]
    for order, step in enumerate(entry.get("mise_en_oeuvre", ()), start=1):
        lines += [f"### {order}. {step.get('titre', 'Étape')}", "", step["texte"], ""]
    lines += ["## IMPACT DU DISPOSITIF", "", *(f"- {text}" for text in entry.get("resultats", ()))]
    for side, said in entry.get("plus_value", {}).items():
        lines += ["", f"### {_SIDES[side]} :", "", *(f"- {text}" for text in said)]
    for title, passages in sections(entry, _DREETS_LAST):
        lines += ["", title, "", *(f"- {passage}" for passage in passages)]
    mail = "s.tregastel@asso-inventee.example"
    return "\n".join(
        [*lines, "", "## CONTACT", "", f"- Solveig TRÉGASTEL, [{mail}](mailto:{mail})", ""]
    )


def fas(entry: dict, number: int = 1) -> str:
    """Paragraphs of full width, capitals with accents, the title doubled in the middle."""
    footer = ["Rédaction fiche : s.tregastel@asso-inventee.example", "AVEC LE SOUTIEN DE :", ""]
    lines = wide(sections(entry, _FAS_FIRST))
    title = textwrap.wrap(entry["titre"].upper(), 60)
    lines += [*(f"{line} {line}" for line in title), ""]
    steps = [
        f"Étape {step['ordre']} : {step.get('titre', '')}. {step['texte']}"
        for step in entry.get("mise_en_oeuvre", ())
    ]
    gains = [
        f"{_SIDES[side]} : {text}"
        for side, said in entry.get("plus_value", {}).items()
        for text in said
    ]
    lines += [*wide([("DÉROULÉ DE L’ACTION", steps)]), *footer]
    lines += wide([("PLUS-VALUE DE L’ACTION", gains)] if gains else [])
    return "\n".join([*lines, *wide(sections(entry, _FAS_LAST)), *footer])


def column(passages: list[str]) -> list[str]:
    """Bullets of Wingdings before wrapped lines."""
    bullet = "\t\uf034\t\ufffd"
    cut = [wrapped(passage) for passage in passages]
    return [line for first, *rest in cut for line in (bullet + first, *rest)]


def wide(parts: list[tuple[str, list[str]]]) -> list[str]:
    """Titles and paragraphs of a page of one column."""
    lines: list[str] = []
    for title, passages in parts:
        lines += [title, ""]
        for passage in passages:
            lines += [*textwrap.wrap(passage, 100), ""]
    return lines


FORMATS = {"fnars": (fnars, "txt"), "dreets": (dreets, "md"), "fas": (fas, "txt")}
