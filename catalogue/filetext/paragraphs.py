"""Paragraphs of an XML part: which elements hold text, which end a line, which are left out."""

from catalogue.filetext.keeping import MAX_PARAGRAPH, Kept
from catalogue.filetext.packages import Part, attribute


class Paragraphs(Part):
    """Sends each paragraph to `kept`.

    `holders` are the elements whose text counts, `breaks` those that stand on a line of
    their own, `signs` those that stand for a character, `skipped` those left out with all they
    hold; `titles` are the attributes that are read, by element.
    """

    def __init__(
        self,
        kept: Kept,
        *,
        holders: frozenset[str],
        breaks: frozenset[str],
        signs: dict[str, str],
        skipped: frozenset[str],
        titles: dict[str, str] | None = None,
    ):
        self._kept = kept
        self._holders, self._breaks = holders, breaks
        self._signs, self._skipped = signs, skipped
        self._titles = titles or {}
        self._holding = self._skipping = self._length = 0
        self._pieces: list[str] = []

    def open_element(self, name: str, attributes) -> None:
        if self._skipping or name in self._skipped:
            self._skipping += 1
            return
        if name in self._breaks:
            self.flush()
        if name in self._holders:
            self._holding += 1
        if name in self._signs:
            self._add(self._signs[name])
        if name in self._titles:
            self._kept.add(attribute(attributes, self._titles[name]))

    def close_element(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        if name in self._holders:
            self._holding -= 1
        if name in self._breaks:
            self.flush()

    def add_text(self, text: str) -> None:
        if self._holding and not self._skipping:
            self._add(text)

    def close(self) -> None:
        self.flush()

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > MAX_PARAGRAPH:
            self.flush()

    def flush(self) -> None:
        """End the current line."""
        if self._pieces:
            line = "".join(self._pieces)
            self._pieces, self._length = [], 0
            self._kept.add(line)
