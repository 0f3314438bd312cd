"""Which column of the file is which: titles are recognised, never guessed."""

from dataclasses import dataclass
from difflib import get_close_matches

from catalogue.text import normalised_key
from editorial.sheets.cells import as_text, quoted, suggestion
from editorial.sheets.columns import Column
from editorial.sheets.kinds import SheetKind
from editorial.sheets.reading.found import Found
from exports.formulas import column_letter

# The titles may stand under a few lines of presentation.
LOOKED_AT = 8


class WrongHeaders(Exception):
    """The titles cannot be used; `problems` says why, one sentence each."""

    def __init__(self, problems: list[str]):
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Recognised:
    """The columns found, by their place in the row, and the rows under the titles."""

    places: dict[int, Column]
    rows: list[list]
    notes: list[str]

    def cells_of(self, row: list) -> dict:
        """The cells of a row by the key of their column; an empty cell is None."""
        return {
            column.key: row[place] if place < len(row) else None
            for place, column in self.places.items()
        }


def recognise(found: Found, kind: SheetKind) -> Recognised:
    """Find the titles. Raises `WrongHeaders` when one is unknown, doubled or missing."""
    words = {word: column for column in kind.columns for word in column.words}
    index = max(
        range(min(LOOKED_AT, len(found.rows))),
        key=lambda rank: (sum(_key(cell) in words for cell in found.rows[rank][1]), -rank),
    )
    titles, rows = found.rows[index][1], found.rows[index + 1 :]
    if not any(_key(cell) in words for cell in titles):
        raise WrongHeaders([_no_title(found, kind)])
    places, problems = {}, []
    for place, cell in enumerate(titles):
        problem = _place(place, cell, words, places, rows)
        if problem:
            problems.append(problem)
    _check_lengths(titles, rows, problems)
    if problems:
        raise WrongHeaders(problems)
    if not rows:
        raise WrongHeaders(
            ["Ce fichier n’a que la ligne de titres : ajoutez au moins une ligne dessous."]
        )
    return Recognised(places, rows, _notes(found, places, kind))


def _key(cell) -> str:
    """What a title says, whatever its case, its accents, a star or a colon."""
    return normalised_key(as_text(cell).strip("*: \u00a0")) if not _is_wrong(cell) else ""


def _is_wrong(cell) -> bool:
    return isinstance(cell, dict) and "wrong" in cell


def _place(place: int, cell, words: dict, places: dict, rows: list) -> str:
    """Recognise one title; what is wrong with it, or nothing."""
    letter = column_letter(place + 1)
    if _is_wrong(cell):
        return f"Titre de la colonne {letter} : {cell['wrong']}."
    key = _key(cell)
    if not key:
        filled = any(place < len(row) and row[place] is not None for _number, row in rows)
        return f"La colonne {letter} n’a pas de titre mais elle est remplie." if filled else ""
    if key not in words:
        near = get_close_matches(key, words, 1, 0.6)
        name = words[near[0]].header if near else ""
        advice = suggestion(name) or " Retirez-la, ou prenez un titre du modèle."
        return f"Colonne {letter} : le titre {quoted(as_text(cell))} est inconnu.{advice}"
    column = words[key]
    if column in places.values():
        return f"La colonne « {column.header} » est là deux fois : gardez-en une."
    places[place] = column
    return ""


def _check_lengths(titles: list, rows: list, problems: list[str]) -> None:
    """A row longer than the titles holds what nobody can name."""
    for number, row in rows:
        if len(row) > len(titles):
            letter = column_letter(len(titles) + 1)
            problems.append(
                f"Ligne {number} : la colonne {letter} est remplie, mais elle n’a pas de titre."
            )
            return


def _no_title(found: Found, kind: SheetKind) -> str:
    sheet = f" de la feuille {quoted(found.sheet)}" if found.sheet else ""
    return (
        f"Aucun titre de colonne n’est reconnu dans les premières lignes{sheet}. Partez du modèle "
        f"« {kind.label} » : la première ligne porte les titres."
    )


def _notes(found: Found, places: dict[int, Column], kind: SheetKind) -> list[str]:
    """What the person should know before reading on."""
    notes = []
    # Ours: they explain, they hold nothing to read.
    others = [name for name in found.others if name not in ("Explications", "Listes")]
    if others:
        names = ", ".join(map(quoted, others[:5]))
        notes.append(f"Seule la feuille {quoted(found.sheet)} est lue. Laissée de côté : {names}.")
    if found.hidden_rows:
        notes.append(
            f"{found.hidden_rows} ligne(s) masquées dans le tableur (par un filtre ?) sont lues "
            "comme les autres."
        )
    ignored = [column.header for column in places.values() if column.informative]
    if ignored:
        notes.append(f"Pour information seulement, jamais lu : {', '.join(ignored)}.")
    keys = {column.key for column in places.values()}
    if not keys & {kind.identity, *kind.also_identified_by}:
        header = kind.by_key[kind.identity].header
        notes.append(f"Sans colonne « {header} », chaque ligne est ajoutée comme nouvelle.")
    absent = [column.header for column in kind.stored if column.key not in keys]
    if absent:
        notes.append(f"Colonnes absentes, donc inchangées : {', '.join(absent)}.")
    return notes
