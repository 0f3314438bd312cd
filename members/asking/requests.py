"""Asking for a record, answering, taking back: what `RecordRequest` rows go through.

A record opened to somebody opens everywhere by `catalogue.access` (see `opened_to`), which asks
`records_opened_to` at each request: past its date, taken back, or kept for the editors
meanwhile, it is closed on the next page.
"""

from collections.abc import Set
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue import access
from catalogue.models import Record
from members.mailing import send
from members.models import RecordRequest, User
from members.models.asking import OPENING_DAYS, REASON_MAX
from members.structures.rules import Refused
from members.throttling import too_many

PER_DAY = 10
ANSWERED = "Cette demande a déjà reçu une réponse, ou la personne l’a reprise."
NOT_YOURS = "Seules les personnes qui publient cette fiche répondent à cette demande."


def records_opened_to(user) -> Set[int]:
    """Keys of the records opened to this person today."""
    rows = RecordRequest.objects.open_now().filter(user=user)
    return set(rows.values_list("record_id", flat=True))


def may_ask(user, record: Record) -> bool:
    """Whether this person knows of the record, cannot open it, and may ask for it."""
    if not user.is_authenticated or not access.can_know(user, record):
        return False
    lock = access.lock_of(user, record)
    return lock is not None and lock.askable


def ask(record: Record, user, reason: str) -> RecordRequest:
    """Ask for a record. Raises `Refused`, with why."""
    if not may_ask(user, record):
        raise Refused("Cette fiche ne se demande pas : vous pouvez l’ouvrir, ou elle est retirée.")
    request = RecordRequest(record=record, user=user, reason=reason.strip())
    try:
        request.clean_fields()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if too_many("ask-record", str(user.pk), limit=PER_DAY, seconds=86_400):
        raise Refused("Vous avez fait beaucoup de demandes aujourd’hui. Attendez demain.")
    try:
        with transaction.atomic():
            request.save()
            _tell_publishers(request)
    except IntegrityError as error:
        raise Refused("Votre demande attend déjà une réponse.") from error
    return request


def answer(pk: int, by, *, accept: bool, word: str = "") -> RecordRequest:
    """Open the record to the person for `OPENING_DAYS`, or refuse with a word, once.

    Raises `Refused`.
    """
    word = word.strip()[:REASON_MAX]
    with transaction.atomic():
        request = _held(pk)
        if not may_answer(by, request.record):
            raise Refused(NOT_YOURS)
        if not request.is_waiting:
            raise Refused(ANSWERED)
        if not accept and not word:
            raise Refused("Dites en un mot pourquoi vous refusez : la personne le lira.")
        now = timezone.now()
        request.answered_at, request.answered_by, request.accepted = now, by, accept
        request.word = word
        request.expires_at = now + timedelta(days=OPENING_DAYS) if accept else None
        request.save()
        _tell_the_person(request)
    return request


def take_back(pk: int, by) -> RecordRequest:
    """Forget one's own request while it waits, or close what a publisher had opened.

    Raises `Refused`.
    """
    with transaction.atomic():
        request = _held(pk)
        own = request.user_id == by.pk and request.is_waiting
        if not own and not (request.is_open and may_answer(by, request.record)):
            raise Refused("Il n’y a plus rien à reprendre ici.")
        request.withdrawn_at = timezone.now()
        request.save(update_fields=["withdrawn_at"])
    return request


def may_answer(user, record: Record) -> bool:
    """Whoever may publish the record answers for it."""
    return record.permissions_for_user(user).can_publish()


def answers_some(user) -> bool:
    """Whether this person publishes anything: is there a page of requests to show?"""
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


def to_answer(user) -> list[RecordRequest]:
    """Requests that wait for this person, the oldest first."""
    if not answers_some(user):
        return []
    waiting = RecordRequest.objects.waiting().order_by("created_at")
    rows = waiting.select_related("user", "record")
    return [row for row in rows if may_answer(user, row.record)]


def opened_by_us(user) -> list[RecordRequest]:
    """What is open now to somebody, and that this person may close."""
    if not answers_some(user):
        return []
    rows = RecordRequest.objects.open_now().select_related("user", "record")
    return [row for row in rows.order_by("expires_at") if may_answer(user, row.record)]


def publishers_of(record: Record) -> list[User]:
    """Who is told: the owner of the page when that person may publish it, else all who may."""
    owner = record.owner
    if owner is not None and owner.is_active and may_answer(owner, record):
        return [owner]
    policy = policy_registry.get_by_type(Page)
    people = policy.users_with_permission_for_instance("publish", record)
    return list(people.filter(is_active=True))


def _held(pk: int) -> RecordRequest:
    rows = RecordRequest.objects.select_for_update(of=["self"]).select_related("user", "record")
    request = rows.filter(pk=pk).first()
    if request is None:
        raise Refused(ANSWERED)
    return request


def _tell_publishers(request: RecordRequest) -> None:
    context = {
        "title": request.record.title,
        "person": str(request.user),
        "reason": request.reason,
        "link": settings.WAGTAILADMIN_BASE_URL + reverse("members:requests"),
    }
    for person in publishers_of(request.record):
        key = f"record-request:{request.pk}:{person.pk}"
        send("record_request", person.email, context, key=key)


def _tell_the_person(request: RecordRequest) -> None:
    context = {
        "title": request.record.title,
        "accepted": request.accepted,
        "word": request.word,
        "until": request.expires_at and timezone.localdate(request.expires_at),
        "link": request.record.full_permalink,
    }
    send("record_answer", request.user.email, context, key=f"record-answer:{request.pk}")
