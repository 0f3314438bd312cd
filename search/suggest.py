"""« Essayez avec… »: a query whose unknown words are replaced by words of the index."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet

from search.engine.documents import SEARCHED
from search.engine.snapshot import Snapshot
from search.french import FrenchAnalysis, clean, fold
from search.indexing import WhooshIndex
from search.robustness import IndexUnavailable
from search.spelling import distance, near_terms

MAX_LENGTH = 200
MAX_WORDS = 8
MAX_TRIED = 3


def did_you_mean(
    backend: Any,
    model_or_queryset: type[Model] | QuerySet,
    text: str,
    fields: list[str] | None = None,
) -> str | None:
    """The text with its unknown words corrected, None if there is nothing better.

    Every word offered, and the whole, finds something in the queryset: no word shows that
    the reader could not have found. `fields` restricts where words come from. None as well
    while the index is unavailable, and with another backend of the family.
    """
    index = backend.get_index_for_model(getattr(model_or_queryset, "model", model_or_queryset))
    if not isinstance(index, WhooshIndex):
        return None

    def finds(words: str) -> bool:
        return backend.search(words, model_or_queryset, fields=fields, operator="and").count() > 0

    try:
        snapshot = index.store.snapshot()
        correction = _Correction(
            snapshot, snapshot.named(SEARCHED, fields), backend.options.analysis, finds
        )
        return correction.of(clean(text[:MAX_LENGTH]))
    except IndexUnavailable:
        return None


class _Correction:
    """Replaces the words of a text that the index does not have."""

    def __init__(
        self,
        snapshot: Snapshot,
        fields: tuple[str, ...],
        analysis: FrenchAnalysis,
        finds: Callable[[str], bool],
    ):
        self.snapshot = snapshot
        self.fields = fields
        self.analysis = analysis
        self.finds = finds

    def of(self, text: str) -> str | None:
        """The corrected text, None if no word changed or the whole finds nothing."""
        words = text.split()[:MAX_WORDS]
        offered = [self._word(word) for word in words]
        whole = " ".join(offered)
        changed = [new for new, old in zip(offered, words, strict=True) if new != old]
        if not changed or (len(offered) > 1 and not self.finds(whole)):
            return None
        return whole

    def _word(self, word: str) -> str:
        """The word itself if the index has it, or has nothing like it."""
        parts = [part for part in self.analysis.token(word).parts if part.term]
        if len(parts) != 1 or self.snapshot.frequency(self.fields, parts[0].term or ""):
            return word
        start, end = parts[0].start, parts[0].end
        for near in near_terms(self.snapshot, self.fields, parts[0].term or "")[:MAX_TRIED]:
            written = self._written(near.term, fold(word[start:end]))
            if written and self.finds(written):
                return word[:start] + written + word[end:]
        return word

    def _written(self, term: str, typed: str) -> str:
        """Among the ways a term is written, the one most like what was typed."""
        surfaces = self.snapshot.surfaces(self.fields, term)
        return min(surfaces, key=lambda word: (distance(typed, fold(word)), word), default="")
