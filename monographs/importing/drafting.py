"""From a recognised fiche to the draft of a monograph: never published by itself."""

from dataclasses import asdict

from django.db import transaction
from wagtail.models import Page

from catalogue.models import Organisation
from catalogue.text import french_slug
from monographs.importing import organisations, sorting
from monographs.importing.document import ImportRefused, SourceDocument
from monographs.importing.fiche import Fiche
from monographs.importing.models import FicheImport, ImportedFile
from monographs.importing.sections import SECTIONS, STRUCTURE, TITLE, Pieces, write
from monographs.importing.shapes import Piece, shortened
from monographs.importing.twins import twins_of
from monographs.models import MonographIndexPage, MonographPage

SLUG_LENGTH = 80
YEARS = range(1980, 2101)


def list_of_monographs(user) -> MonographIndexPage:
    """The list under which this person may add. Raises `ImportRefused`."""
    for index in MonographIndexPage.objects.all():
        if user is None or index.permissions_for_user(user).can_add_subpage():
            return index
    raise ImportRefused("Vous ne pouvez pas ajouter de monographie.")


@transaction.atomic
def draft_of(fiche: Fiche, user) -> MonographPage:
    """A draft filled with a fiche, whose first version is by `user`.

    Raises `ImportRefused` when this person may not add a monograph.
    """
    return _draft(sorting.pieces_of(fiche, []), fiche, user)


@transaction.atomic
def import_fiche(
    fiche: Fiche, document: SourceDocument, file: ImportedFile, rank: int
) -> FicheImport:
    """A draft, and beside it its source for the review: both or nothing."""
    passages = sorting.source_of(fiche, document)
    pieces = sorting.pieces_of(fiche, passages)
    page = _draft(pieces, fiche, file.batch.user)
    return FicheImport.objects.create(
        file=file,
        page=page,
        rank=rank,
        passages=[{key: passage[key] for key in ("n", "text", "title")} for passage in passages],
        pieces=stored(pieces),
        terms=[asdict(term) | {"state": ""} for term in fiche.terms],
        twins=twins_of(page),
        removed=fiche.removed,
        remarks=list(dict.fromkeys([*document.remarks, *fiche.remarks])),
    )


def stored(pieces: Pieces) -> dict[str, list[dict]]:
    """The passages of a draft, ready for JSON."""
    return {key: [asdict(piece) for piece in group] for key, group in pieces.items()}


def restored(kept: dict[str, list[dict]]) -> Pieces:
    """The passages of a draft, from what was stored."""
    return {
        section.key: [Piece(**piece) for piece in kept.get(section.key, ())] for section in SECTIONS
    }


def _draft(pieces: Pieces, fiche: Fiche, user) -> MonographPage:
    index = list_of_monographs(user)
    title = pieces[TITLE][0].text
    named = organisations.bearers_of(pieces[STRUCTURE])
    known = organisations.match(named, list(Organisation.objects.all()))
    page = MonographPage(
        title=title,
        slug=free_slug(title, index),
        live=False,
        owner=user,
        source_title=shortened(f"Fiche « {title} »", 250),
        source_publisher=", ".join(bearer.name for bearer in named)[:250],
        source_year=fiche.year if fiche.year in YEARS else None,
    )
    for section in SECTIONS:
        write(page, section.key, pieces[section.key])
    page.bearers = known
    index.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create", clean=False)
    return page


def free_slug(title: str, index: Page, page: Page | None = None) -> str:
    """An address under this list that nobody has."""
    base = french_slug(title)[:SLUG_LENGTH].strip("-") or "fiche"
    slug, number = base, 1
    while not Page._slug_is_available(slug, index, page):
        number += 1
        slug = f"{base}-{number}"
    return slug
