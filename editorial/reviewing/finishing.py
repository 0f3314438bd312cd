"""The end of a workflow (`WAGTAIL_FINISH_WORKFLOW_ACTION`). Read before any model exists."""


def publish(workflow_state, user=None) -> None:
    """Publish what was approved, or put it down for its day.

    The workflow is the permission: whoever approves the last step may have no right on pages
    (Wagtail's own action would refuse, after the approval).
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
