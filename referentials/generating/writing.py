"""Parts that several of the documents share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exports import composing as write
from exports.blocks import Fields, Lines, Mark, PageBreak, Picture, Signatures, Table
from exports.checks import Text
from referentials.generating.choices import Choices
from referentials.generating.scales import Scale
from referentials.generating.selection import Skill, Tree, skills_of
from referentials.models import ReferentialPage

# A mark for what was not seen yet.
NOT_SEEN = "–"
BLANK = Text()


@dataclass(frozen=True)
class Brief:
    """What a document is made of: the referential, what was chosen in it, the logo."""

    page: ReferentialPage
    choices: Choices
    tree: Tree
    scale: Scale
    logo: Picture | None = None

    @property
    def skills(self) -> tuple[Skill, ...]:
        return skills_of(self.tree)

    @property
    def subject(self) -> str:
        """What the document is about, in a few words."""
        if self.choices.support:
            return self.choices.support.label
        # « Livret de suivi : espaces verts », the way one says it.
        return self.page.title.removeprefix("Référentiel ")

    @property
    def mark(self) -> Mark:
        """An empty cell where a level is written."""
        return Mark(options=(*self.scale.marks, NOT_SEEN))


def head(brief: Brief) -> list:
    """Logo and name of the structure, then the words chosen for the first page."""
    return [
        *([brief.logo] if brief.logo else []),
        *write.lead(brief.choices.structure),
        *write.paragraphs(brief.choices.text),
    ]


def origin(brief: Brief) -> list:
    """Where the competencies come from, and what the referential says of itself."""
    page = brief.page
    words = f"Compétences tirées de «\u00a0{page.title}\u00a0», version {page.version}."
    note = " ".join(filter(None, (words, page.period_note and f"{page.period_note}.")))
    return [*write.paragraphs(note.replace("..", ".")), *write.note(page.status_note)]


def how_to_note(brief: Brief) -> list:
    """The scale, and the mark for what was not seen."""
    return [
        *write.heading("Comment noter"),
        *write.scale(brief.scale.levels),
        *write.paragraphs(
            "Un tiret veut dire «\u00a0pas encore vu\u00a0». Notez ce que vous voyez faire, pas ce "
            "que vous supposez."
        ),
    ]


def seen_when(skill: Skill) -> Text:
    """Where a competency is done, and its criteria, one a line.

    Never empty, so that nobody writes there.
    """
    where = write.said(skill.context).plain
    lines = [f"•\u00a0{write.said(line).plain}" for line in skill.criteria if write.said(line)]
    words = [*([f"{where}\u00a0:" if lines else where] if where else []), *lines]
    return write.said("\n".join(words) or "À préciser ensemble.")


def grid(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence],
    widths: Sequence[float],
    *,
    row_header: bool = True,
    is_quiet: bool = False,
) -> Table:
    """A table to fill in; cells are words or texts, widths any weights."""
    total = sum(widths)
    return Table(
        write.said(caption),
        tuple(map(write.said, heads)),
        tuple(tuple(map(_cell, row)) for row in rows),
        tuple(round(100 * width / total, 2) for width in widths),
        row_header,
        is_quiet,
    )


def _cell(given) -> Text:
    return given if isinstance(given, Text) else write.said(given)


def blank_rows(count: int, width: int) -> list[list[Text]]:
    return [[BLANK] * width for _ in range(count)]


def fields(*labels: str) -> Fields:
    return Fields(tuple(map(write.said, labels)))


def lines(label: str, count: int) -> Lines:
    return Lines(write.said(label), count)


def signatures(*labels: str) -> Signatures:
    return Signatures(tuple(map(write.said, labels)))


NEW_PAGE = PageBreak()
