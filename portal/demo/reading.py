"""Reading the YAML of the corpus and turning its pointers into words."""

import re
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
# Ten times faster, where the library was built with it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The five source documents, by the number the corpus gives them.
SOURCES = {
    "000": "Fiche de l’association Espaces, FAS Île-de-France",
    "001": "Plaquette du CQP, CHANTIER école et OF’ESA",
    "002": "Communiqué de presse de CHANTIER école, 2013",
    "003": "Partenariats réussis pour l’emploi, FNARS, 2012",
    "004": "Panorama de la reconnaissance des acquis, DREETS Hauts-de-France, 2025",
}


@cache
def load(name: str) -> dict:
    """One YAML file of the demo, by its path without extension."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=LOADER)  # noqa: S506 (both build plain values only)


def load_all(folder: str) -> list[dict]:
    """Every YAML file of a folder, in the order of their names."""
    return [load(f"{folder}/{path.stem}") for path in sorted((FOLDER / folder).glob("*.yaml"))]


def source_words(pointer: str | None) -> str:
    """Titles of the documents a pointer names: « 003:188-190 ; 001 » gives two titles."""
    numbers = dict.fromkeys(re.findall(r"\b(00[0-4])\b", str(pointer or "")))
    return " ; ".join(SOURCES[number] for number in numbers)


def typographic(text: str) -> str:
    """French typography: curly apostrophe, no-break spaces around high punctuation."""
    text = text.replace("'", "’")
    text = re.sub(r"\s+([:;?!»])", "\u00a0\\1", text)
    return re.sub(r"«\s+", "«\u00a0", text)
