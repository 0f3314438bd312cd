"""What a selection holds for one reader, today."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalogue import access
from catalogue.models import Record, RecordFile

# Bytes of files that one archive may hold.
HEAVIEST = 200 * 1024 * 1024


@dataclass(frozen=True)
class Content:
    """The records of a selection that this reader may know of, in the order chosen.

    `opened`: keys of those whose body and files may be read. `missing`: how many keys lead
    nowhere for this reader, whatever the reason. `files`: those in force, of opened records.
    """

    records: list[Record]
    opened: frozenset[int]
    missing: int
    files: dict[int, list[RecordFile]] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """Bytes of all the files."""
        return sum(self.weight_of(record) for record in self.records)

    def weight_of(self, record: Record) -> int:
        return sum(item.size for item in self.files.get(record.pk, ()))

    @property
    def mark(self) -> str:
        """Changes with what may be opened, and with any version of a record or of a file."""
        said = [
            (
                record.pk,
                record.pk in self.opened,
                record.latest_revision_id,
                str(record.last_published_at),
                [(item.pk, item.checksum) for item in self.files.get(record.pk, ())],
            )
            for record in self.records
        ]
        return hashlib.sha256(repr((said, self.missing)).encode()).hexdigest()


def content_for(keys: Iterable[int], user, *joined: str) -> Content:
    """The content for this reader: two queries. `joined`: what is read with the records."""
    keys = list(keys)
    found = access.visible_to(Record.objects.filter(pk__in=keys), user)
    known = found.select_related(*joined).in_bulk() if joined else found.in_bulk()
    records = [known[key] for key in keys if key in known]
    opened = frozenset(record.pk for record in records if access.can_open(user, record))
    files: dict[int, list[RecordFile]] = defaultdict(list)
    if opened:
        for item in RecordFile.objects.current().filter(record__in=opened):
            files[item.record_id].append(item)
    return Content(records, opened, len(keys) - len(records), dict(files))
