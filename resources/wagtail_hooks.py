from django.db.models import F
from wagtail import hooks
from wagtail.admin.ui.tables import Column

from catalogue.admin_lists import RecordList
from catalogue.viewsets import FILES, RECORD_COLUMNS, RECORD_FILTERS, TITLE, RecordListingViewSet
from resources.models import ResourcePage


class ResourceList(RecordList):
    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages.annotate(kind_label=F("resource_kind__label")))


class ResourcePageViewSet(RecordListingViewSet):
    """« Ressources » in the menu."""

    model = ResourcePage
    index_view_class = ResourceList
    menu_label = "Ressources"
    add_item_label = "Ajouter une ressource"
    icon = "doc-full"
    menu_order = 200
    columns = [
        TITLE,
        Column("kind_label", label="Type", sort_key="kind_label"),
        FILES,
        *RECORD_COLUMNS,
    ]
    list_filter = ["resource_kind", "supports", "steps", "roles", *RECORD_FILTERS]


@hooks.register("register_admin_viewset")
def register_listing():
    return ResourcePageViewSet("ressources")
