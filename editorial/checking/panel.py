"""The tab « Avant de publier » of a record's editor.

It asks for the findings when they are looked at: opening the editor costs nothing more.
"""

from django.forms import Media
from wagtail.admin.panels import ObjectList, Panel

HEADING = "Avant de publier"


class ChecksPanel(Panel):
    """The findings of the draft as last saved, read again after each saving."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "editorial/admin/checks_panel.html"

        @property
        def media(self) -> Media:
            return Media(
                css={"all": ["portal/css/admin-checks.css"]}, js=["portal/js/record-checks.js"]
            )

        def get_context_data(self, parent_context=None) -> dict:
            return super().get_context_data(parent_context) | {"record": self.instance}


def add_tab(*models) -> None:
    """Give these records the tab, the last one."""
    for model in models:
        tabs = model.edit_handler
        tabs.children = [*tabs.children, ObjectList([ChecksPanel()], heading=HEADING)]
