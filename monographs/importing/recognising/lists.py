"""Fields that are lists of short texts, and the partners with their roles."""

import re

from monographs.importing.document import Nature
from monographs.importing.fiche import Item
from monographs.importing.recognising.passages import Passage

_ROLE = re.compile(
    r"^(?P<name>[^:]{2,120}?)\s+:\s+(?P<role>\S.*)$|^(?P<name2>[^:]{2,120}?)\s*:\s*(?P<role2>\S.*)?$",
    re.DOTALL,
)
_FOR = re.compile(r"^(?P<name>.{2,70}?)\s+(?P<role>(?:pour|qui|chargée? de|\().*)$", re.DOTALL)


def items_of(passages: list[Passage], confidence: float) -> list[Item]:
    """One item for each passage; sub-lists stay with the line that opens them."""
    items: list[Item] = []
    opened = False
    for at, passage in enumerate(passages):
        text = passage.text
        if items and (_under(passage, items[-1].text) or opened):
            items[-1] = _joined(items[-1], passage, " : " if opened else " ")
            opened = False
            continue
        items.append(Item(text, confidence, passage.places))
        opened = _names_next(passages, at)
    return items


def _under(passage: Passage, before: str) -> bool:
    """An item of second level, under a line that ends by a colon or under one of its sisters."""
    deep = passage.nature is Nature.ITEM and passage.level > 1
    return deep and (before.rstrip().endswith((":", ";")) or "\n" in before)


def _names_next(passages: list[Passage], at: int) -> bool:
    """A few words without full stop, that the next paragraph explains."""
    if at + 1 >= len(passages):
        return False
    passage, following = passages[at], passages[at + 1]
    ends = passage.text.rstrip()[-1:]
    explained = following.nature is Nature.PARAGRAPH and following.words >= 12
    item = passage.nature in (Nature.ITEM, Nature.HEADING) or passage.words <= 12
    return item and explained and passage.words <= 12 and ends not in ".!;…:,"


def _joined(item: Item, passage: Passage, mark: str) -> Item:
    mark = "\n- " if mark == " " else mark
    return Item(
        f"{item.text}{mark}{passage.text}", item.confidence, (*item.blocks, *passage.places)
    )


def partners_of(passages: list[Passage], confidence: float) -> list[Item]:
    """Each partner, with what it does when the line says it."""
    partners: list[Item] = []
    for passage in passages:
        named = [item.parts.get("nom") for item in partners]
        detail = passage.nature is Nature.ITEM and passage.level > 1
        told = partners and passage.nature is Nature.PARAGRAPH and passage.words >= 12
        if partners and (
            detail or (told and (not partners[-1].parts.get("role") or _told_more(passage)))
        ):
            partners[-1] = _with_role(partners[-1], passage)
            continue
        for parts in _parts(passage.text):
            if parts.get("nom") not in named or parts.get("role"):
                partners.append(Item(_told(parts), confidence, passage.places, parts))
    return partners


def _told_more(passage: Passage) -> bool:
    """A paragraph that goes on about the partner just named."""
    return bool(
        re.match(
            r"(?:il|elle|ils|elles|ce|cette|le|la|l[’']|les|ses|son|leur)\b", passage.text.lower()
        )
    )


def _parts(text: str) -> list[dict[str, str]]:
    found = _ROLE.match(text)
    name = (found["name"] or found["name2"]) if found else ""
    if found and len(name.split()) <= 14:
        role = (found["role"] or found["role2"] or "").strip()
        return [{"nom": name.strip(" -–"), **({"role": role} if role else {})}]
    names = [
        part.strip() for part in re.split(r",\s+|\s+;\s+|\s+et\s+(?=[A-ZÀ-Þ])", text.rstrip(". "))
    ]
    if (
        len(names) > 1
        and len(text.split()) <= 45
        and all(0 < len(name.split()) <= 7 for name in names)
    ):
        return [{"nom": name} for name in names]
    found = _FOR.match(text) if len(text.split()) > 12 else None
    if found and len(found["name"].split()) <= 8:
        return [{"nom": found["name"].strip(), "role": found["role"].strip()}]
    return [{"nom": text}] if len(text.split()) <= 20 else [{"nom": "", "role": text}]


def _with_role(partner: Item, passage: Passage) -> Item:
    role = "\n".join(filter(None, (partner.parts.get("role", ""), passage.text)))
    parts = partner.parts | {"role": role}
    return Item(_told(parts), partner.confidence, (*partner.blocks, *passage.places), parts)


def _told(parts: dict[str, str]) -> str:
    return " : ".join(filter(None, (parts.get("nom", ""), parts.get("role", ""))))
