"""Which analysis turns text into terms: the French one, a plain one, or the caller's own."""

from functools import lru_cache

from django.utils.module_loading import import_string

from search.french import FrenchAnalysis


class PlainAnalysis(FrenchAnalysis):
    """Folds case and accents, nothing else: no stop word, no stem. For any language."""

    version = "plain-1"

    def _term(self, word: str, folded: str) -> str | None:
        return folded or None


BUILT_IN = {"fr": FrenchAnalysis, "plain": PlainAnalysis}


@lru_cache(maxsize=8)
def load(language: str = "fr", acronyms: tuple[str, ...] = ()) -> FrenchAnalysis:
    """The analysis named `language`: "fr", "plain" or the dotted path of a class.

    One instance a process and a choice, so that its cache is shared. Raises ImportError if
    the dotted path leads nowhere.
    """
    factory = BUILT_IN.get(language) or import_string(language)
    return factory(acronyms)
