"""Which pieces of a text hold the searched words, asked once for each different piece."""

from collections.abc import Callable


class Telling(dict[str, bool]):
    """Piece of text → whether it holds one of some terms; at most `most` are kept."""

    def __init__(self, terms: frozenset[str], terms_of: Callable[[str], frozenset[str]], most: int):
        super().__init__()
        self._terms = terms
        self._terms_of = terms_of
        self._most = most

    def __missing__(self, raw: str) -> bool:
        if len(self) >= self._most:
            self.clear()
        held = self[raw] = not self._terms.isdisjoint(self._terms_of(raw))
        return held
