"""Names of files that every system can unpack.

Windows is the strictest: short paths, no reserved word, no sign of its own, case ignored.
"""

import re

from catalogue.text import french_slug

# Signs of a name, its number and its extension apart: paths stay far from the 260 of Windows.
LENGTH = 48
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.ASCII)


def safe_name(title: str, instead: str) -> str:
    """Small letters, digits and dashes; `instead` when the title leaves none of them."""
    name = french_slug(title)
    if len(name) > LENGTH:
        # Whole words, when there are some.
        name = name[: LENGTH + 1].rpartition("-")[0] or name[:LENGTH]
    name = name.strip("-_") or instead
    return f"{instead}-{name}" if RESERVED.fullmatch(name) else name


class Names:
    """Names given so far: the same one never comes twice."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, folder: str, base: str, extension: str) -> str:
        """A path that is still free in this folder, for a name that is safe already."""
        number = 1
        path = f"{folder}/{base}.{extension}"
        while path in self._given:
            number += 1
            path = f"{folder}/{base}-{number}.{extension}"
        self._given.add(path)
        return path


def numbered(number: int, total: int, title: str) -> str:
    """« 07-tailler-une-haie »: files sort as the selection does."""
    return f"{number:0{max(2, len(str(total)))}}-{safe_name(title, 'fiche')}"
