"""From a recognised fiche to the passages of a draft and those of its source."""

from collections.abc import Iterator
from dataclasses import replace

from catalogue.text import normalised_key
from monographs.importing.document import SourceDocument
from monographs.importing.fiche import Fiche, Item
from monographs.importing.recognising import clean_document
from monographs.importing.recognising.lexicon import current_lexicon, side_of
from monographs.importing.sections import ASIDE, BY_KEY, SUMMARY, TITLE, Pieces
from monographs.importing.shapes import SENTENCE_END, Parts, Piece, Unfit, shortened

AMOUNTS = ("annee", "montant", "financeurs", "objet")
SUMMARY_FROM = ("contexte", "objectifs", "public_cible", "mise_en_oeuvre", ASIDE)
GUESSED = 0.3
UNTITLED = "Fiche sans titre"
# Headings over what is never imported.
NEVER = ("contacts", "sommaire")


def source_of(fiche: Fiche, document: SourceDocument | None) -> list[dict]:
    """The source, passage by passage: [{n, text, title, blocks}].

    Made of what the recognition kept, so that what it took away can nowhere come back; the
    headings it knows stand between.
    """
    found: list[dict] = []
    for item in _in_order(fiche):
        twin = next((one for one in found if _holds(one, item)), None)
        if twin is None:
            found.append({"text": item.text, "title": False, "blocks": list(item.blocks)})
    if document:
        found += _headings(document, found)
    found.sort(key=lambda passage: passage["blocks"][:1])
    return [passage | {"n": number} for number, passage in enumerate(found, start=1)]


def _in_order(fiche: Fiche) -> list[Item]:
    """Items as the document gives them; of one place, the longest first."""
    items = [item for items in fiche.fields.values() for item in items if item.text.strip()]
    return sorted(items, key=lambda item: (item.blocks[:1], -len(item.text)))


def _holds(passage: dict, item: Item) -> bool:
    """Whether the words of an item are those of a passage, at the same place."""
    shared = set(passage["blocks"]) & set(item.blocks)
    return bool(shared) and normalised_key(item.text) in normalised_key(passage["text"])


def _headings(document: SourceDocument, found: list[dict]) -> Iterator[dict]:
    """Known headings between the first and the last passage."""
    taken = {block for passage in found for block in passage["blocks"]}
    if not taken:
        return
    lexicon, blocks = current_lexicon(), clean_document(document)[0].blocks
    for number in range(max(min(taken) - 1, 0), max(taken)):
        text = blocks[number].text.strip()
        heading = lexicon.heading(text, strong=True) if number not in taken else None
        if (heading and heading.field not in NEVER) or (number not in taken and side_of(text)):
            yield {"text": text, "title": True, "blocks": [number]}


def pieces_of(fiche: Fiche, passages: list[dict]) -> Pieces:
    """The passages of the draft, by section; what fits nowhere waits in « à classer »."""
    pieces: Pieces = {key: [] for key in BY_KEY}
    for key, items in fiche.fields.items():
        for item in items:
            for section, text, parts in _placed(key, item):
                _add(pieces, section, Piece(0, text, item.confidence, _from(item, passages), parts))
    _one_title(pieces, fiche)
    _propose_summary(pieces)
    numbered = (piece for group in pieces.values() for piece in group)
    for number, piece in enumerate(numbered, start=1):
        piece.key = number
    return pieces


def _placed(key: str, item: Item) -> Iterator[tuple[str, str, Parts]]:
    """The section of an item; an amount is told beside its sentence as well."""
    parts = dict(item.parts)
    if key == "plus_value":
        yield f"plus_value_{parts.get('pour') or 'siae'}", item.text, {}
    elif key == "financement":
        if item.text.strip():
            yield key, item.text, {}
        amount = {name: parts.get(name, "") for name in AMOUNTS}
        if any(amount.values()):
            yield "montants", "", amount
    elif parts.get("citation"):
        said = {"texte": parts["citation"], "fonction": parts.get("fonction", "")}
        yield "paroles", "", said
    else:
        yield key, item.text, parts


def _from(item: Item, passages: list[dict]) -> list[int]:
    """Numbers of the passages an item comes from."""
    blocks = set(item.blocks)
    near = [passage for passage in passages if blocks & set(passage["blocks"])]
    exact = [passage for passage in near if _holds(passage, item)]
    return [passage["n"] for passage in exact or near if not passage["title"]]


def _add(pieces: Pieces, key: str, piece: Piece) -> None:
    """Put a passage in its section, as the page will hold it; set aside when it does not fit."""
    if key in ("structure", TITLE):
        pieces[key].append(piece)
        return
    try:
        piece.text, piece.parts = BY_KEY[key].shape.fit(piece.text, piece.parts)
    except Unfit:
        key, piece.parts = ASIDE, {}
    if piece.text:
        pieces[key].append(piece)


def _one_title(pieces: Pieces, fiche: Fiche) -> None:
    """One title, within its length; the whole of a longer one waits aside."""
    said = " ".join(fiche.title.split())
    length = BY_KEY[TITLE].shape.length
    title = Piece(0, shortened(said, length) or UNTITLED, 0.0)
    if said:
        title.confidence = min(piece.confidence for piece in pieces[TITLE])
        title.passages = sorted({n for piece in pieces[TITLE] for n in piece.passages})
    if len(said) > length:
        pieces[ASIDE].insert(0, replace(title, text=said))
    pieces[TITLE] = [title]


def _propose_summary(pieces: Pieces) -> None:
    """The first sentences of the text, as far as a summary may go."""
    text = next((pieces[key][0].text for key in SUMMARY_FROM if pieces[key]), "")
    length, summary = BY_KEY[SUMMARY].shape.length, ""
    for sentence in SENTENCE_END.split(" ".join(text.split())):
        if len(summary) + len(sentence) + 1 > length:
            break
        summary = f"{summary} {sentence}".strip()
    summary = summary or shortened(" ".join(text.split()), length)
    if summary:
        pieces[SUMMARY] = [Piece(0, summary, GUESSED)]
