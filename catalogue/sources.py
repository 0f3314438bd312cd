"""What words find beside pages: rooms above say what (competencies, words of the glossary)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from catalogue.cards import Card

# A page by its number, anything else by its kind and number: « competence-12 ».
Key = int | str


@dataclass(frozen=True)
class Source:
    """One kind of things to find.

    `readable(user)` is all that this user may read of them, access decided; `weight` is what
    their scores are worth beside those of pages; `text` is what extracts are taken from.
    """

    kind: str
    label: str
    model: type[Model]
    readable: Callable[..., QuerySet]
    card: Callable[[Model, HttpRequest], Card]
    text: Callable[[Model], str]
    weight: float = 1.0

    def key(self, pk: int) -> str:
        """The key of one of them among everything found."""
        return f"{self.kind}-{pk}"

    def among(self, keys: Iterable[Key], user) -> dict[str, Model]:
        """Key → object, for the keys that are of this kind and that this user may read."""
        start = f"{self.kind}-"
        ours = [key for key in keys if isinstance(key, str) and key.startswith(start)]
        if not ours:
            return {}
        numbers = [int(key.removeprefix(start)) for key in ours]
        return {self.key(item.pk): item for item in self.readable(user).filter(pk__in=numbers)}


_registry: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Add a kind (rooms above call it from `AppConfig.ready`)."""
    _registry[source.kind] = source


def all_sources() -> list[Source]:
    """Every kind, in the order of their names."""
    return [_registry[kind] for kind in sorted(_registry)]


def kind_of(key: Key, page_kind: str) -> str:
    """The kind that a key tells; `page_kind` for a page."""
    return page_kind if isinstance(key, int) else key.rpartition("-")[0]
