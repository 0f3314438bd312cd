"""One mail a day, or a week, about all that waits for a person on the editors' side.

Each run writes to whoever was due and not served yet: running it twice writes nothing twice, and
a site that was down at seven writes at eight. Nothing to say, no mail.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from catalogue.freshness import ENTERS_ADMIN, people
from editorial.freshness import links
from editorial.freshness.stale import Due, DueRecords
from editorial.reviewing import waiting
from editorial.reviewing.models import Absence, DigestChoice
from editorial.reviewing.unsubscribing import headers, link
from editorial.reviewing.waiting import Desk, Row
from members.mailing import send
from members.mailing.kinds import Kind
from members.models import OutgoingMail, User

logger = logging.getLogger("editorial.digest")

# Seven in the morning, in the time of the site.
HOUR = 7
# Lines of a section in the mail; the others are behind a link.
SHOWN = 10
# What was decided before the first mail ever written to a person.
FIRST_LOOK = timedelta(days=7)
Rhythm = DigestChoice.Rhythm


@dataclass(frozen=True)
class Line:
    """One thing that waits: its words, its address, a word more, what to click."""

    text: str
    url: str
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass
class Section:
    """Things that wait for the same reason; `url` leads to all of them.

    Only what is shown is put in words.
    """

    title: str
    things: Sequence
    say: InitVar[Callable[[object], Line]]
    url: str
    shown: list[Line] = field(init=False)

    def __post_init__(self, say) -> None:
        self.shown = [say(thing) for thing in self.things[:SHOWN]]

    @property
    def more(self) -> int:
        return len(self.things) - len(self.shown)


@dataclass
class Outcome:
    """What a run did, or would do."""

    mails: int = 0
    lines: int = 0


def slot_of(rhythm: str, now: datetime) -> datetime:
    """The last time a mail of this rhythm was due."""
    local = timezone.localtime(now)
    slot = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if rhythm == Rhythm.WEEKLY:
        slot -= timedelta(days=local.weekday())
        return slot if slot <= local else slot - timedelta(days=7)
    return slot if slot <= local else slot - timedelta(days=1)


def run(*, now: datetime | None = None, at_once: bool = False, dry: bool = False) -> Outcome:
    """Write the mails that are due; `at_once` does not wait, `dry` writes nothing."""
    now, outcome = now or timezone.now(), Outcome()
    served = [choice for choice in _choices() if at_once or _is_due(choice, now)]
    if not served:
        return outcome
    due = DueRecords()
    for choice in served:
        try:
            sections = sections_of(choice.user, choice.served_at or now - FIRST_LOOK, due)
            if not dry and not _write(choice, sections, now):
                continue
        except Exception:
            # What one person's list meets must not keep the others waiting.
            logger.exception("Le récapitulatif du compte %s n’a pas pu être écrit.", choice.user_id)
            continue
        outcome.mails += bool(sections)
        outcome.lines += sum(len(section.things) for section in sections)
    return outcome


def _choices() -> list[DigestChoice]:
    """Of everybody who enters the editors' interface and is not away.

    Who never chose gets the usual rhythm; who comes back is told all at once.
    """
    persons = {person.pk: person for person in people()}
    made = DigestChoice.objects.filter(user__in=persons)
    missing = persons.keys() - set(made.values_list("user_id", flat=True))
    DigestChoice.objects.bulk_create(
        [DigestChoice(user_id=pk) for pk in missing], ignore_conflicts=True
    )
    away = Absence.objects.today().values("user")
    kept = list(made.exclude(rhythm=Rhythm.NEVER).exclude(user__in=away).order_by("user_id"))
    for choice in kept:
        choice.user = persons[choice.user_id]
    return kept


def _is_due(choice: DigestChoice, now: datetime) -> bool:
    return choice.served_at is None or choice.served_at < slot_of(choice.rhythm, now)


def sections_of(user, since: datetime, due: DueRecords) -> list[Section]:
    """All that waits for a person, by reason; nothing when nothing does."""
    desk, board = Desk(user), _full(reverse("editorial_board"))
    late = [row for row in desk.elsewhere if row.is_late]
    kept = _full(f"{reverse('staleness')}?personne=moi")
    found = [
        Section("À relire", desk.to_review, _to_review, board),
        Section("À reprendre", desk.given_back, _given_back, board),
        Section("Approuvées", waiting.answers(user, since), _said, board),
        Section("Ces relectures traînent", late, _elsewhere, board),
        Section("À republier", desk.retouched, _retouched, board),
        Section("À vérifier", due.of(user), lambda item: _due(item, user), kept),
    ]
    found += [Section(name, lines, _said, board) for name, lines in waiting.others(user)]
    return [section for section in found if section.things]


def _said(item: waiting.Waiting) -> Line:
    return Line(item.text, _full(item.url))


def _to_review(row: Row) -> Line:
    late = " Trop longtemps." if row.is_late else ""
    instead = " À la place de quelqu’un d’absent." if row.stands_in else ""
    note = f"{row.step}, {row.age}, envoyée par {row.sender}.{late}{instead}"
    return Line(f"{row.title} ({row.kind.lower()})", _full(row.url), note)


def _given_back(row: Row) -> Line:
    note = f"« {row.comment} »" if row.comment else "Une correction est demandée."
    return Line(row.title, _full(row.url), note)


def _elsewhere(row: Row) -> Line:
    return Line(row.title, _full(row.url), f"{row.step}, {row.age}.")


def _retouched(record) -> Line:
    url = reverse("wagtailadmin_pages:edit", args=[record.pk])
    return Line(record.draft_title or record.title, _full(url), "En ligne, retouchée depuis.")


def _due(item: Due, user) -> Line:
    day = f"{item.review_by:%d/%m/%Y}"
    note = f"À vérifier depuis le {day}." if item.is_late else f"À vérifier avant le {day}."
    token = links.make(item.record, user)
    buttons = [("Toujours exacte", links.url(token))]
    if item.record.permissions_for_user(user).can_edit():
        buttons.append(("À corriger", _full(item.edit_url)))
    if user.pk in (item.record.keeper_id, item.record.keeper_deputy_id):
        buttons.append(("Ce n’est plus moi", links.url(token, "not_me")))
    return Line(
        f"{item.title} ({item.kind.lower()})", item.record.full_permalink, note, (*buttons,)
    )


def _write(choice: DigestChoice, sections: list[Section], now: datetime) -> bool:
    """Keep the mail and the time together; whether this run is the one that serves."""
    with transaction.atomic():
        mine = DigestChoice.objects.filter(pk=choice.pk, served_at=choice.served_at)
        if not mine.update(served_at=now):
            return False
        if sections:
            send(
                KIND.name,
                choice.user.email,
                context_of(sections, choice.user),
                key=f"{KIND.name}-{choice.user_id}-{now:%Y%m%d%H%M%S}",
                headers=headers(choice.user_id),
                about={"user": choice.user_id},
            )
    return True


def context_of(sections: list[Section], user: User) -> dict:
    """What the templates of the mail need."""
    return {
        "name": user.first_name,
        "total": sum(len(section.things) for section in sections),
        "sections": sections,
        "board_url": _full(reverse("editorial_board")),
        "choice_url": _full(reverse("editorial_me")),
        "stop_url": link(user.pk),
    }


def still_wanted(mail: OutgoingMail) -> bool:
    """Asked just before it leaves: the same person, still an editor, still willing."""
    choices = DigestChoice.objects.filter(
        ~Q(rhythm=Rhythm.NEVER), user=mail.about.get("user"), user__email=mail.to
    ).select_related("user")
    choice = choices.first()
    return choice is not None and choice.user.has_perm(ENTERS_ADMIN)


# Its links say « toujours exacte » in somebody's name: they are masked for staff.
KIND = Kind("editorial_digest", "Récapitulatif des éditeurs", still_wanted=still_wanted)


def _full(url: str) -> str:
    """An address with its host, as a mail needs it."""
    return url if "://" in url else settings.WAGTAILADMIN_BASE_URL + url
