"""The making of a recueil, in the background: records one by one, then the layout."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from catalogue.models import Record
from catalogue.productions.kinds import Kind, Produced, ProductionRefused, register_kind
from catalogue.signals import reserved_file_opened
from catalogue.text import french_slug
from editorial.compiling.estimating import estimate
from editorial.compiling.gathering import book_of
from editorial.compiling.models import Compilation
from editorial.compiling.rights import may_compose
from editorial.compiling.sides import AREA, DESK
from editorial.compiling.standing import standing_of
from exports.books.odt import render_book_odt
from exports.books.pdf import render_book

KIND = "recueil"
FORMS = {"pdf": "PDF", "odt": "ODT"}
EMPTY = "Ce recueil n’a aucune fiche à imprimer. Ouvrez-le\u00a0: il dit pourquoi, fiche par fiche."
# Seconds between two words about the layout: each is a write.
PAUSE = 0.5
# How far one is, out of a hundred: the records read, the pages laid out once, the file written.
READING, FIRST_TURN, WRITING = 20, 80, 95
WRITTEN = "Écriture du fichier"

Report = Callable[[int, int, str], None]


def make(parameters: dict, user, report: Report) -> Produced:
    """The PDF or the ODT of a recueil, as this user may have it today."""
    compilation = Compilation.objects.get(identifier=parameters["recueil"])
    standing = standing_of(compilation, user)
    if not standing.printed:
        raise ProductionRefused(EMPTY)
    book = book_of(compilation, standing, _Reading(report))
    laid = render_book(book, _Layout(report, estimate(standing)))
    name = french_slug(compilation.title)[:80] or "recueil"
    if parameters["forme"] == "odt":
        report(WRITING, 100, WRITTEN)
        return Produced(f"{name}.odt", render_book_odt(book, laid.numbers))
    return Produced(f"{name}.pdf", laid.data, laid.pages)


class _Reading:
    """Tells how many records are read, as the first part of the work."""

    def __init__(self, report: Report):
        self.report = report

    def __call__(self, done: int, total: int, sentence: str) -> None:
        self.report(READING * done // max(total, 1), 100, sentence)


class _Layout:
    """Tells where the layout stands, not at every page."""

    def __init__(self, report: Report, pages: int):
        self.report, self.pages, self.next = report, max(pages, 1), 0.0

    def __call__(self, turn: int, page: int) -> None:
        if page == 0:
            self.report(WRITING, 100, WRITTEN)
        elif time.monotonic() >= self.next:
            self.next = time.monotonic() + PAUSE
            self.report(self._done(turn, page), 100, self._sentence(turn, page))

    def _done(self, turn: int, page: int) -> int:
        """The first pass is the long one; how many others come, nobody knows."""
        share = min(page / self.pages, 1.0)
        if turn == 1:
            return READING + round((FIRST_TURN - READING) * share)
        return min(FIRST_TURN + 4 * (turn - 1), WRITING - 1)

    def _sentence(self, turn: int, page: int) -> str:
        if turn == 1:
            return f"Mise en page\u00a0: page {page} sur {self.pages} environ"
        return "Mise en page\u00a0: les numéros du sommaire et de l’index"


def may_open(parameters: dict, user) -> bool:
    """Its owner, or the desk for a recueil of the network."""
    found = Compilation.objects.filter(identifier=parameters.get("recueil")).first()
    return found is not None and parameters.get("forme") in FORMS and may_compose(user, found)


def mark(parameters: dict, user) -> str:
    """Changes with the composition, with what may be printed of it, and with those records."""
    compilation = Compilation.objects.filter(identifier=parameters.get("recueil")).first()
    if compilation is None:
        return ""
    said = [str(compilation.version)]
    for place in standing_of(compilation, user).places:
        record = place.item.record
        said.append(f"{place.item.record_id} {place.reason} {place.public_title}")
        said.append(str(record and record.last_published_at))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def back(parameters: dict) -> str:
    """The preview from which it is ordered; the list when the recueil has gone."""
    compilation = Compilation.objects.filter(identifier=parameters.get("recueil")).first()
    if compilation is None:
        return AREA.url("compilations")
    side = AREA if compilation.owner_id else DESK
    return side.url("compilation_preview", compilation)


@dataclass(frozen=True)
class _Printed:
    """A reserved record that somebody took in a recueil, as the register of openings reads it."""

    record: Record

    @property
    def url(self) -> str:
        return self.record.permalink

    def __str__(self) -> str:
        return "dans un recueil"


def note_opening(parameters: dict, user) -> None:
    """Each reserved record of the file is noted, as if it had been taken on its page."""
    compilation = Compilation.objects.get(identifier=parameters["recueil"])
    for place in standing_of(compilation, user).printed:
        if place.is_reserved:
            item = _Printed(place.item.record)
            reserved_file_opened.send(sender=Compilation, item=item, user=user)


def register() -> None:
    kind = Kind(make, may_open, "Recueil", mark=mark, back=back, opened=note_opening)
    register_kind(KIND, kind)
