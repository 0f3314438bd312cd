"""The words of the objects that a search may find, and of no other.

What a search offers or forgives must not depend on words that its reader may not read: their
mere presence would tell of them.
"""

from collections.abc import Callable, Collection, Hashable
from functools import cached_property

from django.db.models import QuerySet

from search.engine.snapshot import Snapshot

# Asked when needed: the keys of what may be found.
Known = Callable[[], Collection[Hashable]]


class Vocabulary:
    """The terms of some fields, in the documents of a snapshot that `among` names.

    `among` is asked once, when a word is looked up; None stands for every document.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        fields: tuple[str, ...],
        among: Callable[[], Collection[int]] | None = None,
    ):
        self.snapshot = snapshot
        self.fields = fields
        self._ask = among

    @cached_property
    def _among(self) -> Collection[int]:
        return self._ask() if self._ask else self.snapshot.everything(0.0).keys()

    def frequency(self, term: str) -> int:
        """In how many documents a term stands."""
        if not self.snapshot.frequency(self.fields, term):
            return 0
        found = self.snapshot.scores(self.fields, (term,))
        return sum(number in self._among for number in found)

    def near(self, word: str, distance: int, prefix: int) -> dict[str, int]:
        """The words at most `distance` letters away, with how many documents have them."""
        words = self.snapshot.near(self.fields, word, distance, prefix)
        counts = {found: self.frequency(found) for found in words}
        return {found: count for found, count in counts.items() if count}

    def surfaces(self, term: str) -> list[str]:
        """How a term is written (with accents, in full) in some of its documents."""
        return self.snapshot.surfaces(self.fields, term, self._among)


def keys_of(queryset: QuerySet) -> set[Hashable]:
    """The keys of the objects that a queryset holds: one query."""
    plain = queryset if queryset.query.is_sliced else queryset.order_by()
    return set(plain.values_list("pk", flat=True))


def documents_of(
    keys: Collection[Hashable], snapshot: Snapshot, convert: Callable[[str], Hashable]
) -> frozenset[int]:
    """The documents of these keys, deleted ones left out."""
    live = snapshot.everything(0.0)
    return frozenset(
        number
        for number, key in enumerate(snapshot.keys(convert))
        if key in keys and number in live
    )
