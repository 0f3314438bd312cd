from wagtail import hooks

from catalogue.viewsets import RecordListingViewSet
from monographs.models import MonographPage


class MonographPageViewSet(RecordListingViewSet):
    """« Monographies » in the menu."""

    model = MonographPage
    menu_label = "Monographies"
    icon = "site"
    menu_order = 220
    list_filter = [*RecordListingViewSet.list_filter, "devices", "regions", "source_year"]


@hooks.register("register_admin_viewset")
def register_listing():
    return MonographPageViewSet("monographies")
