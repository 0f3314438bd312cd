"""Who may act on a step of review. One place decides, for Wagtail's screens and for ours."""

from collections.abc import Set
from dataclasses import dataclass

from wagtail.log_actions import log
from wagtail.models import TaskState

from editorial.reviewing.absences import replaced_by

REJECT = ("reject", "Demander une correction", True)
APPROVE = ("approve", "Approuver", False)
APPROVE_WITH_WORD = ("approve", "Approuver avec un mot", True)
STOOD_IN = "editorial.stood_in"
OWN_WORK = "C’est votre travail : une autre personne l’approuve."
SAME_PERSON = "Vous avez déjà approuvé cette fiche : une autre personne prend la suite."


@dataclass(frozen=True)
class Place:
    """The groups in which a person reviews: their own, and those of people they stand in for."""

    own: frozenset[int]
    lent: dict[int, frozenset[int]]

    @property
    def groups(self) -> frozenset[int]:
        return self.own.union(*self.lent.values())

    def lenders(self, groups: Set[int]) -> list[int]:
        """For whom they act on a step of these groups; nobody when they are of them."""
        if self.own & groups:
            return []
        return [pk for pk, lent in self.lent.items() if lent & groups]


def place_of(user) -> Place:
    """Read once a request."""
    if not hasattr(user, "_review_place"):
        lent = {
            absence.user_id: frozenset(absence.user.groups.values_list("pk", flat=True))
            for absence in replaced_by(user)
        }
        user._review_place = Place(frozenset(user.groups.values_list("pk", flat=True)), lent)
    return user._review_place


def groups_of(task) -> frozenset[int]:
    """The groups of a step, read once."""
    if not hasattr(task, "_group_keys"):
        task._group_keys = frozenset(group.pk for group in task.groups.all())
    return task._group_keys


def may_edit(task, user) -> bool:
    """Whether this person is a reviewer of this step, or stands in for one."""
    return user.is_active and (user.is_superuser or bool(place_of(user).groups & groups_of(task)))


def barred(task, user_pk: int, authors: Set[int], approvers: Set[int]) -> str:
    """Why a reviewer may not approve this very page; nothing when they may."""
    if not task.own_work and user_pk in authors:
        return OWN_WORK
    if task.another_person and user_pk in approvers:
        return SAME_PERSON
    return ""


def actions(task, page, user) -> list[tuple[str, str, bool]]:
    """What Wagtail's menus offer to this person on this page."""
    if not may_edit(task, user):
        return []
    why = barred_from(task, page, user)
    if why == OWN_WORK:
        return []
    return [REJECT] if why else [REJECT, APPROVE, APPROVE_WITH_WORD]


def barred_from(task, page, user) -> str:
    """The same as `barred`, for the workflow this page is in."""
    state = page.current_workflow_state
    if state is None:
        return ""
    authors = {state.requested_by_id, page.owner_id}
    return barred(task, user.pk, authors, approvers_of([state.pk])[state.pk])


def approvers_of(states: list[int]) -> dict[int, set[int]]:
    """Workflow under way → who has already approved a step of it."""
    found: dict[int, set[int]] = {key: set() for key in states}
    approved = TaskState.objects.filter(
        workflow_state__in=states, status=TaskState.STATUS_APPROVED
    ).exclude(finished_by=None)
    for state, person in approved.values_list("workflow_state_id", "finished_by_id"):
        found[state].add(person)
    return found


def note_deputy(task, task_state, user) -> None:
    """Leave in the history of the page for whom a deputy acted."""
    if user is None or (lenders := place_of(user).lenders(groups_of(task))) == []:
        return
    page = task_state.workflow_state.content_object
    log(instance=page, action=STOOD_IN, user=user, data={"for": lenders})
