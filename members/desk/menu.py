"""What the network’s side adds to the editors’ interface: addresses, menu, first screen."""

from django.urls import path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from members.desk import campaign, decisions, inviting, structures, todo, views, visits, waiting
from members.permissions import DECIDE

REFERENCE = "agrements/<str:reference>/"
ADDRESSES = [
    path("agrements/", views.todo_page, name="agreements"),
    path("agrements/renouvellements/", campaign.campaign, name="agreement_campaign"),
    path(REFERENCE, views.review_page, name="agreement_review"),
    path(f"{REFERENCE}decision/<str:name>/", decisions.decide, name="agreement_decision"),
    path(f"{REFERENCE}visite/", visits.visit, name="agreement_visit"),
    path(f"{REFERENCE}pieces/<uuid:identifier>/", views.document, name="agreement_document"),
    path("structures/<int:pk>/fermer/", structures.close, name="structure_close"),
    path("structures/<int:pk>/inviter/", inviting.invite_referent, name="structure_invite"),
]


class AgreementsMenuItem(MenuItem):
    """« Agréments (3) »: with the number of files that wait for the certifier."""

    def is_shown(self, request) -> bool:
        return request.user.has_perm(DECIDE)

    def render_component(self, request) -> LinkMenuItem:
        number = waiting.number_for_us()
        label = f"{self.label} ({number})" if number else self.label
        return LinkMenuItem(
            self.name,
            label,
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
            attrs=self.attrs,
        )


def menu_item() -> AgreementsMenuItem:
    return AgreementsMenuItem(
        "Agréments", reverse("agreements"), name="agrements", icon_name="tasks", order=20
    )


class AgreementsPanel(Component):
    """On the first screen: what waits, by group."""

    name = "agreements"
    order = 40
    template_name = "members/admin/panel.html"

    def get_context_data(self, parent_context) -> dict:
        user = parent_context["request"].user
        groups = todo.listed(user, todo.Filters({}))
        return {"groups": [group for group in groups if group.rows]}


def add_panel(request, panels: list) -> None:
    if request.user.has_perm(DECIDE):
        panels.append(AgreementsPanel())
