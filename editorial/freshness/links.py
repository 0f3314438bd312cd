"""Signed links of the mail: one record, one person, one date, one use."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from catalogue import access
from catalogue.models import Record
from editorial.freshness.models import Verification
from editorial.freshness.receivers import Receivers, publishers
from members.models import User

SALT = "editorial.freshness.links"
LASTS = timedelta(days=60)


class Useless(Exception):
    """The link opens nothing: made up, cut, too old, or no longer this person's business."""


@dataclass(frozen=True)
class Asked:
    """What a link asks. `day` is the date that the mail spoke of."""

    record: Record
    user: User
    day: date
    fingerprint: str

    @property
    def is_used(self) -> bool:
        """Whether it served already, or the record has been given another date since."""
        used = Verification.objects.filter(token=self.fingerprint).exists()
        return used or self.record.review_by != self.day

    @property
    def may_edit(self) -> bool:
        """Whether this person may correct it in the editors' interface."""
        return self.record.permissions_for_user(self.user).can_edit()

    @property
    def is_theirs(self) -> bool:
        """Whether this person is named as the one who looks after the record."""
        return self.user.pk in (self.record.keeper_id, self.record.keeper_deputy_id)


def make(record: Record, user) -> str:
    """The signed part of a link; it tells nobody anything about the record."""
    said = [record.pk, user.pk, record.review_by.isoformat()]
    return signing.dumps(said, salt=SALT)


def url(token: str, name: str = "still_right") -> str:
    """The full address of a link, as a mail needs it."""
    return settings.WAGTAILADMIN_BASE_URL + reverse(f"editorial:{name}", args=[token])


def read(token: str) -> Asked:
    """What a link asks, if its person may still answer. Raises `Useless`.

    The signature stands for signing in: rights are asked again each time, so that whoever lost
    them reads not even a title.
    """
    try:
        record_pk, user_pk, said = signing.loads(token, salt=SALT, max_age=LASTS)
        record_pk, user_pk, day = int(record_pk), int(user_pk), date.fromisoformat(said)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Useless from error
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    record = access.visible_to(Record.objects.filter(pk=record_pk), user).first()
    if record is None or user is None or not may_answer(user, record):
        raise Useless
    return Asked(record, user, day, hashlib.sha256(token.encode()).hexdigest())


def may_answer(user, record: Record) -> bool:
    """Whoever is reminded of this record today, and the network's editors."""
    if user.pk in Receivers().of(record):
        return True
    return publishers().filter(pk=user.pk).exists()
