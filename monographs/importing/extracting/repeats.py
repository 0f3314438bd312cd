"""Passages that a layout program writes twice."""

from collections.abc import Sequence

from monographs.importing.extracting.lines import Line

_REPEATED = 5
_LONGEST_REPEAT = 60


def without_repeats(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines without passages of five or more that repeat just before; how many went.

    A repeated line may be cut short: the longer writing stays.
    """
    kept: list[Line] = []
    dropped = 0
    for line in lines:
        kept.append(line)
        for size in range(_REPEATED, min(_LONGEST_REPEAT, len(kept) // 2) + 1):
            first, second = kept[-2 * size : -size], kept[-size:]
            if _alike(first[-1], second[-1]) and all(map(_alike, first, second)):
                kept[-2 * size :] = map(_longer, first, second)
                dropped += size
                break
    return kept, dropped


def _longer(one: Line, other: Line) -> Line:
    return max(one, other, key=lambda line: len(line.text))


def _alike(one: Line, other: Line) -> bool:
    if one.text == other.text:
        return True
    short, long = sorted((one.text, other.text), key=len)
    return len(short) > 10 and long.startswith(short)
