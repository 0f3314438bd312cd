"""Spreadsheets to take away: the template with its example, the present content."""

from collections.abc import Iterable, Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from editorial.sheets.cells import CONTROL
from editorial.sheets.columns import Column
from editorial.sheets.kinds import SheetKind
from editorial.sheets.kinds.base import lumps
from editorial.sheets.lookups import Lookups
from editorial.sheets.planning import EXAMPLE
from exports.tables import Book, Heading, Page
from exports.tables_csv import render_csv
from exports.tables_ods import MIME as ODS
from exports.tables_ods import render_ods
from exports.tables_xlsx import render_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RENDERERS = {"xlsx": (render_xlsx, XLSX), "ods": (render_ods, ODS), "csv": (render_csv, "text/csv")}
EXPLAINED = ("Colonne", "Ce qu’on y écrit", "Obligatoire", "Exemple", "Valeurs possibles")
ADVICE = (
    ("Case d’identifiant vide", "La ligne ajoute un nouvel objet."),
    ("Colonne retirée du fichier", "Elle ne change rien : l’objet garde sa valeur."),
    ("Case vidée", "La valeur est effacée, sauf si la colonne est obligatoire."),
    ("Ligne retirée du fichier", "Rien n’est supprimé : l’objet reste tel quel."),
    ("Ligne « exemple »", "Elle n’est jamais importée : gardez-la ou retirez-la."),
)
# Past this, a cell of explanations is no help: the sheet of lists has them all.
SHOWN = 12


def template(kind: SheetKind) -> Book:
    """An empty spreadsheet with one example, recognised as such."""
    example = [
        EXAMPLE if column.key == kind.identity else column.example for column in kind.columns
    ]
    return _book(kind, [example])


def content(kind: SheetKind) -> Book:
    """Every object as it is now."""
    return _book(kind, _rows(kind))


def answer(kind: SheetKind, what: str, extension: str) -> HttpResponseBase:
    """The file, to save under a name that says what and when."""
    render, mime = RENDERERS[extension]
    made = render(template(kind) if what == "modele" else content(kind))
    name = f"{kind.name}-{what}-{timezone.localdate():%Y-%m-%d}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    response = StreamingHttpResponse if isinstance(made, Iterator) else HttpResponse
    return response(made, content_type=mime, headers=headers)


def explanations(kind: SheetKind, look: Lookups) -> list[tuple[str, str, str, str, str]]:
    """What is said of each column, in the spreadsheet and on its page."""
    return [
        (
            column.header,
            _expected(column, kind),
            _needed(column, kind),
            _as_words(column.example),
            _possible(column, look),
        )
        for column in kind.columns
    ]


def _book(kind: SheetKind, rows: Iterable) -> Book:
    look = Lookups()
    lists = {
        column.header: allowed for column in kind.stored if (allowed := _allowed(column, look))
    }
    pages = [("", ""), *ADVICE]
    explained = [EXPLAINED, *explanations(kind, look)]
    explained += [(first, second, "", "", "") for first, second in pages]
    return Book(
        title=f"{kind.label} : tableur",
        name="Données",
        headings=[_heading(column, lists) for column in kind.columns],
        rows=rows,
        pages=[Page("Explications", (26, 60, 16, 34, 60), explained)],
        lists=lists,
    )


def _heading(column: Column, lists: dict) -> Heading:
    is_long = getattr(column.type, "lines", False)
    # Several names in one cell cannot be chosen from a list.
    several = type(column.type).__name__ == "Many"
    return Heading(
        column.header,
        width=44 if is_long else max(14, min(30, len(column.header) + 4)),
        choices=column.header if column.header in lists and not several else "",
        as_text=bool(getattr(column.type, "digits", 0)),
    )


def _rows(kind: SheetKind) -> Iterator[list]:
    look = Lookups()
    for pks in lumps(kind.keys()):
        states = kind.states(pks)
        for pk in pks:
            raw = states[pk].raw
            yield [_cell(column, raw.get(column.key), look) for column in kind.columns]


def _cell(column: Column, raw, look: Lookups):
    shown = column.show(column.type.value(raw), look)
    return CONTROL.sub("", shown) if isinstance(shown, str) else shown


def _allowed(column: Column, look: Lookups) -> list[str]:
    allowed = getattr(column.type, "allowed", None)
    return allowed(look) if allowed else []


def _as_words(value) -> str:
    return str(value).replace("\n", " ⏎ ")


def _expected(column: Column, kind: SheetKind) -> str:
    """What to write, then in what form."""
    limit = f"{column.maximum} signes au plus." if column.maximum and _is_free(column) else ""
    is_free = column.informative or column.key == kind.identity
    said = (column.help, "" if is_free else column.type.expected, limit)
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in said if part)


def _is_free(column: Column) -> bool:
    return type(column.type).__name__ == "Text" and not column.type.digits


def _needed(column: Column, kind: SheetKind) -> str:
    if column.key == kind.identity:
        return "pour changer"
    return "oui" if column.required and column.default is None else ""


def _possible(column: Column, look: Lookups) -> str:
    allowed = [] if column.informative else _allowed(column, look)
    rest = len(allowed) - SHOWN
    more = f" … et {rest} autres, dans la feuille « Listes »" if rest > 0 else ""
    return " ; ".join(allowed[:SHOWN]) + more
