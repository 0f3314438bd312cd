"""« Essayez avec… »: a query whose unknown words are replaced by words of the index."""

from typing import Any

from django.db.models import Model, QuerySet
from modelsearch.query import PlainText

from search.engine.documents import SEARCHED
from search.engine.scoring import Evaluation
from search.engine.snapshot import Snapshot
from search.french import FrenchAnalysis, clean, fold
from search.indexing import WhooshIndex
from search.robustness import IndexUnavailable
from search.spelling import distance, near_terms
from search.vocabulary import Vocabulary, documents_of, keys_of

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
    model = getattr(model_or_queryset, "model", model_or_queryset)
    index = backend.get_index_for_model(model)
    if not isinstance(index, WhooshIndex):
        return None
    queryset = model.objects.all() if model_or_queryset is model else model_or_queryset
    try:
        snapshot = index.store.snapshot()
        among = documents_of(keys_of(queryset), snapshot, index.convert)
        return _Correction(backend, queryset, fields, snapshot, among).of(clean(text[:MAX_LENGTH]))
    except IndexUnavailable:
        return None


class _Correction:
    """Replaces the words of a text that no object of a queryset has."""

    def __init__(
        self,
        backend: Any,
        queryset: QuerySet,
        fields: list[str] | None,
        snapshot: Snapshot,
        among: int,
    ):
        self.backend = backend
        self.queryset = queryset
        self.fields = fields
        self.snapshot = snapshot
        self.among = among
        self.analysis: FrenchAnalysis = backend.options.analysis
        self.vocabulary = Vocabulary(snapshot, snapshot.named(SEARCHED, fields), lambda: among)

    def of(self, text: str) -> str | None:
        """The corrected text, None if no word changed or the whole finds nothing."""
        words = text.split()[:MAX_WORDS]
        offered = [self._word(word) for word in words]
        whole = " ".join(offered)
        changed = [new for new, old in zip(offered, words, strict=True) if new != old]
        if not changed or (len(offered) > 1 and not self._finds(whole)):
            return None
        return whole

    def _finds(self, words: str) -> bool:
        """Whether some object of the queryset has all these words."""
        compiler = self.backend.query_compiler_class(
            self.queryset, PlainText(words, operator="and"), fields=self.fields
        )
        fields, node = compiler.compile(self.backend, self.snapshot, lambda: self.among)
        return bool(Evaluation(self.snapshot, fields).members(node) & self.among)

    def _word(self, word: str) -> str:
        """The word itself if it is known, or if nothing known is like it."""
        parts = [part for part in self.analysis.token(word).parts if part.term]
        if len(parts) != 1 or self.vocabulary.frequency(parts[0].term or ""):
            return word
        start, end = parts[0].start, parts[0].end
        for near in near_terms(self.vocabulary, parts[0].term or "")[:MAX_TRIED]:
            written = self._written(near.term, fold(word[start:end]))
            if written and self._finds(written):
                return word[:start] + written + word[end:]
        return word

    def _written(self, term: str, typed: str) -> str:
        """Among the ways a term is written, the one most like what was typed."""
        surfaces = self.vocabulary.surfaces(term)
        return min(surfaces, key=lambda word: (distance(typed, fold(word)), word), default="")
