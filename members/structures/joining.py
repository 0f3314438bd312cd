"""Asking to join a structure; its référent·e answers."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from catalogue.text import normalised_key
from members import journal
from members.mailing import send
from members.models import Act, JoinRequest, Role, Structure
from members.structures.inviting import enter
from members.structures.rules import JOIN_REQUESTS_PER_DAY, Refused, locked, quality_to_manage
from members.throttling import too_many

SHOWN = 20
ANSWERED = "Cette demande a déjà reçu une réponse, ou la personne l’a reprise."


def found(words: str) -> list[Structure]:
    """Listed structures whose name, city or département holds every word; `SHOWN` at most."""
    wanted = normalised_key(words).split()
    if not wanted:
        return []
    rows = Structure.objects.open().filter(is_listed=True).select_related("department")
    return [row for row in rows if _holds(row, wanted)][:SHOWN]


def _holds(structure: Structure, wanted: list[str]) -> bool:
    text = normalised_key(f"{structure.name} {structure.city} {structure.department.label}")
    return all(word in text for word in wanted)


def waiting_in(structure: Structure) -> QuerySet[JoinRequest]:
    """Requests that wait for an answer, the oldest first."""
    return structure.join_requests.filter(answered_at=None).select_related("user")


def ask(structure: Structure, user, message: str = "") -> JoinRequest:
    """Ask to join, with an optional word. Raises `Refused`."""
    request = JoinRequest(structure=structure, user=user, message=message.strip())
    try:
        request.clean_fields()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    try:
        with transaction.atomic():
            structure = locked(structure)
            if structure.memberships.filter(user=user).exists():
                raise Refused("Vous êtes déjà dans cette structure.")
            if not structure.is_listed:
                raise Refused(
                    "Cette structure n’est pas dans l’annuaire : demandez une invitation."
                )
            _count(user)
            request.save()
            _tell_referents(request)
    except IntegrityError as error:
        raise Refused("Votre demande attend déjà une réponse.") from error
    return request


def take_back(pk: int, user) -> None:
    """Forget one's own request while it waits. Raises `Refused`."""
    if not JoinRequest.objects.filter(pk=pk, user=user, answered_at=None).delete()[0]:
        raise Refused("Cette demande a déjà reçu une réponse.")


def answer(structure: Structure, pk: int, by, *, accept: bool) -> JoinRequest:
    """Accept or refuse a request, once. Raises `Refused`."""
    with transaction.atomic():
        structure = locked(structure)
        quality = quality_to_manage(by, structure)
        request = waiting_in(structure).filter(pk=pk).first()
        if request is None:
            raise Refused(ANSWERED)
        request.answered_at, request.accepted = timezone.now(), accept
        request.save(update_fields=["answered_at", "accepted"])
        if accept:
            enter(structure, request.user, Role.MEMBER)
        else:
            journal.record(Act.JOIN_REFUSED, structure=structure, actor=by, quality=quality)
        context = {
            "structure": structure.name,
            "accepted": accept,
            "link": settings.WAGTAILADMIN_BASE_URL + reverse("members:home"),
        }
        send("join_answer", request.user.email, context, key=f"join-answer:{request.pk}")
    return request


def _count(user) -> None:
    if too_many("join", str(user.pk), limit=JOIN_REQUESTS_PER_DAY, seconds=86_400):
        raise Refused("Vous avez fait plusieurs demandes aujourd’hui. Attendez demain.")


def _tell_referents(request: JoinRequest) -> None:
    structure = request.structure
    path = reverse("members:people", args=[structure.slug])
    context = {
        "structure": structure.name,
        "person": str(request.user),
        "message": request.message,
        "link": settings.WAGTAILADMIN_BASE_URL + path,
    }
    referents = structure.memberships.filter(role=Role.REFERENT, user__is_active=True)
    for email in referents.values_list("user__email", flat=True):
        send("join_request", email, context, key=f"join-request:{request.pk}:{email}")
