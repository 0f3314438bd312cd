"""The review of an imported fiche: what the draft holds now, and each act saved at once.

The draft is what counts. Whatever was changed in the editor meanwhile is read back from it
first, so that no act of the review can undo it.
"""

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from catalogue.text import french_slug, normalised_key
from monographs.importing.drafting import SLUG_LENGTH, free_slug, restored, stored
from monographs.importing.models import FicheImport
from monographs.importing.sections import ASIDE, BY_KEY, SECTIONS, Pieces, read, write
from monographs.importing.shapes import Parts, Piece, Unfit
from monographs.models import MonographPage

# How alike two texts are, from 0 to 1, when one is the other retouched.
RETOUCHED = 0.6
LONGEST_COMPARED = 4_000


class Refused(Exception):
    """The act cannot be done; the message is one French sentence."""


class Moved(Refused):
    """The draft or its review changed since the page was made."""


@dataclass
class Review:
    """The draft of an imported fiche and its passages, ready to be changed."""

    imported: FicheImport
    page: MonographPage
    pieces: Pieces
    terms: list[dict]
    # Sections whose field must be written again; whether anything else of the page changed.
    touched: set[str] = field(default_factory=set)
    page_touched: bool = False
    # Who acts.
    user: Any = None

    @property
    def mark(self) -> str:
        """What a person saw, in short: the version of the draft and of the review."""
        return f"{self.page.latest_revision_id}-{self.imported.version}"

    def find(self, number: str) -> tuple[str, Piece]:
        """The section and the passage of this number. Raises `Refused`."""
        for key, group in self.pieces.items():
            for piece in group:
                if str(piece.key) == number:
                    return key, piece
        raise Refused("Ce passage n’est plus dans le brouillon.")

    def next_key(self) -> int:
        return max((p.key for group in self.pieces.values() for p in group), default=0) + 1

    def put(self, key: str, piece: Piece, at: int | None = None) -> None:
        """Put a passage in a section, as its field will hold it. Raises `Refused`."""
        section = BY_KEY.get(key)
        if section is None:
            raise Refused("Choisissez une rubrique.")
        try:
            piece.text, piece.parts = section.shape.fit(piece.text, piece.parts)
        except Unfit as unfit:
            raise Refused(str(unfit)) from unfit
        piece.by_hand = True
        group = self.pieces[key]
        group.insert(len(group) if at is None else at, piece)
        self.touched.add(key)

    def take(self, key: str, piece: Piece) -> int:
        """Take a passage out of its section; where it stood."""
        at = self.pieces[key].index(piece)
        del self.pieces[key][at]
        self.touched.add(key)
        return at

    def save(self) -> None:
        """A new version of the draft when it changed, and what was placed."""
        on_page = [key for key in self.touched if BY_KEY[key].attribute]
        former = self.page.title
        for key in on_page:
            write(self.page, key, self.pieces[key])
        self._address_follows(former)
        if on_page or self.page_touched:
            self.page.save_revision(user=self.user, log_action=True, clean=False)
        self.imported.pieces, self.imported.terms = stored(self.pieces), self.terms
        self.imported.version += 1
        self.imported.save()

    def _address_follows(self, former: str) -> None:
        """The address of a fiche nobody has seen yet is that of its title."""
        page = self.page
        written = page.slug.startswith(french_slug(former)[:SLUG_LENGTH].strip("-"))
        if page.title != former and written and page.first_published_at is None:
            page.slug = free_slug(page.title, page.get_parent(), page)


def load(imported: FicheImport, user=None) -> Review:
    """The review as it stands, the latest version of the draft read back."""
    page = imported.page.get_latest_revision_as_object()
    pieces = restored(imported.pieces)
    next_key = max((p.key for group in pieces.values() for p in group), default=0) + 1
    for section in SECTIONS:
        if section.attribute:
            found = read(page, section.key)
            next_key = _read_back(pieces, section.key, found, next_key)
    terms = [dict(term) for term in imported.terms]
    return Review(imported, page, pieces, terms, user=user)


def _read_back(pieces: Pieces, key: str, found: list[tuple[str, Parts]], next_key: int) -> int:
    """Make a section say what the draft holds; what disappeared waits in « à classer »."""
    known = list(pieces[key])
    if [(piece.text, piece.parts) for piece in known] == found:
        return next_key
    pieces[key] = []
    exact = [_take_exact(known, text, parts) for text, parts in found]
    for piece, (text, parts) in zip(exact, found, strict=True):
        piece = piece or _take_alike(known, text)
        if piece is None:
            piece = Piece(next_key, text, by_hand=True)
            next_key += 1
        if (piece.text, piece.parts) != (text, parts):
            piece.text, piece.parts, piece.by_hand = text, parts, True
        pieces[key].append(piece)
    _keep_lost(pieces, key, known)
    return next_key


def _take_exact(known: list[Piece], text: str, parts: Parts) -> Piece | None:
    found = next((p for p in known if (p.text, p.parts) == (text, parts)), None)
    if found:
        known.remove(found)
    return found


def _take_alike(known: list[Piece], text: str) -> Piece | None:
    """The passage this text is a retouch of, if any."""
    text = text[:LONGEST_COMPARED]
    for piece in known:
        matcher = SequenceMatcher(None, piece.text[:LONGEST_COMPARED], text, autojunk=False)
        if matcher.real_quick_ratio() > RETOUCHED and matcher.quick_ratio() > RETOUCHED:
            known.remove(piece)
            return piece
    return None


def _keep_lost(pieces: Pieces, key: str, lost: list[Piece]) -> None:
    """Passages of the source that the draft no longer holds are set aside, never dropped."""
    for piece in lost:
        words = normalised_key(piece.text)
        holder = next((p for p in pieces[key] if words in normalised_key(p.text)), None)
        if holder:
            holder.passages = sorted({*holder.passages, *piece.passages})
        elif piece.passages:
            piece.parts = {}
            pieces[ASIDE].append(piece)
