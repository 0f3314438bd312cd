"""The settings of one backend, checked when it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from search import analysis
from search import synonyms as synonym_tables
from search.engine.store import Limits
from search.french import FrenchAnalysis

RAISE, EMPTY, DATABASE = "raise", "empty", "database"


@dataclass(frozen=True)
class QueryLimits:
    """What bounds a search: words read in a query, words a prefix may stand for."""

    max_query_words: int = 32
    max_query_length: int = 2_000
    max_expansions: int = 128


@dataclass(frozen=True)
class Options:
    """One entry of WAGTAILSEARCH_BACKENDS; only PATH is needed (see docs/search.md)."""

    path: Path
    language: str = "fr"
    acronyms: tuple[str, ...] = ()
    synonyms: str = ""
    synonyms_max_age: float = 60.0
    on_unavailable: str = RAISE
    atomic_rebuild: bool = True
    check_filters: bool = True
    limits: Limits = field(default_factory=Limits)
    query_limits: QueryLimits = field(default_factory=QueryLimits)

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> "Options":
        """From the settings' capital names. Raises ImproperlyConfigured."""
        known = {item.name.upper() for item in fields(cls)} - {"QUERY_LIMITS"}
        given = {name: value for name, value in params.items() if name != "AUTO_UPDATE"}
        unknown = sorted(set(given) - known)
        if unknown:
            raise ImproperlyConfigured(f"Unknown search setting: {', '.join(unknown)}.")
        if not given.get("PATH"):
            raise ImproperlyConfigured("The Whoosh search backend needs PATH, a folder to write.")
        values = {name.lower(): value for name, value in given.items()}
        values["path"] = Path(values["path"])
        values["acronyms"] = tuple(values.get("acronyms", ()))
        if values.get("on_unavailable", RAISE) not in (RAISE, EMPTY, DATABASE):
            raise ImproperlyConfigured("ON_UNAVAILABLE is raise, empty or database.")
        return cls(**values | _limits(values.pop("limits", {})))

    @property
    def analysis(self) -> FrenchAnalysis:
        """What turns texts and queries into terms."""
        return analysis.load(self.language, self.acronyms)

    @property
    def thesaurus(self) -> synonym_tables.Thesaurus | None:
        """The synonyms being tried, else those of SYNONYMS, else None."""
        tried = synonym_tables.tried(self.analysis)
        if tried or not self.synonyms:
            return tried
        return synonym_tables.load(self.synonyms, self.analysis, self.synonyms_max_age)


def _limits(given: Mapping[str, Any]) -> dict[str, Any]:
    """LIMITS, shared out between writing and searching."""
    names = {name.lower(): value for name, value in given.items()}
    of_store = {item.name for item in fields(Limits)}
    of_query = {item.name for item in fields(QueryLimits)}
    unknown = sorted(set(names) - of_store - of_query)
    if unknown:
        raise ImproperlyConfigured(f"Unknown search limit: {', '.join(unknown)}.")
    return {
        "limits": Limits(**{name: names[name] for name in names if name in of_store}),
        "query_limits": QueryLimits(**{name: names[name] for name in names if name in of_query}),
    }
