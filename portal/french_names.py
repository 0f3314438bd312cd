"""French names for what Wagtail creates in English at the first migration."""

from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupApprovalTask, Page, Workflow

from portal.groups import ADMINISTRATORS, EDITORS

# Read after « Soumettre à… ».
REVIEW = "la relecture du réseau"
WAGTAILS_REVIEW = "Moderators approval"
WHOLE_SITE = "Tout le site"


def say_it_in_french() -> None:
    """Rename what still bears Wagtail's names; what someone renamed is left alone.

    What contributors submit goes to the network's editors: the group Wagtail had chosen is
    not one of ours.
    """
    for task in GroupApprovalTask.objects.filter(name=WAGTAILS_REVIEW):
        task.groups.set(Group.objects.filter(name__in=[EDITORS, ADMINISTRATORS]))
        task.name = REVIEW
        task.save()
    Workflow.objects.filter(name=WAGTAILS_REVIEW).update(name=REVIEW)
    Page.objects.filter(depth=1, title="Root").update(title=WHOLE_SITE, draft_title=WHOLE_SITE)
    Collection.objects.filter(depth=1, name="Root").update(name=WHOLE_SITE)
