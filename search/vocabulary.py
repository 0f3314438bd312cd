"""The words of the objects that a search may find, and of no other.

What a search offers or forgives must not depend on words that its reader may not read: their
mere presence would tell of them.
"""

from collections.abc import Callable, Collection, Hashable
from functools import cached_property

from django.db.models import QuerySet

from search.engine import members
from search.engine.snapshot import Snapshot


class Vocabulary:
    """The terms of some fields, in the documents of a snapshot that `among` names.

    `among` gives their set, asked once, when a word is looked up; None stands for every document.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        fields: tuple[str, ...],
        among: Callable[[], int] | None = None,
    ):
        self.snapshot = snapshot
        self.fields = fields
        self._ask = among

    @cached_property
    def _among(self) -> int:
        return self._ask() if self._ask else self.snapshot.alive

    def frequency(self, term: str) -> int:
        """In how many documents a term stands."""
        if not self.snapshot.holds(self.fields, term):
            return 0
        return (self.snapshot.worth(self.fields, (term,)).members & self._among).bit_count()

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
) -> int:
    """The set of the documents of these keys, deleted ones left out."""
    held = map(keys.__contains__, snapshot.keys(convert))
    return members.of_flags(bytes(held)) & snapshot.alive
