from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet

from catalogue.viewsets import FILES, RECORD_COLUMNS, RECORD_FILTERS, TITLE, RecordListingViewSet
from monographs.importing.recognising.admin import HeadingVariantViewSet
from monographs.models import MonographPage

register_snippet(HeadingVariantViewSet)


class MonographPageViewSet(RecordListingViewSet):
    """« Monographies » in the menu."""

    model = MonographPage
    menu_label = "Monographies"
    add_item_label = "Ajouter une monographie"
    icon = "site"
    menu_order = 220
    columns = [
        TITLE,
        Column("source_year", label="Année", sort_key="source_year"),
        FILES,
        *RECORD_COLUMNS,
    ]
    list_filter = ["themes", "devices", "supports", "regions", "source_year", *RECORD_FILTERS]


@hooks.register("register_admin_viewset")
def register_listing():
    return MonographPageViewSet("monographies")
