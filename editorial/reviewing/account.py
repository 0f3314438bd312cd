"""Wagtail's account page, less its choice of mails: none of these leaves (quiet.py)."""

from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, NotificationsSettingsPanel


class Account(AccountView):
    """The summary has its own screen, to which this page leads."""

    def get_panels(self) -> list:
        panels = super().get_panels()
        return [panel for panel in panels if not isinstance(panel, NotificationsSettingsPanel)]


# Wagtail guards its own addresses one by one: this one takes the place of one of them.
account = never_cache(require_admin_access(Account.as_view()))
