"""For whom each gain is."""

import re
from dataclasses import replace

from monographs.importing.fiche import Item
from monographs.importing.recognising.lexicon import for_whom
from monographs.importing.recognising.lists import items_of
from monographs.importing.recognising.passages import Passage

_SAID = re.compile(
    r"^(?:pour|chez|du côté d(?:e|es|u))\s+(?:les |la |le |"
    r"l[’'])?(?P<whom>[^:,]{3,60}?)\s*(?P<mark>[:,])\s*(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)


def gains_of(pairs: list[tuple[Passage, str]], confidence: float) -> list[Item]:
    """Items of « plus-value »; without a sub-heading, the line itself may say for whom."""
    items: list[Item] = []
    whom = ""
    for whom_of_run, run in _runs(pairs):
        for item in items_of(run, confidence):
            said = _SAID.match(item.text)
            whom = for_whom(said["whom"]) if said and not whom_of_run else whom_of_run or whom
            sure = confidence if whom else min(confidence, 0.5)
            items.append(Item(item.text, sure, item.blocks, {"pour": whom or "siae"}))
    return items


def apart(passages: list[Passage]) -> list[Passage]:
    """Passages where « Pour les salariés : … Pour le territoire : … » is cut in two."""
    return [
        replace(passage, text=text)
        for passage in passages
        for text in re.split(r"(?<=[.!?;])\s+(?=Pour [^:.]{3,50}\s:\s)", passage.text)
    ]


def names_whom(passage: Passage) -> str:
    """For whom a line speaks when it says so at its beginning (« Pour les candidats : … »)."""
    said = _SAID.match(passage.text)
    return (
        for_whom(said["whom"])
        if said and (said["mark"] == ":" or len(said["whom"].split()) <= 4)
        else ""
    )


def _runs(pairs: list[tuple[Passage, str]]) -> list[tuple[str, list[Passage]]]:
    runs: list[tuple[str, list[Passage]]] = []
    for passage, whom in pairs:
        if runs and runs[-1][0] == whom:
            runs[-1][1].append(passage)
        else:
            runs.append((whom, [passage]))
    return runs
