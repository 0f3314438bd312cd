"""People and records of the editors' chain, as its tests need them."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial.reviewing.models import Absence
from members.models import User
from portal.groups import ADMINISTRATORS, CONTRIBUTORS, EDITORS, REVIEWERS
from tests.builders import make_monograph, make_referential, make_resource
from tests.structures import make_person

GROUPS = {
    "contributor": CONTRIBUTORS,
    "editor": EDITORS,
    "administrator": ADMINISTRATORS,
    "reviewer": REVIEWERS,
}
MAKERS = {
    "ressource": make_resource,
    "monographie": make_monograph,
    "referentiel": make_referential,
}


def make_staff(group: str = "editor", name: str = "", **fields) -> User:
    """Somebody of the editors' side, known by a first name."""
    name = name or group
    user = make_person(f"{name}@example.org", first_name=name.capitalize(), **fields)
    if group in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[group]))
    return user


def again(user: User) -> User:
    """The same person at the next request: nothing remembered."""
    return User.objects.get(pk=user.pk)


def submit(user: User, kind: str = "ressource", **fields):
    """A draft written and submitted by this person, with the workflow of its list."""
    record = MAKERS[kind](live=False, owner=user, **fields)
    record.save_revision(user=user)
    record.get_workflow().start(record, user)
    return type(record).objects.get(pk=record.pk)


def take(record, user: User, action: str = "approve", comment: str = ""):
    """Approve or send back the present step, by the editors' screen; its answer."""
    state = record.current_workflow_state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[record.pk, action, state.pk])
    return client_of(user).post(url, {"comment": comment})


def client_of(user: User) -> Client:
    """A browser where this person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def step(record) -> str:
    """The step that a record waits for; nothing when it waits for none."""
    state = type(record).objects.get(pk=record.pk).current_workflow_state
    return state.current_task_state.task.name if state else ""


def is_live(record) -> bool:
    return type(record).objects.get(pk=record.pk).live


def away(user: User, deputy: User | None = None, *, first: int = 0, last: int = 5) -> Absence:
    """Away from today, unless said, in days."""
    today = timezone.localdate()
    return Absence.objects.create(
        user=user,
        deputy=deputy,
        starts=today + timedelta(days=first),
        ends=today + timedelta(days=last),
    )
