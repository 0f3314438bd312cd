"""What people are reminded of, once each: ends, visits, files that wait too long.

Everything due at one moment goes to a person in one digest. One run a day says something:
what a later run of the same day finds waits for the next one.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from members.agreement import machine
from members.agreement.machine import Refused
from members.agreement.rules import REMINDER_DAYS
from members.desk import waiting
from members.desk.mails import file_url, review_url
from members.mailing import send
from members.models import Agreement, Membership, Reminder, Role, State, User
from members.permissions import DECIDE


@dataclass(frozen=True)
class Line:
    """One thing to say about one file. `what` is never said twice about it."""

    agreement: Agreement
    what: str
    text: str
    to_certifiers: bool

    @property
    def url(self) -> str:
        return review_url(self.agreement) if self.to_certifiers else file_url(self.agreement)


@dataclass(frozen=True)
class Report:
    """What a run did, or would do."""

    expired: list[Agreement]
    digests: dict[User, list[Line]]


def run(*, dry: bool = False) -> Report:
    """End what is over, then send each person what is new for them. `dry` changes nothing."""
    today = timezone.localdate()
    expired = _over(today) if dry else _expire(today)
    if dry:
        return Report(expired, _by_person(_unsaid(today)))
    with transaction.atomic():
        if _already_said(today):
            return Report(expired, {})
        digests = _by_person(_unsaid(today))
        for person, lines in digests.items():
            send("agreement_digest", person.email, {"lines": lines})
        _remember({line for lines in digests.values() for line in lines})
    return Report(expired, digests)


def _over(today: date) -> list[Agreement]:
    """Agreements past their last day, of closed structures too."""
    ended = Q(state__in=waiting.UNDER_AGREEMENT, valid_until__lt=today)
    return list(Agreement.objects.filter(ended).select_related("structure"))


def _expire(today: date) -> list[Agreement]:
    done = []
    for agreement in _over(today):
        try:
            machine.move(agreement.pk, "expire", machine.SYSTEM, version=agreement.version)
        except Refused:
            # Somebody moved it meanwhile: nothing is over any more, or it is done.
            continue
        done.append(agreement)
    return done


def _already_said(today: date) -> bool:
    said = Reminder.objects.exclude(what=Reminder.INVITATION)
    return said.filter(at__date=today).exists()


def _remember(lines: set[Line]) -> None:
    Reminder.objects.bulk_create(
        Reminder(agreement=agreement, what=what)
        for agreement, what in {(line.agreement, line.what) for line in lines}
    )


def _unsaid(today: date) -> list[Line]:
    files = waiting.files().filter(_worth_a_look(today)).select_related("structure")
    files = list(files.prefetch_related("renewals", "reminders"))
    said = {(told.agreement_id, told.what) for file in files for told in file.reminders.all()}
    found = (line for file in files for line in _due(file, today))
    return [line for line in found if (line.agreement.pk, line.what) not in said]


def _worth_a_look(today: date) -> Q:
    asked = Q(state__in=(State.MORE_ASKED, State.REFUSAL_PLANNED))
    return waiting.for_us(today) | asked | waiting.visits(today) | waiting.endings(today)


def _due(agreement: Agreement, today: date) -> Iterator[Line]:
    if agreement.state in waiting.UNDER_AGREEMENT:
        yield from _ending(agreement, today)
        yield from _visit(agreement, today)
    elif waiting.answer_by(agreement) < today:
        yield from _waiting(agreement)


def _ending(agreement: Agreement, today: date) -> Iterator[Line]:
    """The nearest threshold passed only: what was missed is not said late."""
    left = (agreement.valid_until - today).days
    reached = [days for days in REMINDER_DAYS if left <= days]
    sent = [renewal for renewal in agreement.renewals.all() if renewal.state != State.DRAFT]
    if not reached or any(r.state not in (State.ABANDONED, State.REFUSED) for r in sent):
        return
    end = f"{agreement.valid_until:%d/%m/%Y}"
    text = f"L’agrément de {agreement.structure} se termine le {end} : déposez son renouvellement."
    yield Line(agreement, f"end-{min(reached)}", text, to_certifiers=False)


def _visit(agreement: Agreement, today: date) -> Iterator[Line]:
    if agreement.visit_done or not agreement.visit_due:
        return
    left = (agreement.visit_due - today).days
    by = f"{agreement.visit_due:%d/%m/%Y}"
    planned = f" (prévue le {agreement.visit_planned:%d/%m/%Y})" if agreement.visit_planned else ""
    if left < 0:
        text = f"Visite de {agreement.structure} en retard : à faire avant le {by}{planned}."
        yield Line(agreement, "visit-late", text, to_certifiers=True)
        return
    reached = [days for days in REMINDER_DAYS[1:] if left <= days]
    if reached:
        text = f"Visite de {agreement.structure} à faire avant le {by}{planned}."
        yield Line(agreement, f"visit-{min(reached)}", text, to_certifiers=True)


def _waiting(agreement: Agreement) -> Iterator[Line]:
    """Too long in a state: its date is part of what is said, as a file may come back to it."""
    day = waiting.since(agreement)
    what = f"waiting-{agreement.state}-{day:%Y%m%d}"
    where = f"« {agreement.get_state_display()} » depuis le {day:%d/%m/%Y}"
    text = f"Le dossier {agreement.reference} de {agreement.structure} est {where}."
    yield Line(agreement, what, text, to_certifiers=True)
    if agreement.state == State.MORE_ASKED:
        text = (
            f"Le dossier de {agreement.structure} attend vos compléments depuis le {day:%d/%m/%Y}."
        )
        yield Line(agreement, f"{what}-structure", text, to_certifiers=False)


def _by_person(lines: list[Line]) -> dict[User, list[Line]]:
    """Who reads what: référents of the structure, or certifiers who are not of it."""
    roles = Membership.objects.filter(
        structure__in={line.agreement.structure_id for line in lines}, user__is_active=True
    ).select_related("user")
    members: dict[int, dict[User, str]] = defaultdict(dict)
    for membership in roles:
        members[membership.structure_id][membership.user] = membership.role
    certifiers = list(_certifiers()) if lines else []
    found: dict[User, list[Line]] = defaultdict(list)
    for line in lines:
        inside = members[line.agreement.structure_id]
        if line.to_certifiers:
            people = [person for person in certifiers if person not in inside]
        else:
            people = [person for person, role in inside.items() if role == Role.REFERENT]
        for person in people:
            found[person].append(line)
    return dict(found)


def _certifiers():
    """Accounts that decide agreements; whoever has every right by nature does not count."""
    return ModelBackend().with_perm(DECIDE, include_superusers=False)
