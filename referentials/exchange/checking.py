"""Whether the lines make a referential; every fault is named by its cell, in French."""

from uuid import UUID, uuid4

from django.core.exceptions import ValidationError

from referentials.blocks import anchor_of, code_validator
from referentials.exchange.rows import (
    ACTIVITY,
    BLOCK,
    COLUMNS,
    COMPETENCY,
    CRITERION,
    HEAD,
    LEVEL,
    PARENTS,
    Row,
    flat,
)

CODE, TITLE, CONTEXT, IDENTIFIER = COLUMNS[1:]
# Longest code, title and context of each type; 0: the cell stays empty.
LIMITS = {
    HEAD: (20, 255, 0),
    LEVEL: (6, 80, 250),
    BLOCK: (20, 250, 0),
    ACTIVITY: (20, 250, 0),
    COMPETENCY: (20, 250, 250),
    CRITERION: (0, 250, 0),
}


class Faulty(Exception):
    """Lines that cannot be kept; `faults` says why, one sentence a cell."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))


def checked(rows: list[Row], before: list[Row]) -> list[Row]:
    """The lines, clean, with an identifier each. Raises `Faulty`.

    A line that says the same words as before keeps them to the letter: a spreadsheet changes
    blanks that nobody sees.
    """
    known = {row.identifier: row for row in before if row.identifier}
    faults = [*_head_faults(rows, before[0])]
    above: set[str] = set()
    seen: dict[str, str] = {}
    codes: dict[str, str] = {}
    for row in rows:
        faults += [f"{row.place}, {column}\u00a0: {why}" for column, why in _faults(row, above)]
        faults += _identity_faults(row, known, seen)
        faults += _code_faults(row, codes)
        above = _ranks_below(row, above)
    if faults:
        raise Faulty(faults)
    return [_kept(row, known) for row in rows]


def _head_faults(rows: list[Row], head: Row) -> list[str]:
    heads = [row for row in rows if row.type == HEAD]
    if len(heads) != 1 or rows[0].type != HEAD:
        return [f"La première ligne, et elle seule, est de type «\u00a0{HEAD}\u00a0»."]
    faults = []
    if flat(heads[0].identifier) != head.identifier:
        text = "ce fichier est celui d’un autre référentiel"
        faults.append(f"{heads[0].place}, {IDENTIFIER}\u00a0: {text}.")
    if flat(heads[0].title) != flat(head.title):
        text = "le titre se change dans la fiche, pas ici"
        faults.append(f"{heads[0].place}, {TITLE}\u00a0: {text}.")
    return faults


def _faults(row: Row, above: set[str]) -> list[tuple[str, str]]:
    """(column, why) for each cell of a line that is wrong by itself."""
    if row.type not in PARENTS:
        return [
            (
                COLUMNS[0],
                f"«\u00a0{row.type}\u00a0» n’est pas un type. Types\u00a0: {', '.join(PARENTS)}.",
            )
        ]
    faults = []
    parent = PARENTS[row.type]
    if parent and parent not in above:
        faults.append((COLUMNS[0], f"il faut une ligne «\u00a0{parent}\u00a0» au-dessus."))
    cells = zip((CODE, TITLE, CONTEXT), (row.code, row.title, row.context), strict=True)
    for (column, cell), limit in zip(cells, LIMITS[row.type], strict=True):
        if why := _cell_fault(row.type, column, flat(cell), limit):
            faults.append((column, why))
    return faults


def _cell_fault(kind: str, column: str, cell: str, limit: int) -> str:
    if not limit:
        return "laissez cette case vide pour ce type de ligne." if cell else ""
    if not cell:
        return "" if column == CONTEXT else "cette case est vide."
    if len(cell) > limit:
        return f"{len(cell)} signes, {limit} au plus."
    if column == CODE and kind in (BLOCK, ACTIVITY, COMPETENCY):
        try:
            code_validator(cell)
        except ValidationError as error:
            return error.messages[0]
    return ""


def _identity_faults(row: Row, known: dict[str, Row], seen: dict[str, str]) -> list[str]:
    identifier = flat(row.identifier)
    if not identifier or row.type == HEAD:
        return []
    where = f"{row.place}, {IDENTIFIER}\u00a0:"
    if identifier in seen:
        return [f"{where} le même qu’à la {seen[identifier]}. Videz la case de la ligne nouvelle."]
    seen[identifier] = row.place
    former = known.get(identifier)
    if former is None or not _is_uuid(identifier):
        return [f"{where} inconnu dans ce référentiel. Videz la case pour une ligne nouvelle."]
    if former.type != row.type:
        return [f"{where} c’est celui d’une ligne «\u00a0{former.type}\u00a0»."]
    return []


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _code_faults(row: Row, codes: dict[str, str]) -> list[str]:
    """Codes of blocks, activities and competencies serve once: they make the addresses."""
    if row.type not in (BLOCK, ACTIVITY, COMPETENCY) or not flat(row.code):
        return []
    anchor = anchor_of(flat(row.code))
    if anchor in codes:
        twin = f"«\u00a0{flat(row.code)}\u00a0» sert déjà à la {codes[anchor]}."
        return [f"{row.place}, {CODE}\u00a0: {twin}"]
    codes[anchor] = row.place
    return []


def _ranks_below(row: Row, above: set[str]) -> set[str]:
    """The types that stand open after this line."""
    chain, kind = {row.type}, PARENTS.get(row.type)
    while kind:
        chain.add(kind)
        kind = PARENTS[kind]
    return chain if row.type in PARENTS else above


def _kept(row: Row, known: dict[str, Row]) -> Row:
    clean = Row(row.type, *(flat(cell) for cell in row.cells[1:]))
    former = known.get(clean.identifier)
    if former and former.says(clean):
        return former
    return clean if clean.identifier else Row(*clean.cells[:4], str(uuid4()))
