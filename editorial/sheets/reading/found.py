"""What is found in a spreadsheet: rows of plain cells, or the reason why there are none.

A cell is a text, a number, `{"date": "2026-11-21"}`, `{"yes": true}`, `{"wrong": reason}` for
what holds no value we may trust, or None when it is empty.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

MAX_LINES = 5_000
# Titles above the headers, and the headers.
MAX_ROWS = MAX_LINES + 10
MAX_COLUMNS = 80
# What Excel itself can hold.
MAX_CELL = 32_767
MAX_CHARACTERS = 30_000_000

NO_VALUE = "cette formule n’a pas de résultat enregistré. Remplacez-la par sa valeur"
MERGED = "ces cellules sont fusionnées. Séparez-les, puis écrivez la valeur dans chacune"
TOO_LONG = f"ce texte dépasse {MAX_CELL} signes, la limite d’un tableur"
HAS_MACROS = (
    "Ce fichier contient des macros. Enregistrez-le sans macro, au format .xlsx ou .ods, puis "
    "renvoyez-le."
)
LOCKED = (
    "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis "
    "renvoyez-le."
)
DAMAGED = (
    "Ce fichier est abîmé ou incomplet : il ne s’ouvre pas. Ouvrez-le dans votre tableur, "
    "enregistrez-le de nouveau, puis renvoyez-le."
)
TOO_MANY = (
    "Ce fichier a plus de 5\u202f000 lignes. Coupez-le en plusieurs fichiers, chacun avec la ligne "
    "de titres."
)
TOO_WIDE = (
    f"Ce fichier a plus de {MAX_COLUMNS} colonnes remplies. Gardez seulement celles du modèle."
)
TOO_HEAVY = (
    "Ce fichier est trop lourd ou trop long à lire. Copiez vos lignes dans le modèle, sans images "
    "ni mise en forme, puis renvoyez-le."
)
EMPTY = "Ce fichier est vide : aucune ligne n’a été trouvée."


class Refused(Exception):
    """The file cannot be taken; the text says why and what to do, in French."""


def wrong(reason: str) -> dict:
    """A cell without a value we may trust."""
    return {"wrong": reason}


def error_cell(code: str) -> dict:
    """A cell where the spreadsheet itself shows an error."""
    return wrong(f"le tableur affiche une erreur ({code[:20]}). Corrigez-la ou videz la case")


@dataclass
class Found:
    """The rows of the sheet that was read, by their number, and what was left aside."""

    sheet: str = ""
    rows: list[list] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    refused: str = ""
    characters: int = 0

    def add(self, number: int, cells: list, hidden: bool = False) -> None:
        """Keep a row unless it is blank. Raises `Refused` past the limits."""
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            return
        if len(cells) > MAX_COLUMNS:
            raise Refused(TOO_WIDE)
        self.characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if self.characters > MAX_CHARACTERS:
            raise Refused(TOO_HEAVY)
        if len(self.rows) >= MAX_ROWS:
            raise Refused(TOO_MANY)
        self.hidden_rows += hidden
        self.rows.append([number, cells])

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, path: Path) -> "Found":
        return cls(**json.loads(path.read_text("utf-8")))


def text_cell(text: str):
    """A text without the blanks around it; None when nothing is left."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > MAX_CELL:
        return wrong(TOO_LONG)
    return text or None
