from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from catalogue.viewsets import RecordListingViewSet
from referentials.models import Competency, ReferentialPage


class ReferentialPageViewSet(RecordListingViewSet):
    """« Référentiels » in the menu."""

    model = ReferentialPage
    menu_label = "Référentiels"
    icon = "list-ul"
    menu_order = 210


@hooks.register("register_admin_viewset")
def register_listing():
    return ReferentialPageViewSet("referentiels")


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Competencies change with their referential only."""

    def user_has_permission(self, user, action: str) -> bool:
        if action in ("add", "change", "delete"):
            return False
        return user.has_perm("wagtailadmin.access_admin")

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class CompetencyViewSet(SnippetViewSet):
    """Published competencies, for the choosers and to find the gaps. Written by publication."""

    model = Competency
    icon = "tick-inverse"
    menu_label = "Compétences"
    menu_order = 215
    add_to_admin_menu = True
    list_display = ["code", "label", "referential", "retired"]
    list_filter = ["referential", "retired"]
    search_fields = ["code", "label"]
    inspect_view_enabled = True
    copy_view_enabled = False

    def get_queryset(self, request):
        return Competency.objects.select_related("referential")


register_permission_policy(Competency, ReadOnlyPolicy(Competency))
register_snippet(CompetencyViewSet)
