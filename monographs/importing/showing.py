"""What the review beside the source shows: passages, sections, terms, structures, numbers."""

from dataclasses import dataclass

from catalogue import access
from catalogue.models import Organisation, Record
from monographs.importing import organisations
from monographs.importing.models import FicheImport
from monographs.importing.review import Review
from monographs.importing.sections import (
    ASIDE,
    BY_KEY,
    EXTRACTED,
    SECTIONS,
    STRUCTURE,
    SUMMARY,
    TITLE,
    Section,
)
from monographs.importing.shapes import DOUBTFUL, SURE, Blocks, Piece, Single
from monographs.models import MonographPage

BY_HAND = "placé à la main"
# What a passage of each kind of section may be asked.
TEXT_AREA = "text"


@dataclass(frozen=True)
class Box:
    """One box of the form of a passage."""

    name: str
    label: str
    value: str
    length: int
    long: bool


@dataclass(frozen=True)
class Shown:
    """One passage of the draft."""

    piece: Piece
    word: str
    is_open: bool
    boxes: list[Box]
    joins: bool
    splits: bool
    removable: bool


@dataclass(frozen=True)
class Group:
    """One section and its passages."""

    section: Section
    pieces: list[Shown]


@dataclass(frozen=True)
class Passage:
    """One passage of the source, and where its words stand."""

    n: int
    text: str
    title: bool
    section: Section | None
    piece: int
    word: str
    is_open: bool

    @property
    def tone(self) -> str:
        return self.section.tone if self.section else "aside"


def word_of(piece: Piece) -> str:
    """How sure the place of a passage is, in words."""
    if piece.by_hand:
        return BY_HAND
    if piece.confidence >= SURE:
        return "sûr"
    return "à vérifier" if piece.confidence >= DOUBTFUL else "deviné"


def context_of(review: Review, user, opened: dict[str, str], typed=None) -> dict:
    """Everything the page shows. `opened`: the passage or the piece whose form is open;
    `typed`: what its form holds when it was refused. A constant number of queries."""
    groups = [_group(section, review, opened, typed) for section in SECTIONS]
    show_twins([review.imported], user)
    passages = _passages(review, opened.get("passage", ""))
    return {
        "imported": review.imported,
        "page": review.page,
        "mark": review.mark,
        "groups": [group for group in groups if group.pieces],
        "empty": [
            group.section for group in groups if not group.pieces and group.section.key != ASIDE
        ],
        "sections": SECTIONS,
        "passages": passages,
        "numbers": _numbers(groups),
        "unplaced": len(review.pieces[ASIDE]),
        "terms": _terms(review),
        "waiting_terms": sum(not term["state"] for term in review.terms),
        "sure_terms": sum(
            not term["state"] and term["confidence"] >= SURE for term in review.terms
        ),
        "twins": review.imported.shown_twins,
        "structures": _structures(review, user),
    }


def _group(section: Section, review: Review, opened: dict[str, str], typed) -> Group:
    pieces = review.pieces[section.key]
    shown = []
    for at, piece in enumerate(pieces):
        is_open = str(piece.key) == opened.get("element")
        shown.append(
            Shown(
                piece=piece,
                word=word_of(piece),
                is_open=is_open,
                boxes=_boxes(section, piece, typed) if is_open else [],
                joins=at + 1 < len(pieces),
                splits=not isinstance(section.shape, Single),
                removable=section.key != TITLE,
            )
        )
    return Group(section, shown)


def _boxes(section: Section, piece: Piece, typed) -> list[Box]:
    if not isinstance(section.shape, Blocks):
        label = f"{section.label} (une ligne vide coupe en deux)"
        if isinstance(section.shape, Single):
            label = f"{section.label} ({section.shape.length} signes au plus)"
        text = typed.get(TEXT_AREA, piece.text) if typed else piece.text
        return [Box(TEXT_AREA, label, text, section.shape.length, True)]
    return [
        Box(
            part.name, part.label, (typed or piece.parts).get(part.name, ""), part.length, part.long
        )
        for part in section.shape.fields
    ]


def _passages(review: Review, opened: str) -> list[Passage]:
    """Passages of the source with the section that holds their words."""
    holders: dict[int, tuple[str, Piece]] = {}
    for key, group in review.pieces.items():
        for piece in group:
            for number in piece.passages:
                if number not in holders or holders[number][0] in EXTRACTED:
                    holders[number] = (key, piece)
    found = []
    for passage in review.imported.passages:
        key, piece = holders.get(passage["n"], ("", None))
        found.append(
            Passage(
                n=passage["n"],
                text=passage["text"],
                title=passage["title"],
                section=BY_KEY.get(key),
                piece=piece.key if piece else 0,
                word=word_of(piece) if piece else "",
                is_open=str(passage["n"]) == opened,
            )
        )
    return found


def _numbers(groups: list[Group]) -> list[tuple[int, str]]:
    """How many passages are sure, to check, guessed."""
    words = [
        shown.word
        for group in groups
        for shown in group.pieces
        if group.section.key not in (ASIDE, SUMMARY)
    ]
    plural = {"sûr": "sûrs", BY_HAND: "placés à la main", "deviné": "devinés"}
    counted = ((words.count(word), word) for word in ("sûr", "à vérifier", "deviné", BY_HAND))
    return [
        (number, plural.get(word, word) if number > 1 else word)
        for number, word in counted
        if number
    ]


def _terms(review: Review) -> list[dict]:
    """Proposed terms with the name of their vocabulary and how sure they are, in words."""
    return [
        term
        | {
            "number": number,
            "shelf": str(Record._meta.get_field(term["vocabulary"]).verbose_name),
            "word": word_of(Piece(0, "", term["confidence"])),
        }
        for number, term in enumerate(review.terms)
    ]


def show_twins(imports: list[FicheImport], user) -> None:
    """Give each import `shown_twins`: the fiches that look like it, still there, that this
    person may read."""
    wanted = {twin["page"] for imported in imports for twin in imported.twins}
    pages = MonographPage.objects.filter(pk__in=wanted)
    titles = {page.pk: page.title for page in pages if may_compare(user, page)}
    for imported in imports:
        imported.shown_twins = [
            twin | {"title": titles[twin["page"]]}
            for twin in imported.twins
            if twin["page"] in titles
        ]


def may_compare(user, page: MonographPage) -> bool:
    """Whether this person may read a fiche of the bank, online or as a draft."""
    return access.can_open(user, page) or page.permissions_for_user(user).can_edit()


def _structures(review: Review, user) -> dict:
    """Who carries the action in the draft; for each structure read, what may be chosen."""
    bank = list(Organisation.objects.select_related("department"))
    chosen = list(review.page.bearers.all())
    read = organisations.bearers_of(review.pieces[STRUCTURE])
    known = {bearer.pk for bearer in chosen}
    waiting = [
        (number, bearer, [one for one in organisations.alike(bearer, bank) if one.pk not in known])
        for number, bearer in enumerate(read)
        if not organisations.match([bearer], chosen)
    ]
    return {
        "chosen": chosen,
        "waiting": waiting,
        "bank": [one for one in bank if one.pk not in known],
        "may_add": user.has_perm(organisations.ADDS),
    }
