"""What an editor does beside the source: one function an act.

Each receives the review and what the form sent, and raises `Refused` with a French sentence
when it cannot be done. Removing never drops: the passage goes back to « à classer ».
"""

import re
from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from catalogue.models import Organisation, Record
from monographs.importing import organisations
from monographs.importing.models import FicheImport
from monographs.importing.review import Moved, Refused, Review, load
from monographs.importing.sections import ASIDE, BY_KEY, EXTRACTED, STRUCTURE, SUMMARY, TITLE
from monographs.importing.shapes import SURE, Blocks, Piece, Single

ACCEPTED, DECLINED = "accepted", "declined"
LONGEST = 20_000


def place(review: Review, data) -> None:
    """Send a passage of the source to a section."""
    number, key = data.get("passage", ""), data.get("to", "")
    passage = next((p for p in review.imported.passages if str(p["n"]) == number), None)
    if passage is None:
        raise Refused("Ce passage n’est plus dans la source.")
    holder = _holder(review, passage["n"])
    if holder is None:
        _send(review, key, Piece(review.next_key(), passage["text"], 1.0, [passage["n"]]))
        return
    section, piece = holder
    if piece.passages == [passage["n"]]:
        _move(review, section, piece, key)
        return
    # Joined with others: this passage alone goes.
    piece.passages.remove(passage["n"])
    rest = piece.text.replace(passage["text"], "").strip()
    if rest and rest != piece.text:
        at = review.take(section, piece)
        review.put(section, replace(piece, text=rest, parts={}), at)
    _send(review, key, Piece(review.next_key(), passage["text"], 1.0, [passage["n"]]))


def _holder(review: Review, number: int) -> tuple[str, Piece] | None:
    """Where the words of a passage stand in the draft (what was told apart stays)."""
    for key, group in review.pieces.items():
        for piece in group:
            if number in piece.passages and key not in EXTRACTED:
                return key, piece
    return None


def move(review: Review, data) -> None:
    """Send a passage of the draft to another section."""
    section, piece = review.find(data.get("piece", ""))
    _move(review, section, piece, data.get("to", ""))


def _move(review: Review, section: str, piece: Piece, key: str) -> None:
    if key == section:
        return
    if section == TITLE:
        _send(review, key, replace(piece, key=review.next_key(), parts={}))
        return
    review.take(section, piece)
    _send(review, key, replace(piece, parts={} if key != STRUCTURE else piece.parts))


def _send(review: Review, key: str, piece: Piece) -> None:
    """Put a passage in a section; a section of one text gives its former text back."""
    if key not in BY_KEY:
        raise Refused("Choisissez une rubrique.")
    if isinstance(BY_KEY[key].shape, Single):
        for former in list(review.pieces[key]):
            review.take(key, former)
            if former.passages and key != SUMMARY:
                review.put(ASIDE, former)
    review.put(key, piece)


def edit(review: Review, data) -> None:
    """Change the text of a passage; a blank line cuts it in two."""
    section, piece = review.find(data.get("piece", ""))
    shape = BY_KEY[section].shape
    if isinstance(shape, Blocks):
        typed = {part.name: data.get(part.name, "")[:LONGEST] for part in shape.fields}
        if not any(value.strip() for value in typed.values()):
            raise Refused("Le texte est vide. Pour enlever ce passage, choisissez « Retirer ».")
        _replace(review, section, piece, [replace(piece, text="", parts=typed)])
        return
    text = data.get("text", "")[:LONGEST].replace("\r\n", "\n")
    cut = [text] if isinstance(shape, Single) else re.split(r"\n\s*\n", text)
    texts = [part.strip() for part in cut if part.strip()]
    if not texts:
        raise Refused("Le texte est vide. Pour enlever ce passage, choisissez « Retirer ».")
    first = [replace(piece, text=texts[0], parts={})]
    key = review.next_key()
    more = [
        replace(piece, key=key + number, text=other, parts={})
        for number, other in enumerate(texts[1:])
    ]
    _replace(review, section, piece, first + more)


def _replace(review: Review, section: str, piece: Piece, fresh: list[Piece]) -> None:
    at = review.take(section, piece)
    for number, other in enumerate(fresh):
        review.put(section, replace(other, confidence=1.0), at + number)


def split(review: Review, data) -> None:
    """Cut a passage after its first sentence or line."""
    section, piece = review.find(data.get("piece", ""))
    text = piece.parts.get("texte") or piece.text if section == "mise_en_oeuvre" else piece.text
    first, *rest = re.split(r"\n+|(?<=[.!?…])\s+", text.strip(), maxsplit=1)
    if not rest or isinstance(BY_KEY[section].shape, Single):
        raise Refused("Ce passage ne se coupe pas : il n’a qu’une phrase.")
    if section == "mise_en_oeuvre":
        kept = piece.parts | {"texte": first}
        fresh = [replace(piece, text="", parts=kept), Piece(0, rest[0], 1.0, [*piece.passages])]
    else:
        fresh = [replace(piece, text=part, parts={}) for part in (first, rest[0])]
    fresh[1].key = review.next_key()
    _replace(review, section, piece, fresh)


def join(review: Review, data) -> None:
    """Make one passage of this one and the next."""
    section, piece = review.find(data.get("piece", ""))
    group = review.pieces[section]
    at = group.index(piece)
    if at + 1 == len(group):
        raise Refused("Il n’y a pas de passage après celui-ci.")
    other = group[at + 1]
    passages = sorted({*piece.passages, *other.passages})
    review.take(section, other)
    if section == "mise_en_oeuvre":
        parts = piece.parts | {"texte": f"{piece.parts['texte']}\n{other.text}".strip()}
        joined = replace(piece, text="", parts=parts, passages=passages)
    else:
        joined = replace(piece, text=f"{piece.text}\n{other.text}", parts={}, passages=passages)
    _replace(review, section, piece, [joined])


def up(review: Review, data) -> None:
    """One place higher in its section."""
    _shift(review, data, -1)


def down(review: Review, data) -> None:
    """One place lower in its section."""
    _shift(review, data, 1)


def _shift(review: Review, data, by: int) -> None:
    section, piece = review.find(data.get("piece", ""))
    at = review.pieces[section].index(piece) + by
    if 0 <= at < len(review.pieces[section]):
        review.take(section, piece)
        review.pieces[section].insert(at, piece)


def remove(review: Review, data) -> None:
    """Take a passage out of the draft: back to « à classer »; from there, out of the review."""
    section, piece = review.find(data.get("piece", ""))
    if section == TITLE:
        raise Refused("Une fiche a toujours un titre : modifiez-le.")
    review.take(section, piece)
    if section not in (ASIDE, *EXTRACTED):
        review.put(ASIDE, replace(piece, parts={}))


def clear_aside(review: Review, data) -> None:
    """Leave out of the draft all that waits; the source keeps it."""
    for piece in list(review.pieces[ASIDE]):
        review.take(ASIDE, piece)


def term(review: Review, data) -> None:
    """Accept or refuse one proposed term, those that are sure, or all those that wait."""
    wanted, state = data.get("term", ""), data.get("answer", "")
    if state not in (ACCEPTED, DECLINED):
        raise Refused("Acceptez ou refusez ce terme.")
    for number, proposed in enumerate(review.terms):
        several = wanted == "all" or (wanted == "sure" and proposed["confidence"] >= SURE)
        if wanted == str(number) or (several and not proposed["state"]):
            _answer(review, proposed, state)


def _answer(review: Review, proposed: dict, state: str) -> None:
    """Tick the term in the draft, or untick it."""
    relation = getattr(review.page, proposed["vocabulary"])
    found = Record._meta.get_field(proposed["vocabulary"]).related_model.objects.filter(
        pk=proposed["term_id"]
    )
    if state == ACCEPTED:
        relation.add(*found)
    elif proposed["state"] == ACCEPTED:
        relation.remove(*found)
    proposed["state"] = state
    review.page_touched = True


def bearer(review: Review, data) -> None:
    """Say which organisation of the bank carries the action."""
    chosen = Organisation.objects.filter(pk=_number(data.get("organisation", ""))).first()
    if chosen is None:
        raise Refused("Choisissez une structure dans la liste.")
    review.page.bearers.add(chosen)
    review.page_touched = True


def new_bearer(review: Review, data) -> None:
    """Add the structure of the fiche to the bank, and say that it carries the action."""
    if not review.user.has_perm(organisations.ADDS):
        raise Refused("L’équipe du réseau ajoute les organisations : demandez-le-lui.")
    found = organisations.bearers_of(review.pieces[STRUCTURE])
    read = {str(number): one for number, one in enumerate(found)}.get(data.get("bearer", ""))
    name = " ".join(data.get("name", "").split())[:200]
    try:
        made = organisations.create(replace(read or organisations.Bearer(name), name=name))
    except ValidationError as refused:
        raise Refused(" ".join(refused.messages)) from refused
    review.page.bearers.add(made)
    review.page_touched = True


def drop_bearer(review: Review, data) -> None:
    """This organisation does not carry the action."""
    number = _number(data.get("organisation", ""))
    review.page.bearers.remove(*Organisation.objects.filter(pk=number))
    review.page_touched = True


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


ACTS: dict[str, Callable] = {
    act.__name__: act
    for act in (
        *(place, move, edit, split, join, up, down, remove, clear_aside),
        *(term, bearer, new_bearer, drop_bearer),
    )
}


@transaction.atomic
def do(pk: int, user, data) -> Review:
    """Do one act on the draft of an imported fiche and save it at once.

    Raises `Moved` when somebody changed the draft since the page `data` comes from was made,
    `Refused` when the act cannot be done.
    """
    imported = FicheImport.objects.select_for_update(of=["self"]).select_related("page").get(pk=pk)
    if imported.page.permissions_for_user(user).page_locked():
        raise Refused("Cette fiche est verrouillée : une autre personne s’en occupe.")
    review = load(imported, user)
    if data.get("seen") != review.mark:
        raise Moved(
            "Ce brouillon a changé depuis que vous avez ouvert la page. Le voici tel qu’il est "
            "maintenant : rien n’est perdu. Refaites votre geste s’il est encore utile."
        )
    act = ACTS.get(data.get("do", ""))
    if act is None:
        raise Refused("Ce geste n’existe pas.")
    act(review, data)
    review.save()
    return review
