"""What waits for whom: the board, the first screen and the mail all ask here.

Other parts of the chain plug in with `register_source`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Revision,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.permissions import policy_registry

from catalogue.models import Record
from editorial.freshness.models import EditorialSettings
from editorial.freshness.stale import online
from editorial.reviewing import rights
from editorial.reviewing.models import ReviewTask


@dataclass(frozen=True)
class Waiting:
    """Something that waits for one person: in words, where to deal with it, since when."""

    text: str
    url: str
    since: datetime | None = None


@dataclass(frozen=True)
class Source:
    """What another part brings: its name in French, and what waits for a person."""

    name: str
    ask: Callable[[object], list[Waiting]]


_sources: dict[str, Source] = {}


def register_source(name: str, ask: Callable[[object], list[Waiting]]) -> None:
    """Let `ask(user)` say what waits for somebody, under this name: « Propositions reçues ».

    Rooms and parts call it from `AppConfig.ready`. Asked on the board, on the first screen and
    in the daily mail: a few queries at most.
    """
    _sources[name] = Source(name, ask)


def others(user) -> list[tuple[str, list[Waiting]]]:
    """What every registered part says to this person; the silent ones are left out."""
    asked = ((source.name, source.ask(user)) for source in _sources.values())
    return [(name, lines) for name, lines in asked if lines]


@dataclass(frozen=True)
class Row:
    """One page on its way. `why_not` says why this reader may not approve it."""

    page: Page
    step: str
    since: datetime
    sender: str
    comment: str = ""
    why_not: str = ""
    is_late: bool = False
    stands_in: bool = False

    @property
    def title(self) -> str:
        return self.page.draft_title or self.page.title

    @property
    def kind(self) -> str:
        return self.page.page_type_display_name

    @property
    def url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @property
    def days(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.since)).days

    @property
    def age(self) -> str:
        """« attend depuis 6 jours »."""
        if not self.days:
            return "depuis aujourd’hui"
        return f"attend depuis {self.days} jour{'s' if self.days > 1 else ''}"


class Desk:
    """What waits, as one person sees it: each list read once, in a constant number of queries."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def publishes(self) -> bool:
        return policy_registry.get_by_type(Page).user_has_permission(self.user, "publish")

    @cached_property
    def _states(self) -> list[WorkflowState]:
        """Workflows under way or given back, the oldest first, with their page."""
        states = (
            WorkflowState.objects.active()
            .filter(base_content_type=get_default_page_content_type())
            .exclude(current_task_state=None)
            .select_related("requested_by", "current_task_state__finished_by")
            .order_by("current_task_state__started_at")
        )
        states = list(states)
        pages = Page.objects.in_bulk({int(state.object_id) for state in states})
        for state in states:
            state.subject = pages.get(int(state.object_id))
        return [state for state in states if state.subject]

    @cached_property
    def _under_way(self) -> list[WorkflowState]:
        return [state for state in self._states if state.status == state.STATUS_IN_PROGRESS]

    @cached_property
    def _tasks(self) -> dict[int, object]:
        """Steps that somebody has to take, with their groups."""
        keys = {state.current_task_state.task_id for state in self._under_way}
        found = GroupApprovalTask.objects.prefetch_related("groups").in_bulk(keys)
        return found | ReviewTask.objects.prefetch_related("groups").in_bulk(keys)

    @cached_property
    def _rows(self) -> list[tuple[Row, bool]]:
        """Each page under review, and whether this person may take its step."""
        approvers = rights.approvers_of([state.pk for state in self._under_way])
        late = EditorialSettings.load().late_days
        found = []
        for state in self._under_way:
            task = self._tasks.get(state.current_task_state.task_id)
            if task is None:
                continue
            row, takes = self._row(state, task, approvers[state.pk], late)
            found.append((row, takes))
        return found

    def _row(self, state, task, approvers: set[int], late: int) -> tuple[Row, bool]:
        user, why = self.user, ""
        takes = rights.may_edit(task, user)
        if takes and isinstance(task, ReviewTask):
            authors = {state.requested_by_id, state.subject.owner_id}
            why = rights.barred(task, user.pk, authors, approvers)
        groups = rights.groups_of(task)
        since = state.current_task_state.started_at
        row = Row(
            page=state.subject,
            step=task.name,
            since=since,
            sender=str(state.requested_by or "quelqu’un qui n’a plus de compte"),
            why_not=why,
            is_late=(timezone.now() - since).days >= late,
            stands_in=takes and bool(rights.place_of(user).lenders(groups)),
        )
        return row, takes and not why

    @cached_property
    def to_review(self) -> list[Row]:
        """What this person may approve or send back, the oldest first."""
        return [row for row, takes in self._rows if takes]

    @cached_property
    def elsewhere(self) -> list[Row]:
        """What waits for other people: shown to those who publish, who may have to remind them."""
        mine = {row.page.pk for row in self.mine}
        kept = [row for row, takes in self._rows if not takes and row.page.pk not in mine]
        return kept if self.publishes else []

    @cached_property
    def mine(self) -> list[Row]:
        """What this person submitted or wrote, that others are reading."""
        keys = {state.subject.pk for state in self._under_way if self._is_mine(state)}
        return [row for row, takes in self._rows if not takes and row.page.pk in keys]

    @cached_property
    def given_back(self) -> list[Row]:
        """What this person submitted or wrote, and has to correct."""
        return [
            Row(
                page=state.subject,
                step="",
                since=state.current_task_state.finished_at or state.created_at,
                sender=str(state.current_task_state.finished_by or ""),
                comment=state.current_task_state.comment,
            )
            for state in self._states
            if state.status == state.STATUS_NEEDS_CHANGES and self._is_mine(state)
        ]

    def _is_mine(self, state) -> bool:
        return self.user.pk in (state.requested_by_id, state.subject.owner_id)

    @cached_property
    def scheduled(self) -> list[tuple[Page, datetime]]:
        """Approved, and waiting for its day, the nearest first."""
        if not self.publishes:
            return []
        planned = Revision.objects.filter(
            base_content_type=get_default_page_content_type(), approved_go_live_at__isnull=False
        ).order_by("approved_go_live_at")
        rows = list(planned.values_list("object_id", "approved_go_live_at"))
        pages = Page.objects.in_bulk([int(key) for key, _day in rows])
        return [(pages[int(key)], day) for key, day in rows if int(key) in pages]

    @cached_property
    def retouched(self) -> list[Record]:
        """Online, changed since, read by nobody: to publish again."""
        if not self.publishes:
            return []
        busy = {state.subject.pk for state in self._states}
        busy |= {page.pk for page, _day in self.scheduled}
        changed = online().filter(has_unpublished_changes=True)
        rows = changed.order_by("latest_revision_created_at")
        return [record for record in rows if record.pk not in busy]

    @property
    def to_publish(self) -> int:
        """How many wait to be published."""
        return len(self.scheduled) + len(self.retouched)


def answers(user, since: datetime) -> list[Waiting]:
    """What was decided lately, by somebody else, on what this person submitted."""
    ended = TaskState.objects.filter(
        workflow_state__requested_by=user,
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__status=WorkflowState.STATUS_APPROVED,
        finished_at__gt=since,
    ).exclude(finished_by=user)
    keys = {int(key) for key in ended.values_list("workflow_state__object_id", flat=True)}
    pages = Page.objects.in_bulk(keys).values()
    return [
        Waiting(
            f"« {page.title} » est approuvée"
            + (" et en ligne." if page.live else " : elle paraîtra à sa date."),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
        for page in sorted(pages, key=lambda page: page.title)
    ]
