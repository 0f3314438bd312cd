"""Rights of the editors' interface that a group's permissions do not say."""

from wagtail.admin.menu import MenuItem
from wagtail.permission_policies import ModelPermissionPolicy


def may_change_files(user, record) -> bool:
    """Files act at once: on a published record, one must be able to publish."""
    rights = record.permissions_for_user(user)
    return rights.can_publish() if record.live else rights.can_edit()


class NeverAdded(ModelPermissionPolicy):
    """For what the site writes by itself: read, corrected, deleted, never added by hand."""

    def user_has_permission(self, user, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions) -> bool:
        return super().user_has_any_permission(user, set(actions) - {"add"})


class AllowedMenuItem(MenuItem):
    """Shown to those who have one permission."""

    def __init__(self, label: str, url: str, permission: str, **kwargs):
        super().__init__(label, url, **kwargs)
        self.permission = permission

    def is_shown(self, request) -> bool:
        return request.user.has_perm(self.permission)
