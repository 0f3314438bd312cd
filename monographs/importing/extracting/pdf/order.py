"""The order in which the runs of a page are read: bands, columns, tables apart.

A column begins where several lines begin; it is true when the lines on both of its sides
are full of words, close to each other, and nothing crosses the white between them. What
crosses (a title, a box) parts the page in bands read one after the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from monographs.importing.extracting.pdf.letters import Run
from monographs.importing.extracting.pdf.rows import rows_of

_DEEPEST = 5
# Lines on each side for a first proof of columns.
_PROOF = 3


@dataclass
class Zone:
    """Runs read from top to bottom. `column` is 0 outside of columns."""

    runs: list[Run] = field(default_factory=list)
    column: int = 0


def zones(runs: list[Run]) -> list[Zone]:
    """The zones of a page, in the order of reading."""
    found = list(_zones(runs, 0, inside=False))
    columns = 0
    for zone in found:
        if zone.column:
            columns += 1
            zone.column = columns
    return found


def _zones(runs: list[Run], depth: int, inside: bool) -> Iterator[Zone]:
    """`inside`: these runs stand in a column already."""
    white = _best_white(runs) if depth < _DEEPEST and len(runs) > 5 else None
    if white is None:
        if runs:
            yield Zone(runs, int(inside))
        return
    for band, columns in _bands(runs, white):
        if columns:
            for side in _sides(band, white):
                yield from _zones(side, depth + 1, inside=True)
        elif len(band) < len(runs):
            yield from _zones(band, depth + 1, inside)
        else:
            yield Zone(band, int(inside))


def _best_white(runs: list[Run]) -> float | None:
    """Where the columns part best; None when there is one column only."""
    best, score = None, 0
    for place in _candidates(runs):
        bands = _bands(runs, place)
        lines = sum(
            min(_lines(left), _lines(right))
            for band, columns in bands
            if columns
            for left, right in [_sides(band, place)]
        )
        # Where items begin is no white: the headings above them would cross it.
        lines -= len(bands) if lines else 0
        if lines > score:
            best, score = place, lines
    return best


def _candidates(runs: list[Run]) -> list[float]:
    """Places where at least three lines begin, but the first."""
    begins = sorted(run.x0 for run in runs)
    places: list[list[float]] = []
    for x in begins:
        if places and x - places[-1][0] < 4:
            places[-1].append(x)
        else:
            places.append([x])
    return [group[0] - 2 for group in places[1:] if len(group) >= _PROOF][:60]


def _sides(band: list[Run], white: float) -> tuple[list[Run], list[Run]]:
    left = [run for run in band if run.x1 <= white + 1]
    return left, [run for run in band if run.x1 > white + 1]


def _lines(runs: list[Run]) -> int:
    return len({round(run.y / 3) for run in runs})


def _bands(runs: list[Run], white: float) -> list[tuple[list[Run], bool]]:
    """Bands from the top: (runs, whether they stand in columns)."""
    rows = rows_of(runs)
    edges = [min((run.x0 for run in row if run.x0 >= white), default=-9.0) for row in rows]
    parts: list[tuple[list[Run], bool]] = []
    for row in rows:
        crossed = _crosses(row, white, edges)
        if parts and parts[-1][1] is not crossed:
            parts[-1][0].extend(row)
        else:
            parts.append((list(row), not crossed))
    _give_back(parts, white)
    proved = any(columns and _are_columns(*_sides(band, white)) for band, columns in parts)
    checked: list[tuple[list[Run], bool]] = []
    for band, columns in parts:
        left, right = _sides(band, white)
        columns = columns and proved and bool(left and right) and _readable(left, right)
        if checked and not columns and not checked[-1][1]:
            checked[-1][0].extend(band)
        else:
            checked.append((band, columns))
    return checked


def _give_back(parts: list[tuple[list[Run], bool]], white: float) -> None:
    """Short lines that belong to what crosses: the end of a title, the heading of a box."""
    for place, (band, columns) in enumerate(parts):
        rows = rows_of(band) if columns else []
        for step, other in ((1, place - 1), (-1, place + 1)):
            if not 0 <= other < len(parts):
                continue
            foot = max(parts[other][0], key=lambda run: run.y * step).y
            while len(rows) > 1 and _one_sided(rows[::step][0], white):
                row, *others = rows[::step]
                left = row[-1].x1 <= white + 1
                same = (one for one in others if any((run.x1 <= white + 1) == left for run in one))
                after = next(same, None)
                if after is None or abs(row[0].y - foot) >= abs(after[0].y - row[0].y):
                    break
                foot = row[0].y
                parts[other][0].extend(row)
                rows.remove(row)
        if rows:
            band[:] = [run for row in rows for run in row]


def _one_sided(row: list[Run], white: float) -> bool:
    return row[-1].x1 <= white + 1 or row[0].x1 > white + 1


def _crosses(row: list[Run], white: float, edges: list[float]) -> bool:
    """Whether a line goes over the white, a justified one that has a space there included.

    `edges` are the places where the lines begin after the white.
    """
    if any(run.x0 < white - 1 and run.x1 > white + 1 for run in row):
        return True
    gaps = [(b.x0 - a.x1, b.x0) for a, b in zip(row, row[1:], strict=False)]
    here = [(gap, x) for gap, x in gaps if x - gap <= white <= x]
    if not here or len(gaps) < 2:
        return False
    gap, x = here[0]
    others = max(other for other, begin in gaps if begin != x)
    both = sum(begin < x for _gap, begin in gaps) and sum(begin > x for _gap, begin in gaps)
    if both and len(gaps) > 3 and max(gaps)[0] < min(gaps)[0] * 1.35:
        return True
    return gap < others * 1.35 and sum(abs(x - edge) < 2.5 for edge in edges) < 3


def _are_columns(left: list[Run], right: list[Run]) -> bool:
    """Whether two sides are two columns of text: enough lines, full and close."""
    return min(_lines(left), _lines(right)) >= _PROOF and _readable(left, right)


def _readable(left: list[Run], right: list[Run]) -> bool:
    """Whether a clean strip parts two texts whose lines begin under each other."""
    strip = min(run.x0 for run in right) - max(run.x1 for run in left)
    if strip < max(6, 0.7 * right[0].size) or not _aligned(right):
        return False
    return _is_text(left) and _is_text(right) and not _is_table(left, right)


def _aligned(side: list[Run]) -> bool:
    """Whether most lines begin at one or the other of two places (a text and its items)."""
    begins = sorted(row[0].x0 for row in rows_of(side))
    places: list[int] = []
    last = float("-inf")
    for x in begins:
        if x - last > 3:
            places.append(0)
            last = x
        places[-1] += 1
    return sum(sorted(places)[-3:]) >= 0.6 * len(begins)


def _is_text(side: list[Run]) -> bool:
    """Full enough of words not to be bullets, numbers or labels; lines close together."""
    lines = rows_of(side)
    if sum(len(run.text) for run in side) / len(lines) < 9:
        return False
    steps = [b[0].y - a[0].y for a, b in zip(lines, lines[1:], strict=False)]
    size = median(run.size for run in side)
    return not steps or median(steps) < size * 2.4


def _is_table(left: list[Run], right: list[Run]) -> bool:
    """Whether short passages face each other line by line."""
    facing = 0
    rows = rows_of(right)
    for row in rows_of(left):
        facing += any(abs(row[0].y - other[0].y) < 1.5 for other in rows)
    aligned = facing >= 0.9 * max(_lines(left), _lines(right))
    return aligned and _fullness(left) < 0.62 and _fullness(right) < 0.62


def _fullness(side: list[Run]) -> float:
    """How much of its column the middle line fills."""
    rows = rows_of(side)
    width = max(run.x1 for run in side) - min(run.x0 for run in side)
    return median(row[-1].x1 - row[0].x0 for row in rows) / max(width, 1)
