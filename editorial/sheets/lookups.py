"""What people write for an object (its name, acronym, code), and the object it means."""

from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property
from uuid import UUID

from django.db import models

from catalogue.models import Keyword, Licence, Organisation, Record, Term
from catalogue.text import normalised_key
from editorial.sheets.cells import CellError, quoted, suggestion


def names_of(model: type[models.Model]) -> tuple[str, ...]:
    """Fields by which an object of this model is named, the clearest first."""
    if issubclass(model, Term):
        own = {field.name for field in model._meta.fields}
        return tuple(
            name for name in ("label", "acronym", "slug", "code", "rome_code") if name in own
        )
    return {
        Keyword: ("name", "slug"),
        Organisation: ("name", "slug"),
        Licence: ("label", "slug"),
        Record: ("identifier", "title"),
    }[model]


class Lookup:
    """The objects of one model, read once."""

    def __init__(self, model: type[models.Model]):
        self.model = model
        self._near: dict[str, str] = {}

    @cached_property
    def _rows(self) -> dict[int, tuple]:
        rows = self.model._base_manager.values_list("pk", *names_of(self.model))
        return {pk: tuple(map(str, names)) for pk, *names in rows}

    @cached_property
    def _by_word(self) -> list[dict[str, set[int]]]:
        """For each name, clearest first: key → objects so called."""
        found: list[dict[str, set[int]]] = []
        for rank, _name in enumerate(names_of(self.model)):
            words = defaultdict(set)
            for pk, names in self._rows.items():
                if names[rank]:
                    words[normalised_key(names[rank])].add(pk)
            found.append(words)
        return found

    def find(self, text: str) -> int:
        """The object so called. Raises `CellError`, with the nearest name."""
        key = normalised_key(text)
        for words in self._by_word:
            if found := words.get(key):
                if len(found) > 1:
                    raise CellError(f"{quoted(text)} désigne plusieurs choses : soyez plus précis.")
                return next(iter(found))
        raise CellError(f"{quoted(text)} n’existe pas.{suggestion(self.nearest(key))}")

    @cached_property
    def _known(self) -> dict[str, int]:
        """Every word, the clearest meaning kept."""
        return {
            word: pk
            for words in reversed(self._by_word)
            for word, found in words.items()
            for pk in found
        }

    def nearest(self, key: str) -> str:
        """The name that looks most like this key; looked for once for each."""
        if key not in self._near:
            near = get_close_matches(key, self._known, 1, 0.6)
            self._near[key] = self.show(self._known[near[0]]) if near else ""
        return self._near[key]

    def show(self, pk: int | None) -> str:
        """The clearest name; its slug when a list of names could not hold it."""
        if pk is None or pk not in self._rows:
            return ""
        names = self._rows[pk]
        return next((name for name in names if name and ";" not in name), names[0])

    def labels(self) -> list[str]:
        """Every name, in alphabetical order."""
        return sorted(map(self.show, self._rows), key=normalised_key)

    def __contains__(self, pk) -> bool:
        return pk in self._rows


class Lookups(dict):
    """A lookup by model, read when it is first needed. For one run: never kept longer."""

    def __missing__(self, model: type[models.Model]) -> Lookup:
        self[model] = Lookup(model)
        return self[model]


def as_identifier(text: str) -> str:
    """An identifier as it is stored, whatever its case; the text itself when it is none."""
    try:
        return str(UUID(text))
    except ValueError:
        return text
