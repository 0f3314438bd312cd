from django.urls import reverse
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.models import register_snippet

from catalogue.admin_lists import RecordList
from catalogue.viewsets import FILES, RECORD_COLUMNS, RECORD_FILTERS, TITLE, RecordListingViewSet
from monographs.importing import hooks as importing
from monographs.importing.recognising.admin import HeadingVariantViewSet
from monographs.models import MonographPage

register_snippet(HeadingVariantViewSet)


class MonographList(RecordList):
    """The list of monographs, with the way to import some."""

    @cached_property
    def header_buttons(self):
        if not importing.may_import(self.request.user):
            return super().header_buttons
        importer = HeaderButton(
            importing.LABEL, url=reverse("fiche_imports"), icon_name="upload", priority=5
        )
        return [*super().header_buttons, importer]


class MonographPageViewSet(RecordListingViewSet):
    """« Monographies » in the menu."""

    model = MonographPage
    index_view_class = MonographList
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
