"""What is kept of a text while it is read: clean, and never too much."""

import re
import time
import unicodedata

MAX_CHARACTERS = 400_000
# One paragraph longer than this is cut in pieces: no single string grows without end.
MAX_PARAGRAPH = 20_000
# Controls, invisible marks (soft hyphens among them), halves of characters, private
# drawings, unassigned: nothing that anybody searches for.
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")
_BLANKS = re.compile(r"\s+")


class Enough(Exception):
    """As much has been read as will be kept: the reader stops there."""


class Unreadable(Exception):
    """The file is not what it says it is, or is locked."""


class Kept:
    """The paragraphs read so far. Raises `Enough` at the limit of size or of time."""

    def __init__(self, seconds: float, characters: int = MAX_CHARACTERS):
        self._lines: list[str] = []
        self._left = characters
        self._until = time.monotonic() + seconds

    def add(self, paragraph: str) -> None:
        """Keep one more paragraph, cleaned."""
        self.check_time()
        line = clean(paragraph)
        if not line:
            return
        self._lines.append(line[: self._left])
        self._left -= len(line) + 1
        if self._left <= 0:
            raise Enough

    def check_time(self) -> None:
        if time.monotonic() > self._until:
            raise Enough

    @property
    def text(self) -> str:
        """What was read, one paragraph a line; nothing when it holds no letter nor digit."""
        text = "\n".join(self._lines)
        return text if any(char.isalnum() for char in text) else ""


def clean(text: str) -> str:
    """One line of composed characters and single spaces, without what cannot be seen."""
    if not text.isprintable():
        text = "".join(_shown(char) for char in text)
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _shown(char: str) -> str:
    if char.isspace():
        return " "
    kind = unicodedata.category(char)
    # A symbol of a private font (a bullet) stood between two words.
    return " " if kind == "Co" else "" if kind in _DROPPED else char
