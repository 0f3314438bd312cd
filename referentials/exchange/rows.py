"""The table of a referential: one line for each thing, in the order of reading.

    Type          Code       Intitulé             Contexte            Identifiant
    Référentiel   version    title                                    its stable identifier
    Niveau        code       label                what one sees       of the line
    Bloc          EV1        title                                    of the line
    Activité      EV1.2      title                                    of the line
    Compétence    EV1.2.3    label                context             of the line
    Critère                  what one sees                            of the line
    Fin

A line belongs to the last line above it of the rank before. The identifier is the one that
links keep to: left as it is, the line is the same one, whatever its words become.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from referentials.models import ReferentialPage

COLUMNS = ("Type", "Code", "Intitulé", "Contexte", "Identifiant")
HEAD, LEVEL, BLOCK, ACTIVITY, COMPETENCY, CRITERION, END = (
    "Référentiel",
    "Niveau",
    "Bloc",
    "Activité",
    "Compétence",
    "Critère",
    "Fin",
)
# What each type stands under.
PARENTS = {
    HEAD: None,
    LEVEL: HEAD,
    BLOCK: HEAD,
    ACTIVITY: BLOCK,
    COMPETENCY: ACTIVITY,
    CRITERION: COMPETENCY,
}


@dataclass(frozen=True)
class Row:
    """One line. `place` says where it was read, for the messages."""

    type: str
    code: str = ""
    title: str = ""
    context: str = ""
    identifier: str = ""
    place: str = ""

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        return (self.type, self.code, self.title, self.context, self.identifier)

    @property
    def name(self) -> str:
        """The line as one speaks of it."""
        words = f"{self.code} {self.title}".strip()
        return f"{self.type} {words}"

    def says(self, other: "Row") -> bool:
        """Whether the words are the same, blanks apart: a spreadsheet may change these."""
        return tuple(map(flat, self.cells)) == tuple(map(flat, other.cells))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def rows_of(page: ReferentialPage) -> list[Row]:
    """The referential as it stands in this object, draft or published."""
    head = Row(HEAD, page.version, page.title, "", str(page.identifier))
    return [head, *_levels(page), *_tree(page)]


def _levels(page: ReferentialPage) -> Iterator[Row]:
    for level in page.scale:
        value = level.value
        yield Row(LEVEL, value["code"], value["label"], value["description"] or "", level.id or "")


def _tree(page: ReferentialPage) -> Iterator[Row]:
    for block in page.tree:
        yield Row(BLOCK, block.value["code"], block.value["title"], "", block.id or "")
        for activity in block.value["activities"].bound_blocks:
            value = activity.value
            yield Row(ACTIVITY, value["code"], value["title"], "", activity.id or "")
            for item in value["competencies"].bound_blocks:
                yield from _competency(item)


def _competency(item) -> Iterator[Row]:
    value = item.value
    context = value["context"] or ""
    yield Row(COMPETENCY, value["code"], value["label"], context, item.id or "")
    for criterion in value["criteria"].bound_blocks:
        yield Row(CRITERION, "", criterion.value, "", criterion.id or "")
