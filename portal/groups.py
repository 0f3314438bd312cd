"""Our own groups and what each may do. Created when missing, never overwritten."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

CONTRIBUTORS = "Contributeurs"
EDITORS = "Éditeurs réseau"
ADMINISTRATORS = "Administrateurs"
CERTIFIERS = "Certificateurs"
REVIEWERS = "Relecteurs"

# Members and agreed structures are no group: what they open comes from their structure.
OPEN = {
    CONTRIBUTORS: ["open_members"],
    EDITORS: ["open_members", "open_accredited", "open_editors"],
    ADMINISTRATORS: ["open_members", "open_accredited", "open_editors"],
    CERTIFIERS: ["open_members", "open_accredited"],
    # They read again what a workflow gives them, and nothing else of the tree.
    REVIEWERS: ["open_members", "open_accredited"],
}
CERTIFIER_RIGHTS = (
    "decide_agreement",
    *("view_structure", "add_structure", "change_structure"),
    *("view_membership", "view_agreement", "view_journalentry", "view_fileopening"),
)
PAGE_RIGHTS = {
    CONTRIBUTORS: ["add_page"],
    EDITORS: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    ADMINISTRATORS: [
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
        "bulk_delete_page",
    ],
}
IMAGE_RIGHTS = ["add_image", "change_image", "choose_image"]


def ensure_groups() -> None:
    """Create each group that is missing with its starting rights.

    An administrator may change them afterwards: an existing group is left alone.
    """
    for name, levels in OPEN.items():
        group, created = Group.objects.get_or_create(name=name)
        if created:
            group.permissions.set(_permissions(name, levels))
            _give_tree(group, name)
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


def _permissions(name: str, levels: list[str]):
    wanted = Q(content_type__app_label="catalogue", codename__in=levels)
    if name in PAGE_RIGHTS:
        wanted |= Q(content_type__app_label="wagtailadmin", codename="access_admin")
        wanted |= Q(codename__in=["add_recordfile", "change_recordfile", "view_recordfile"])
    if name in (EDITORS, ADMINISTRATORS):
        of_chain = ("review_proposal", "compose_compilation")
        wanted |= Q(content_type__app_label="editorial", codename__in=of_chain)
        wanted |= Q(content_type__app_label="catalogue") & ~Q(codename__startswith="open_")
        wanted |= Q(codename__endswith="_glossaryentry") | Q(codename__endswith="_contactmessage")
        wanted |= Q(codename__endswith="_synonymgroup") | Q(codename__endswith="_searchpromotion")
        wanted |= Q(codename="change_indexstate") | Q(codename__endswith="_headingvariant")
    if name == CERTIFIERS:
        wanted |= Q(content_type__app_label="wagtailadmin", codename="access_admin")
        wanted |= Q(content_type__app_label="members", codename__in=CERTIFIER_RIGHTS)
    if name == REVIEWERS:
        wanted |= Q(content_type__app_label="wagtailadmin", codename="access_admin")
    if name == ADMINISTRATORS:
        wanted |= Q(codename__in=["change_portalsettings", "change_editorialsettings"])
        wanted |= Q(codename__in=["change_checklevel", "override_checks"])
        flows = Q(content_type__model__in=["workflow", "task"])
        wanted |= flows & Q(content_type__app_label="wagtailcore")
        wanted |= Q(content_type__app_label__in=["members", "auth", "wagtailredirects"])
        # Whoever runs the site does not decide agreements for that reason.
        wanted &= ~Q(codename="decide_agreement")
    return Permission.objects.filter(wanted)


def _give_tree(group: Group, name: str) -> None:
    """Rights on the whole page tree and on pictures."""
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if name not in PAGE_RIGHTS or root is None:
        return
    for codename in PAGE_RIGHTS[name]:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    for permission in Permission.objects.filter(codename__in=IMAGE_RIGHTS):
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=permission
        )
