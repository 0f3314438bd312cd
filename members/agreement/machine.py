"""Moving a file from a state to the next: one door, one lock, one line in the journal."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils import timezone

from catalogue.models import Support
from members import journal
from members.agreement.completeness import missing_in
from members.agreement.conditions import CONDITIONS
from members.agreement.rules import AGREEMENT_YEARS, RENEWAL_DAYS, VISIT_MONTHS
from members.agreement.transitions import BY_NAME, Transition
from members.models import Act, Agreement, JournalEntry, SectionAnswer, State, Structure
from members.permissions import Quality, qualities_of

REASON_LENGTH = 5_000
# Sent inside the transaction, with `agreement` and `entry`: mails are queued with the act.
moved = Signal()


class Refused(Exception):
    """The move is refused; the message is for the person, nothing has changed."""


class Stale(Refused):
    """The page showed an older state of the file."""


class Incomplete(Refused):
    """Something is missing; `missing` says what."""

    def __init__(self, message: str, missing: list):
        super().__init__(message)
        self.missing = missing


@dataclass(frozen=True)
class Actor:
    """Who moves the file. The portal itself acts without an account."""

    user: object
    is_system: bool = False

    def qualities(self, structure: Structure) -> frozenset[Quality]:
        if self.is_system:
            return frozenset({Quality.SYSTEM})
        return qualities_of(self.user, structure)


SYSTEM = Actor(AnonymousUser(), is_system=True)


def open_file(structure: Structure, user) -> Agreement:
    """A new draft for this structure, filled with what its last file said.

    Raises `Refused` when one is under way, when it is too early to renew, or when the person
    is not the structure's référent·e.
    """
    if Quality.REFERENT not in qualities_of(user, structure):
        raise Refused("Seul·e la ou le référent·e pédagogique peut ouvrir un dossier.")
    try:
        with transaction.atomic():
            current = _to_renew(structure)
            agreement = Agreement.objects.create(structure=structure, renews=current)
            agreement.reference = f"AGR-{agreement.created_at:%Y}-{agreement.pk:04d}"
            agreement.save(update_fields=["reference"])
            _copy_answers(agreement)
            journal.record(Act.OPENED, agreement=agreement, actor=user, quality=Quality.REFERENT)
    except IntegrityError as error:
        raise Refused("Un dossier est déjà en cours pour cette structure.") from error
    return agreement


def move(
    pk: int, name: str, actor: Actor, *, version: int, reason: str = "", until: date | None = None
) -> Agreement:
    """Make one move (a name of `transitions`) on the file `pk`; the file as it is now.

    `version` is the one the person saw; `until` the last day of an agreement (by default
    `AGREEMENT_YEARS`). Raises `Refused` (a French sentence) and leaves everything as it was.
    """
    transition = BY_NAME.get(name)
    if transition is None:
        raise Refused("Cette action n’existe pas.")
    with transaction.atomic():
        agreement = Agreement.objects.select_for_update(of=["self"]).get(pk=pk)
        reason = reason.strip()[:REASON_LENGTH]
        _check(agreement, transition, actor, version, reason)
        entry = _apply(agreement, transition, actor, reason, until)
        moved.send(sender=Agreement, agreement=agreement, entry=entry)
    return agreement


def _check(
    agreement: Agreement, transition: Transition, actor: Actor, version: int, reason: str
) -> None:
    if transition.by not in actor.qualities(agreement.structure):
        raise Refused("Vous ne pouvez pas faire cette action sur ce dossier.")
    if version != agreement.version:
        raise Stale(
            "Ce dossier a changé depuis que vous avez ouvert la page : il est maintenant "
            f"« {agreement.get_state_display()} ». Rien n’a été modifié. Relisez-le avant de "
            "recommencer."
        )
    if agreement.state not in transition.sources:
        raise Refused(
            f"Ce dossier est « {agreement.get_state_display()} » : cette action n’est pas possible."
        )
    if transition.needs_reason and not reason:
        raise Refused("Écrivez le motif : il sera lu par l’autre partie et gardé au journal.")
    for condition in transition.conditions:
        if why_not := CONDITIONS[condition](agreement):
            raise Refused(why_not)
    if transition.needs_complete and (missing := missing_in(agreement)):
        raise Incomplete("Il manque encore des réponses ou des pièces.", missing)


def _apply(
    agreement: Agreement, transition: Transition, actor: Actor, reason: str, until: date | None
) -> JournalEntry:
    now, before = timezone.now(), agreement.state
    agreement.state, agreement.state_since = transition.target, now
    agreement.version += 1
    if transition.name == "submit":
        agreement.submitted_at = now
    if transition.name in ("agree", "refuse"):
        agreement.decided_at = now
    if transition.name == "agree":
        _set_dates(agreement, until)
    agreement.save()
    if transition.name == "agree":
        agreement.supports.set(_asked_supports(agreement))
    return journal.record(
        Act.MOVE,
        agreement=agreement,
        actor=actor.user,
        quality=transition.by,
        reason=reason,
        transition=transition.name,
        from_state=before,
        to_state=agreement.state,
    )


def proposed_term(agreement: Agreement) -> tuple[date, date]:
    """The first and last day of the agreement if it were given today; a renewal follows on."""
    start, renewed = timezone.localdate(), agreement.renews
    if renewed and renewed.is_in_force:
        start = renewed.valid_until + timedelta(days=1)
    return start, _years_later(start, AGREEMENT_YEARS) - timedelta(days=1)


def _set_dates(agreement: Agreement, until: date | None) -> None:
    start, proposed = proposed_term(agreement)
    agreement.valid_from, agreement.valid_until = start, until or proposed
    if agreement.valid_until < max(start, timezone.localdate()):
        raise Refused("Le dernier jour de l’agrément doit venir après le premier.")
    agreement.visit_due = months_later(start, VISIT_MONTHS)


def _asked_supports(agreement: Agreement):
    """The supports that the file asks for."""
    answer = agreement.answers.filter(section="supports").first()
    asked = (answer.data.get("supports") if answer else None) or []
    return Support.objects.filter(pk__in=[key for key in asked if str(key).isdecimal()])


def _to_renew(structure: Structure) -> Agreement | None:
    """The agreement that a new file would renew. Raises `Refused` when it is too early."""
    current = (
        structure.agreements.filter(
            state__in=[State.AGREED, State.SUSPENDED], valid_until__gte=timezone.localdate()
        )
        .order_by("-valid_until")
        .first()
    )
    if current is None:
        return None
    opens = current.valid_until - timedelta(days=RENEWAL_DAYS)
    if timezone.localdate() < opens:
        raise Refused(
            f"Votre agrément vaut jusqu’au {current.valid_until:%d/%m/%Y}. "
            f"Vous pourrez demander son renouvellement à partir du {opens:%d/%m/%Y}."
        )
    return current


def _copy_answers(agreement: Agreement) -> None:
    former = agreement.structure.agreements.exclude(pk=agreement.pk).order_by("-pk").first()
    if former is not None:
        SectionAnswer.objects.bulk_create(
            SectionAnswer(agreement=agreement, section=answer.section, data=answer.data)
            for answer in former.answers.all()
        )


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def _years_later(day: date, years: int) -> date:
    return months_later(day, 12 * years)
