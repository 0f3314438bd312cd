"""The competencies that somebody chooses in a tree, and the short way to write them.

A choice is written as codes: a block or an activity stands for all it holds, a competency for
itself. Codes that the tree does not know any more are left out and named.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from referentials.blocks import anchor_of
from referentials.models import ReferentialPage

# Written in an address when nothing is chosen, so that it is not taken for « everything ».
NONE = "aucune"
# Beyond, an address was made by a machine: the rest is not read.
MOST_CODES, MOST_SIGNS = 2000, 60
CODE = re.compile(r"[^\s,;]+")


@dataclass(frozen=True)
class Skill:
    """One competency."""

    code: str
    label: str
    context: str
    criteria: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.code} {self.label}"


@dataclass(frozen=True)
class Activity:
    """An activity and its competencies, one at least."""

    code: str
    title: str
    skills: tuple[Skill, ...]

    @property
    def name(self) -> str:
        return f"{self.code} {self.title}"


@dataclass(frozen=True)
class Block:
    """A block and its activities, one at least."""

    code: str
    title: str
    activities: tuple[Activity, ...]

    @property
    def name(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def skills(self) -> tuple[Skill, ...]:
        return tuple(skill for activity in self.activities for skill in activity.skills)


Tree = tuple[Block, ...]


def tree_of(page: ReferentialPage) -> Tree:
    """The tree as it is published; what holds no competency is left out."""
    blocks = (
        Block(
            block.value["code"],
            block.value["title"],
            tuple(
                Activity(activity["code"], activity["title"], skills)
                for activity in block.value["activities"]
                if (skills := tuple(map(_skill, activity["competencies"])))
            ),
        )
        for block in page.tree
    )
    return tuple(block for block in blocks if block.activities)


def _skill(value) -> Skill:
    return Skill(value["code"], value["label"], value["context"] or "", tuple(value["criteria"]))


def skills_of(tree: Tree) -> tuple[Skill, ...]:
    return tuple(skill for block in tree for skill in block.skills)


def read_codes(values: Iterable[str], tree: Tree) -> tuple[frozenset[str], tuple[str, ...]]:
    """The codes of the competencies that these words choose, and the words that mean nothing."""
    known: dict[str, tuple[str, ...]] = {}
    for block in tree:
        known[anchor_of(block.code)] = tuple(skill.code for skill in block.skills)
        for activity in block.activities:
            known[anchor_of(activity.code)] = tuple(skill.code for skill in activity.skills)
            known |= {anchor_of(skill.code): (skill.code,) for skill in activity.skills}
    words = [word for value in values for word in CODE.findall(value)][:MOST_CODES]
    words = [word[:MOST_SIGNS] for word in words if word.lower() != NONE]
    chosen = frozenset(code for word in words for code in known.get(anchor_of(word), ()))
    return chosen, tuple(dict.fromkeys(word for word in words if anchor_of(word) not in known))


def shortened(tree: Tree, chosen: frozenset[str]) -> list[str]:
    """The fewest codes that choose the same competencies, in the order of the tree."""
    codes: list[str] = []
    for block in tree:
        if all(skill.code in chosen for skill in block.skills):
            codes.append(block.code)
            continue
        for activity in block.activities:
            mine = [skill.code for skill in activity.skills if skill.code in chosen]
            whole = len(mine) == len(activity.skills) > 1
            codes += [activity.code] if whole else mine
    return codes


def pruned(tree: Tree, chosen: frozenset[str]) -> Tree:
    """The tree with what is chosen only."""
    found = []
    for block in tree:
        kept = (
            replace(each, skills=tuple(s for s in each.skills if s.code in chosen))
            for each in block.activities
        )
        activities = tuple(activity for activity in kept if activity.skills)
        if activities:
            found.append(replace(block, activities=activities))
    return tuple(found)
