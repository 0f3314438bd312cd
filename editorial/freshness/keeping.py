"""Putting off the day of a record, giving it to somebody: what acts on the rows, with its journal.

These fields also stand in drafts. What is written here is written there too, so that a draft
published tomorrow does not bring the former date back.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision, get_default_page_content_type

from catalogue.models import Record
from catalogue.signals import content_changed
from editorial.freshness.models import EditorialSettings, Verification
from members.agreement.machine import months_later

How = Verification.How
VERIFIED = "editorial.verified"


def proposed_day(kind: str) -> date:
    """Until when a record of this kind may be trusted, looked at today."""
    return months_later(timezone.localdate(), EditorialSettings.load().months_of(kind))


def set_day(record: Record, day: date) -> None:
    """A first day, chosen by the site: nobody verified anything."""
    record.review_by = day
    _write(Record.objects.filter(pk=record.pk), review_by=day)


def still_right(record: Record, user, how: str, token: str = "") -> bool:
    """Put the day off by the period of the kind; whether the record had stayed as it was read.

    Two clicks at once: one of them finds another date, and says so.
    """
    day = proposed_day(record.record_kind)
    same = Record.objects.filter(pk=record.pk, review_by=record.review_by)
    with transaction.atomic():
        if not _write(same, review_by=day):
            return False
        _note(record, user, how, day, token=token)
    return True


def put_off(records: Iterable[Record], user, day: date, reason: str) -> int:
    """Give these records another day, for a reason; returns how many."""
    with transaction.atomic():
        number = 0
        for record in records:
            number += _write(Record.objects.filter(pk=record.pk), review_by=day)
            _note(record, user, How.PUT_OFF, day, reason)
    return number


def give(records: Iterable[Record], user, keeper) -> int:
    """Make somebody responsible for these records; returns how many."""
    with transaction.atomic():
        number = 0
        for record in records:
            values = {"keeper": keeper}
            if record.keeper_deputy_id == keeper.pk:
                values["keeper_deputy"] = None
            number += _write(Record.objects.filter(pk=record.pk), **values)
            _note(record, user, How.GIVEN, record.review_by)
    return number


def let_go(record: Record, user) -> bool:
    """« Ce n’est plus moi »: whoever stood in takes the record; else nobody has it any more."""
    mine = Record.objects.filter(pk=record.pk)
    with transaction.atomic():
        if record.keeper_id == user.pk:
            done = _write(mine.filter(keeper=user), keeper=record.keeper_deputy, keeper_deputy=None)
        else:
            done = _write(mine.filter(keeper_deputy=user), keeper_deputy=None)
        if done:
            _note(record, user, How.HANDED, record.review_by)
    return bool(done)


def forget(user) -> None:
    """Take a deleted account off its records: whoever stood in has them now."""
    for record in user.kept_records.all():
        mine = Record.objects.filter(pk=record.pk)
        _write(mine, keeper=record.keeper_deputy, keeper_deputy=None)
    _write(Record.objects.filter(keeper_deputy=user), keeper_deputy=None)


def _note(record, user, how, day, reason: str = "", token: str = "") -> None:
    """In the journal of verifications, and in the history that editors read on the page."""
    Verification.objects.create(
        record=record,
        by=user,
        how=how,
        former=record.review_by,
        review_by=day,
        reason=reason,
        token=token,
    )
    said = {"how": how, "day": day and day.isoformat(), "reason": reason}
    log(instance=record.specific_deferred, action=VERIFIED, user=user, data=said)


def _write(records, **values) -> int:
    """The row, and every draft that may still be published; returns how many rows."""
    keys = list(records.values_list("pk", flat=True))
    number = records.update(**values)
    if number:
        _in_drafts(keys, values)
        content_changed.send(Record, keys=keys)
    return number


def _in_drafts(keys: list[int], values: dict) -> None:
    """The last draft of each record, and the one that waits for its day."""
    plain = {name: _plain(value) for name, value in values.items()}
    drafts = Revision.objects.filter(
        base_content_type=get_default_page_content_type(), object_id__in=map(str, keys)
    )
    last = Record.objects.filter(pk__in=keys).values("latest_revision")
    for draft in drafts.filter(pk__in=last) | drafts.exclude(approved_go_live_at=None):
        draft.content |= plain
        draft.save(update_fields=["content"])


def _plain(value):
    """As a draft keeps it: a date as text, a person by number."""
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None else value.pk


def in_words(how: str, day: str | None, reason: str) -> str:
    """What the history of a page says: « Toujours exacte… À revoir avant le 21/11/2028. »"""
    words = How(how).label
    if day and how not in (How.HANDED, How.GIVEN):
        words += f". À revoir avant le {date.fromisoformat(day):%d/%m/%Y}"
    return f"{words[:1].upper()}{words[1:]}{f' ({reason})' if reason else ''}"
