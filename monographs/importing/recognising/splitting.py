"""Several fiches in one document: where each begins, and two fiches mixed together."""

from monographs.importing.document import Nature
from monographs.importing.recognising.lexicon import EXACT, Lexicon
from monographs.importing.recognising.passages import Passage
from monographs.importing.recognising.titles import (
    is_band,
    marker_number,
    may_be_title,
    structure_line,
)

MIXED = (
    "Deux fiches étaient mêlées dans ce fichier : un passage a été rendu à la fiche qui précède. "
    "Relisez la fin de chacune."
)
# Headings that a fiche has only once.
_CYCLE = (
    "objectifs",
    "contexte",
    "public_cible",
    "mise_en_oeuvre",
    "resultats",
    "leviers",
    "bilan",
)
_NOT_CYCLE = ("contacts", "sommaire", "a_classer", "titre")


def split_fiches(
    passages: list[Passage], lexicon: Lexicon
) -> list[tuple[list[Passage], list[str]]]:
    """The passages of each fiche, with what must be said of it, in French."""
    fields = [_field(passage, lexicon) for passage in passages]
    starts = _numbered(passages, fields) or _repeated(passages, fields)
    bounds = [*dict.fromkeys([0, *starts]), len(passages)]
    parts = [passages[start:end] for start, end in zip(bounds, bounds[1:], strict=False)]
    told = [(part, []) for part in _with_substance(parts)]
    return _unmixed(told, lexicon)


def _field(passage: Passage, lexicon: Lexicon) -> str:
    if passage.nature is Nature.ITEM or passage.words > 9:
        return ""
    heading = lexicon.heading(passage.text, strong=passage.strong)
    field = heading.field if heading and heading.confidence == EXACT else ""
    return "" if field in _NOT_CYCLE else field


def _with_substance(parts: list[list[Passage]]) -> list[list[Passage]]:
    """What stands before the first fiche (a cover, a table of contents) goes with it."""
    if len(parts) > 1 and sum(passage.words for passage in parts[0]) < 60:
        return [parts[0] + parts[1], *parts[2:]]
    return parts


def _numbered(passages: list[Passage], fields: list[str]) -> list[int]:
    """Starts by numbers (« Fiche 3 »), which stand before the headings or after the first page."""
    markers: dict[int, int] = {}
    for place, passage in enumerate(passages):
        number = marker_number(passage)
        if number and any(fields[place : place + 40]):
            # A table of contents numbers them too: the last one is the fiche.
            markers[number] = place
    places = sorted(markers.values())
    if len(places) < 2:
        return []
    late = sum(bool(field) for field in fields[: places[0]]) >= 2
    return (
        [_page_before(passages, fields, place, places) for place in places[1:]] if late else places
    )


def _page_before(passages: list[Passage], fields: list[str], place: int, markers: list[int]) -> int:
    """Where the page begins that ends by the number at `place`: the cycle begins again there."""
    previous = max((marker for marker in markers if marker < place), default=0)
    first = next((field for field in fields if field), "")
    again = [at for at in range(previous + 1, place) if fields[at] == first]
    return _head(passages, fields, again[-1]) if again else place


def _head(passages: list[Passage], fields: list[str], at: int) -> int:
    """Back over the band, the title and the structure that stand above a heading."""
    start = at
    while start and at - start < 4 and not fields[start - 1] and _of_head(passages[start - 1]):
        start -= 1
    return start


def _of_head(passage: Passage) -> bool:
    if is_band(passage) or structure_line(passage.text) or marker_number(passage):
        return True
    return passage.nature is Nature.HEADING or (passage.capitals and may_be_title(passage))


def _repeated(passages: list[Passage], fields: list[str]) -> list[int]:
    """Starts told by the cycle of headings beginning again."""
    cycle = [(place, field) for place, field in enumerate(fields) if field in _CYCLE]
    starts: list[int] = []
    seen: list[str] = []
    first = cycle[0][1] if cycle else ""
    for order, (place, field) in enumerate(cycle):
        following = {known for _, known in cycle[order : order + 3]}
        if (
            field == first
            and len(set(seen)) >= 3
            and following <= set(seen)
            and len(following) >= 2
        ):
            starts.append(_head(passages, fields, place))
            seen = []
        seen.append(field)
    return starts


def _unmixed(
    told: list[tuple[list[Passage], list[str]]], lexicon: Lexicon
) -> list[tuple[list[Passage], list[str]]]:
    """Gives back to a fiche without its bearer the column that stands in the next one.

    A fiche of the house has one « porteur » at its end: a fiche that has two, after one that
    has none, holds a column of it.
    """
    for at in range(1, len(told)):
        (before, _), (fiche, _) = told[at - 1], told[at]
        bearers = [place for place, passage in enumerate(fiche) if _bears(passage, lexicon)]
        if len(bearers) < 2 or any(_bears(passage, lexicon) for passage in before):
            continue
        where = fiche[bearers[0]].page, fiche[bearers[0]].column
        column = [at for at, passage in enumerate(fiche) if (passage.page, passage.column) == where]
        heads = [place for place in column if marker_number(fiche[place])]
        start, end = _lost_column(fiche, column, heads, bearers)
        remarks = [MIXED]
        told[at - 1] = (before + fiche[start:end], told[at - 1][1] + remarks)
        told[at] = (fiche[:start] + fiche[end:], told[at][1] + remarks)
    return told


def _lost_column(
    fiche: list[Passage], column: list[int], heads: list[int], bearers: list[int]
) -> tuple[int, int]:
    """First and last places of the column that holds the first bearer, under the title if any."""
    start = heads[-1] + 1 if heads else column[0]
    while start < bearers[0] and (
        (heads and fiche[start].capitals)
        or structure_line(fiche[start].text, after_title=bool(heads))
    ):
        start += 1
    return start, min(column[-1] + 1, bearers[1])


def _bears(passage: Passage, lexicon: Lexicon) -> bool:
    if not passage.strong or passage.words > 8 or "orteur" not in passage.text.lower():
        return False
    heading = lexicon.heading(passage.text, strong=True)
    return bool(heading) and heading.field == "structure"
