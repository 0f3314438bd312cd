"""Wagtail's own mails about workflows never leave: one summary a day says it all (digest.py)."""

from django.dispatch import Signal
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

# Signal, sender and name under which wagtail.admin connects its mails (its signal_handlers).
MAILS: tuple[tuple[Signal, type, str], ...] = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def nothing(**kwargs) -> None:
    """Stands where a mail would be sent."""


def silence() -> None:
    """Take the place of each mail, under its own name: whichever room is ready first.

    A signal keeps one receiver for a name: connecting second does nothing, and connecting
    first keeps the mail out.
    """
    for signal, sender, name in MAILS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(nothing, sender=sender, dispatch_uid=name)
