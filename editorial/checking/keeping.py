"""What is online, read by the checks in the background, and what they found kept."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from catalogue.models import Record
from editorial.checking import reading_files
from editorial.checking.context import Bank, Context
from editorial.checking.evaluating import Levels, findings
from editorial.checking.findings import pieces
from editorial.checking.links import addresses
from editorial.checking.models import Level, Link, RecordCheck, RecordFinding

BATCH = 100
FILES_AT_ONCE = 50


def stale() -> QuerySet[Record]:
    """Records online that were never read, or were published again since."""
    unread = Q(checked=None) | Q(last_published_at__gt=F("checked__checked_at"))
    return Record.objects.live().filter(unread)


def keep_up() -> int:
    """Read new files, then what changed; the number of records read."""
    touched = reading_files.read(reading_files.waiting()[:FILES_AT_ONCE])
    changed = set(stale().values_list("pk", flat=True))
    return check(changed | touched)


def check_everything() -> int:
    """Read all that is online again (dates pass, the bank changes) and forget the rest."""
    reading_files.read(reading_files.waiting()[:FILES_AT_ONCE])
    RecordCheck.objects.filter(record__live=False).delete()
    known: set[str] = set()
    number = check(Record.objects.live().values_list("pk", flat=True), known)
    Link.objects.exclude(url__in=known).delete()
    return number


def check(keys: Iterable[int], known: set[str] | None = None) -> int:
    """Read these records as they are online; `known` receives the addresses they give."""
    known = set() if known is None else known
    keys, bank, number = sorted(keys), Bank(), 0
    for start in range(0, len(keys), BATCH):
        now = timezone.now()
        wanted = Record.objects.live().filter(pk__in=keys[start : start + BATCH])
        records = list(wanted.specific())
        _keep(records, Context(records, bank), now)
        links = {address for record in records for address in _addresses(record)}
        Link.objects.bulk_create([Link(url=url) for url in sorted(links)], ignore_conflicts=True)
        known |= links
        number += len(records)
    return number


def _addresses(record: Record) -> Iterable[str]:
    return (address for piece in pieces(record) for address in addresses(piece))


def _keep(records: list[Record], context: Context, now: datetime) -> None:
    """Findings of every check, those that are off included: an administrator may change."""
    levels, every = Levels(), tuple(Level)
    # Read first, written in one short go: editors save meanwhile.
    rows = [
        RecordFinding(
            check_of_id=record.pk,
            rule=item.rule.key,
            anchor=item.finding.anchor,
            text=item.finding.text,
        )
        for record in records
        for item in findings(record, context=context, levels=levels, only=every)
    ]
    _write([record.pk for record in records], rows, now)


@transaction.atomic
def _write(keys: list[int], rows: list[RecordFinding], now: datetime) -> None:
    """`now` is the moment of the reading: what is published meanwhile is read again."""
    RecordFinding.objects.filter(check_of__in=keys).delete()
    RecordCheck.objects.bulk_create(
        [RecordCheck(record_id=key, checked_at=now) for key in keys],
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=["checked_at"],
    )
    RecordFinding.objects.bulk_create(rows)
