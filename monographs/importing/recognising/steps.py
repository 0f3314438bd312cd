"""The steps of an implementation."""

import re

from monographs.importing.document import Nature
from monographs.importing.fiche import Item
from monographs.importing.recognising.passages import Passage

_MONTH = (
    r"(?:janvier|février|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|décembre|printemps|"
    r"été|automne|hiver|(?:premier|deuxième|second|troisième|quatrième|1er|2e|3e|4e) "
    r"(?:trimestre|semestre))"
)
_WHEN = (
    rf"(?:(?:depuis|en|de|d[’']|dès|à partir d[eu’'] ?|début|mi-?|fin|courant|le|du|au|"
    rf"jusqu[’']en|\d{{1,2}}(?:er)?)\s*)*"
    rf"{_MONTH}(?:\s*(?:/|-|–|à|et|au)\s*(?:mi-?|fin |début )?{_MONTH})?(?:\s+(?:19|20)\d\d)?"
    rf"(?:\s*(?:/|-|–|à|et)\s*{_MONTH}\s+(?:19|20)\d\d)?"
    r"|(?:en |depuis |année )?(?:19|20)\d\d(?:\s*[-–/à]\s*(?:19|20)\d\d)?"
    r"|(?:jour|semaine|mois|année|séance|j) ?\d{1,2}"
)
_DATED = re.compile(
    rf"^(?P<when>{_WHEN})\s*(?:[:–—]|\s-\s|$)\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_NAMED = re.compile(
    r"^(?P<title>(?:étape|phase|temps|séquence|axe|volet|action)\s*(?:n\s*°\s*)?\d{1,2})\s*(?:[:.–—-]\s*|\s)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(r"^(?P<number>\d{1,2})\s*[.)°]\s*(?P<rest>\S.*)$", re.DOTALL)


def steps_of(passages: list[Passage], confidence: float) -> list[Item]:
    """One step for each sub-title, number, phase or date; else one for each paragraph."""
    steps: list[_Step] = []
    titled = any(
        _opening(passage) or _subtitle(passages, at) for at, passage in enumerate(passages)
    )
    for at, passage in enumerate(passages):
        opening = _opening(passage)
        if opening:
            steps.append(_Step(passage, **opening))
        elif _subtitle(passages, at):
            steps.append(_Step(passage, titre=passage.text.rstrip(" :.")))
        elif not steps or (not titled and _stands_alone(passages, at)):
            steps.append(_Step(passage, texte=passage.text))
        else:
            steps[-1].add(passage)
    return [step.item(confidence) for step in steps]


class _Step:
    def __init__(self, passage: Passage, titre: str = "", quand: str = "", texte: str = "") -> None:
        self.titre, self.quand = titre, quand
        self.texts = [texte] if texte else []
        self.places = list(passage.places)

    def add(self, passage: Passage) -> None:
        mark = "- " if passage.nature is Nature.ITEM else ""
        self.texts.append(f"{mark}{passage.text}")
        self.places += passage.places

    def item(self, confidence: float) -> Item:
        parts = {"titre": self.titre, "quand": self.quand, "texte": "\n".join(self.texts)}
        kept = {key: value for key, value in parts.items() if value}
        text = "\n".join(kept.values())
        return Item(text, confidence, tuple(self.places), kept)


def _opening(passage: Passage) -> dict[str, str]:
    """What a passage that begins a step says of it: its phase, its number, its date."""
    if passage.level > 1 and passage.nature is Nature.ITEM:
        return {}
    if found := _NAMED.match(passage.text):
        title, rest = _title_and_text(found["rest"])
        return {"titre": f"{found['title']} : {title}" if title else found["title"], "texte": rest}
    if found := _NUMBERED.match(passage.text):
        title, rest = _title_and_text(found["rest"])
        return {"titre": title, "texte": rest}
    if found := _DATED.match(passage.text):
        return {"quand": found["when"].strip(), "texte": found["rest"]}
    return {}


def _title_and_text(text: str) -> tuple[str, str]:
    """A short beginning that ends by a colon or a full stop, and the rest."""
    found = re.match(r"^(?P<title>[^:.]{3,110}?)\s*[:.](?:\s+(?P<rest>.*)|$)", text, re.DOTALL)
    if found and len(found["title"].split()) <= 14:
        return found["title"].strip(), (found["rest"] or "").strip()
    return (text.rstrip(" .:"), "") if len(text.split()) <= 14 else ("", text)


def _subtitle(passages: list[Passage], at: int) -> bool:
    """A short line, of no list, that stands above a text."""
    passage = passages[at]
    if passage.nature is Nature.ITEM or at + 1 >= len(passages):
        return False
    if passage.nature is Nature.HEADING and passage.words <= 25:
        return True
    ends = passage.text.rstrip()[-1:]
    return passage.words <= 14 and ends not in ".!;…:," and passage.text[:1].isupper()


def _stands_alone(passages: list[Passage], at: int) -> bool:
    """Whether a passage is a step of its own where no title tells the steps apart."""
    passage, before = passages[at], passages[at - 1]
    if passage.nature is not Nature.ITEM:
        return True
    return (
        passage.level <= 1
        and not before.text.rstrip().endswith(":")
        and before.nature is Nature.ITEM
        and (not _under_lead(passages, at))
    )


def _under_lead(passages: list[Passage], at: int) -> bool:
    while at and passages[at].nature is Nature.ITEM:
        at -= 1
    return passages[at].text.rstrip().endswith(":")
