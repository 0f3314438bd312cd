"""Who is reminded of a record: its keeper, else whoever stands in, else the network's editors.

Somebody who left, who may not enter the editors' interface any more, or who may not know of the
record, is never the one.
"""

from functools import cached_property

from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue import access
from catalogue.freshness import people
from editorial.reviewing.absences import Absence


def publishers():
    """The network's editors: accounts that may publish pages."""
    policy = policy_registry.get_by_type(Page)
    allowed = policy.users_with_permission("publish")
    return people().filter(pk__in=allowed.values("pk"))


class Receivers:
    """Answers for many records with the same few queries. `record` needs the columns of NEEDED."""

    NEEDED = ("pk", "keeper_id", "keeper_deputy_id", "hide_notice", "access_level")

    @cached_property
    def _people(self) -> dict[int, object]:
        return {person.pk: person for person in people()}

    @cached_property
    def _away(self) -> dict[int, int | None]:
        """Account → who stands in today."""
        return dict(Absence.objects.today().values_list("user_id", "deputy_id"))

    @cached_property
    def editors(self) -> list[int]:
        """The network's editors who are there; all of them when nobody is."""
        everybody = list(publishers().values_list("pk", flat=True))
        return [pk for pk in everybody if pk not in self._away] or everybody

    def of(self, record) -> list[int]:
        """Keys of those who are reminded of this record today."""
        named = [record.keeper_id, record.keeper_deputy_id]
        there = [pk for pk in named if pk not in self._away]
        stand_ins = [self._away.get(pk) for pk in named]
        found = (pk for pk in [*there, *stand_ins] if self._fits(pk, record))
        first = next(found, None)
        return self.editors if first is None else [first]

    def _fits(self, pk: int | None, record) -> bool:
        person = self._people.get(pk)
        if person is None:
            return False
        return not record.hide_notice or record.access_level in access.levels_of(person)
