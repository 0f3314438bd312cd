"""« Titres de rubriques »: editors teach the import the headings of other networks."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from catalogue.admin_lists import SnippetList, YesColumn
from monographs.importing.recognising.lexicon import base_headings
from monographs.importing.recognising.models import FIELD_CHOICES, HeadingVariant


class HeadingList(SnippetList):
    """The headings editors added and, below, those the import knows by itself."""

    def get_context_data(self, **kwargs) -> dict:
        names = dict(FIELD_CHOICES)
        known = [
            (names[field], variants)
            for field, variants in base_headings().items()
            if field in names
        ]
        return super().get_context_data(known=known, **kwargs)


class HeadingVariantViewSet(SnippetViewSet):
    """A title met in a fiche, and the field of the monograph it opens."""

    model = HeadingVariant
    icon = "title"
    menu_label = "Titres de rubriques"
    menu_order = 60
    menu_hook = "register_editorial_menu_item"
    copy_view_enabled = False
    index_view_class = HeadingList
    index_template_name = "monographs/admin/headings.html"
    list_per_page = 50
    list_display = [
        "text",
        Column("get_field_display", label="Rubrique", sort_key="field"),
        YesColumn("inline", label="Début de ligne"),
        "note",
    ]
    list_filter = ["field"]
    ordering = ["field", "key"]
    search_fields = ["text", "note"]
    panels = [
        MultiFieldPanel(
            [FieldPanel("text"), FieldPanel("field"), FieldPanel("inline"), FieldPanel("note")],
            heading="Quand ce titre est dans une fiche",
        )
    ]

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(
            add_item_label="Ajouter un titre de rubrique", **kwargs
        )
