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


def corpus() -> list[dict]:
    return yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["monographies"]


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.findall(r"[a-z0-9]+", plain.lower())


def texts(value) -> list[str]:
    """Every text of a field of the corpus, or of a printed fiche."""
    if isinstance(value, str):
        return [value]
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


def partners(entry: dict, mark: str) -> list[str]:
    return [
        f"{mark}{one['nom']} : {one['role']}" if one.get("role") else f"{mark}{one['nom']}"
        for one in entry.get("partenaires", ())
    ]


def fnars(entry: dict, number: int = 1) -> str:
    """Two columns read one after the other, a blank line every other line, Wingdings."""
    bullet = "\t\uf034\t\ufffd"
    lines = ["Professionnalisation et  ", "formation des salariés en insertion"]

    def section(title: str, passages: list[str], mark: str = bullet) -> None:
        if not passages:
            return
        lines.append(title)
        for passage in passages:
            for line in wrapped(passage.removeprefix(mark)):
                lines.append(
                    mark + line if line == wrapped(passage.removeprefix(mark))[0] else line
                )

    section("OBJECTIFS ", entry.get("objectifs", []))
    section("PARTENAIRES OPERATIONNELS", partners(entry, ""))
    section("PUBLIC CIBLE", texts(entry.get("public_cible", "")), "")
    section("POURQUOI CETTE ACTION ?", texts(entry.get("contexte", "")), "")
    section("MISE EN ŒUVRE DE L’ACTION ", [], "")
    lines.append("MISE EN ŒUVRE DE L’ACTION ")
    for step in entry.get("mise_en_oeuvre", ()):
        lines += (
            [step["titre"], *wrapped(step["texte"])]
            if step.get("titre")
            else wrapped(step["texte"])
        )
    title = [capitals(line) for line in textwrap.wrap(entry["titre"], 60)]
    place = f"{entry['structure']['nom']} - {entry['structure'].get('ville', 'Rennes')} (35)"
    lines += [f"Fiche {number}", *title, place, "\f"]
    section("RESULTATS OBTENUS", entry.get("resultats", []))
    gains = entry.get("plus_value", {})
    if gains and not entry.get("resultats"):
        lines.append("RESULTATS OBTENUS")
    for side, said in gains.items():
        section(_SIDES[side], said)
    lines += ["    FNARS • Partenariats réussis pour l’emploi • Mai 2012   |  57"]
    section("LES CLES DE LA REUSSITE", entry.get("leviers", []))
    lines.append("BILAN ET PERSPECTIVES")
    section("Difficultés rencontrées :", entry.get("points_de_vigilance", []))
    section("Perspectives ", entry.get("perspectives", []))
    lines += [
        "PORTEUR DE L’ACTION",
        entry["structure"]["nom"],
        "12 rue des Tilleuls 35000 RENNES",
        *CONTACT,
    ]
    section("FINANCEMENT DE L’ACTION ", texts(entry.get("financement", {}).get("texte", "")), "")
    lines += [f"« {QUOTE} »", "Amédée Kerroux, Directeur"]
    return "\n\n".join(lines) + "\n"


def dreets(entry: dict, number: int = 1) -> str:
    """Markdown, with levels that mean little."""
    lines = [f"# COUP DE PROJECTEUR N°{number}", f"## {entry['titre']}"]

    def section(title: str, passages: list[str], mark: str = "- ") -> None:
        if passages:
            lines.extend(["", title, "", *(f"{mark}{passage}" for passage in passages)])

    section("#### CONTEXTE", texts(entry.get("contexte", "")), "")
    section("## PUBLIC CONCERNÉ", texts(entry.get("public_cible", "")), "")
    section("## OBJECTIFS DE LA BONNE PRATIQUE", entry.get("objectifs", []), "→ ")
    section("## PARTENAIRES IMPLIQUÉS", partners(entry, ""))
    steps = [
        f"### {order}. {step.get('titre', 'Étape')}\n\n{step['texte']}\n"
        for order, step in enumerate(entry.get("mise_en_oeuvre", ()), start=1)
    ]
    section("# GRANDES ÉTAPES DE MISE EN ŒUVRE DE L’ACTION", steps, "")
    section("## IMPACT DU DISPOSITIF", entry.get("resultats", []))
    gains = entry.get("plus_value", {})
    if gains and not entry.get("resultats"):
        lines += ["", "## IMPACT", ""]
    for side, said in gains.items():
        section(f"### {_SIDES[side]} :", said)
    section("## CLÉS DE RÉUSSITE", entry.get("leviers", []))
    section("## VIGILANCES ET LIMITES", entry.get("points_de_vigilance", []))
    section("## PERSPECTIVES", entry.get("perspectives", []))
    section("## FINANCEMENT", texts(entry.get("financement", {}).get("texte", "")), "")
    section(
        "## CONTACT",
        [
            "Solveig TRÉGASTEL, [s.tregastel@asso-inventee.example]"
            "(mailto:s.tregastel@asso-inventee.example)"
        ],
    )
    return "\n".join(lines) + "\n"


def fas(entry: dict, number: int = 1) -> str:
    """Paragraphs of full width, capitals with accents, the title doubled in the middle."""
    lines: list[str] = []

    def section(title: str, passages: list[str]) -> None:
        if passages:
            lines.extend([title, ""])
            for passage in passages:
                lines.extend([*textwrap.wrap(passage, 100), ""])

    section("OBJECTIFS", entry.get("objectifs", []))
    section("PUBLIC", texts(entry.get("public_cible", "")))
    section("CONTEXTE", texts(entry.get("contexte", "")))
    title = textwrap.wrap(entry["titre"].upper(), 60)
    lines.extend([*(f"{line} {line}" for line in title), ""])
    section("PARTENAIRES", partners(entry, ""))
    steps = [
        f"Étape {step['ordre']} : {step.get('titre', '')}. {step['texte']}"
        for step in entry.get("mise_en_oeuvre", ())
    ]
    section("DÉROULÉ DE L’ACTION", steps)
    lines += ["Rédaction fiche : s.tregastel@asso-inventee.example", "AVEC LE SOUTIEN DE :", ""]
    section("RÉSULTATS", entry.get("resultats", []))
    section(
        "PLUS-VALUE DE L’ACTION",
        [
            f"{_SIDES[side]} : {text}"
            for side, said in entry.get("plus_value", {}).items()
            for text in said
        ],
    )
    section("LEVIERS", entry.get("leviers", []))
    section("POINTS DE VIGILANCE", entry.get("points_de_vigilance", []))
    section("FINANCEMENT", texts(entry.get("financement", {}).get("texte", "")))
    section("PERSPECTIVES", entry.get("perspectives", []))
    lines += ["Rédaction fiche : s.tregastel@asso-inventee.example", "AVEC LE SOUTIEN DE :"]
    return "\n".join(lines) + "\n"


FORMATS = {"fnars": (fnars, "txt"), "dreets": (dreets, "md"), "fas": (fas, "txt")}
