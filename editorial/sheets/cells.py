"""Kinds of cells: what people may write, what it means, how it is shown.

A value is plain and can be kept as JSON: text, number, boolean, day as 2026-11-21, key of an
object, sorted list of keys. None, "" and [] are empty.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from django.db import models

from catalogue.text import normalised_key

YES = ("oui", "o", "vrai", "true", "x", "1", "yes")
NO = ("non", "n", "faux", "false", "0", "no")
SEVERAL = re.compile(r"[;\n]")
# What a file may not hold; and line ends as one sign.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
DAYS = (
    re.compile(r"(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ].*)?"),
)
FIRST_DAY = date(1899, 12, 30)


class CellError(ValueError):
    """A cell cannot be taken; the text says why, in French."""


def quoted(text: str) -> str:
    """« text », cut when it is long."""
    short = text if len(text) <= 60 else f"{text[:57]}…"
    return f"«\u00a0{short}\u00a0»"


def suggestion(name: str) -> str:
    return f" Vouliez-vous dire {quoted(name)}\u00a0?" if name else ""


def as_text(cell) -> str:
    """What a cell says, as a text."""
    if cell is None:
        return ""
    if isinstance(cell, dict):
        if "date" in cell:
            return f"{date.fromisoformat(cell['date']):%d/%m/%Y}"
        return "oui" if cell.get("yes") else "non"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


@dataclass(frozen=True)
class Text:
    """Words; on several lines when `lines`. `digits`: a number that keeps its zeros."""

    lines: bool = False
    digits: int = 0
    empty = ""

    @property
    def expected(self) -> str:
        if self.digits:
            return f"{self.digits} chiffres."
        return "Un texte, sur plusieurs lignes si besoin." if self.lines else "Un texte."

    def parse(self, cell, look) -> str:
        text = self.value(as_text(cell))
        if self.digits and text:
            if SCIENTIFIC.fullmatch(text):
                raise CellError(
                    f"le tableur a abîmé ce numéro ({text}). Mettez la colonne au format Texte, "
                    "puis tapez-le de nouveau."
                )
            bare = re.sub(r"[\s.\-\u00a0\u202f]", "", text)
            text = bare.zfill(self.digits) if bare.isdigit() else bare
        if not self.lines and "\n" in text:
            raise CellError("ce texte tient sur une seule ligne : retirez le retour à la ligne.")
        return text

    def value(self, raw) -> str:
        text = CONTROL.sub("", str(raw or ""))
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()

    def show(self, value, look) -> str:
        return value


@dataclass(frozen=True)
class Number:
    """A whole number."""

    empty = None
    expected = "Un nombre entier, en chiffres."

    def parse(self, cell, look) -> int | None:
        text = re.sub(r"[\s\u00a0\u202f]", "", as_text(cell))
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,9}([.,]0+)?", text):
            raise CellError(f"{quoted(as_text(cell))} n’est pas un nombre entier.")
        return int(re.split("[.,]", text)[0])

    def value(self, raw) -> int | None:
        return None if raw in (None, "") else int(raw)

    def show(self, value, look):
        return value


@dataclass(frozen=True)
class YesNo:
    """« oui » or « non »; empty is « non »."""

    empty = False
    expected = "oui ou non."

    def parse(self, cell, look) -> bool:
        if isinstance(cell, dict) and "yes" in cell:
            return cell["yes"]
        key = normalised_key(as_text(cell))
        if key in YES or key in NO or not key:
            return key in YES
        raise CellError(f"{quoted(as_text(cell))} : écrivez oui ou non.")

    def value(self, raw) -> bool:
        return bool(raw)

    def show(self, value, look) -> str:
        return "oui" if value else "non"

    def allowed(self, look) -> list[str]:
        return ["oui", "non"]


@dataclass(frozen=True)
class Day:
    """A day, as a date of the spreadsheet or as people write it."""

    empty = ""
    expected = "Une date, comme 21/11/2026."

    def parse(self, cell, look) -> str:
        if isinstance(cell, dict) and "date" in cell:
            return cell["date"]
        text = as_text(cell)
        if not text:
            return ""
        for pattern in DAYS:
            if found := pattern.fullmatch(text):
                return self._day(text, *(int(found[part]) for part in "ymd"))
        if re.fullmatch(r"\d{5}(\.\d+)?", text) and 25_000 < float(text) < 75_000:
            # A date whose cell lost its format: days since the first one of spreadsheets.
            return (FIRST_DAY + timedelta(days=int(float(text)))).isoformat()
        raise CellError(f"{quoted(text)} n’est pas une date. Écrivez-la comme 21/11/2026.")

    @staticmethod
    def _day(text: str, year: int, month: int, day: int) -> str:
        try:
            return date(year, month, day).isoformat()
        except ValueError as error:
            raise CellError(f"{quoted(text)} : ce jour n’existe pas au calendrier.") from error

    def value(self, raw) -> str:
        return raw.isoformat() if isinstance(raw, date) else str(raw or "")

    def show(self, value, look):
        return date.fromisoformat(value) if value else None


@dataclass(frozen=True)
class Choice:
    """One of a few words, the site's own."""

    choices: tuple[tuple[str, str], ...]
    empty = ""
    expected = "Un mot de la liste."

    def parse(self, cell, look) -> str:
        text = as_text(cell)
        if not text:
            return ""
        words = {
            normalised_key(word): value for value, label in self.choices for word in (value, label)
        }
        key = normalised_key(text)
        if key in words:
            return words[key]
        near = get_close_matches(key, words, 1, 0.6)
        name = dict(self.choices)[words[near[0]]] if near else ""
        raise CellError(f"{quoted(text)} n’est pas dans la liste.{suggestion(name)}")

    def value(self, raw) -> str:
        return str(raw or "")

    def show(self, value, look) -> str:
        return dict(self.choices).get(value, value)

    def allowed(self, look) -> list[str]:
        return [label for _value, label in self.choices]


@dataclass(frozen=True)
class One:
    """One object, by its name. `few`: its names fit in a list to choose from."""

    model: type[models.Model]
    few: bool = True
    empty = None

    @property
    def expected(self) -> str:
        return "Un nom de la liste." if self.few else "L’identifiant, ou le titre exact."

    def parse(self, cell, look) -> int | None:
        text = as_text(cell)
        return look[self.model].find(text) if text else None

    def value(self, raw) -> int | None:
        return raw

    def show(self, value, look) -> str:
        return look[self.model].show(value)

    def allowed(self, look) -> list[str]:
        return look[self.model].labels() if self.few else []


@dataclass(frozen=True)
class Many:
    """Several objects, by their names."""

    model: type[models.Model]
    empty: tuple = ()
    expected = "Un ou plusieurs noms de la liste, séparés par des points-virgules."

    def parse(self, cell, look) -> list[int]:
        parts = (part.strip() for part in SEVERAL.split(as_text(cell)))
        return sorted({look[self.model].find(part) for part in parts if part})

    def value(self, raw) -> list[int]:
        return sorted(raw or ())

    def show(self, value, look) -> str:
        shown = (look[self.model].show(pk) for pk in value)
        return "\u00a0; ".join(sorted(filter(None, shown), key=normalised_key))

    def allowed(self, look) -> list[str]:
        return look[self.model].labels()
