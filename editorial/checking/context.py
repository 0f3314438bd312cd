"""What checks need to know beside the record: read once, shared by a whole batch."""

from collections import defaultdict
from functools import cached_property

from django.utils import timezone

from catalogue.models import Record, RecordFile
from editorial.checking import former
from editorial.checking.models import Link, LinkState
from editorial.checking.rights import records_told_to
from editorial.checking.titles import Titles


class Bank:
    """What does not depend on the records being read; for a person, what this one may know."""

    def __init__(self, user=None):
        self._user = user

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def titles(self) -> Titles:
        told = Record.objects.all() if self._user is None else records_told_to(self._user)
        return Titles(told.values_list("pk", "title"))

    @cached_property
    def former_names(self) -> list[former.Former]:
        return former.names()

    @cached_property
    def links(self) -> dict[str, str]:
        """Address → what it answered, for those that do not answer well."""
        bad = Link.objects.filter(state__in=[LinkState.DEAD, LinkState.UNREACHABLE])
        return dict(bad.values_list("url", "state"))


class Context:
    """The bank and some records' files."""

    def __init__(self, records: list[Record], bank: Bank | None = None):
        self._keys = [record.pk for record in records if record.pk]
        self.bank = bank or Bank()

    @cached_property
    def _files(self) -> dict[int, list[RecordFile]]:
        found = defaultdict(list)
        current = RecordFile.objects.current().filter(record__in=self._keys)
        for item in current.select_related("checked"):
            found[item.record_id].append(item)
        return found

    def files_of(self, record: Record) -> list[RecordFile]:
        """Its files in force, with what was read of them in the background."""
        return self._files.get(record.pk, [])
