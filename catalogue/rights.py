"""Who may change the files of a record, in the editors' interface."""


def may_change_files(user, record) -> bool:
    """Files act at once: on a published record, one must be able to publish."""
    rights = record.permissions_for_user(user)
    return rights.can_publish() if record.live else rights.can_edit()
