from wagtail import hooks

from catalogue.viewsets import RecordListingViewSet
from resources.models import ResourcePage


class ResourcePageViewSet(RecordListingViewSet):
    """« Ressources » in the menu."""

    model = ResourcePage
    menu_label = "Ressources"
    icon = "doc-full"
    menu_order = 200
    list_filter = ["resource_kind", *RecordListingViewSet.list_filter]


@hooks.register("register_admin_viewset")
def register_listing():
    return ResourcePageViewSet("ressources")
