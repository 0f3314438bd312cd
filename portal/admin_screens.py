"""Screens of the editors' interface: the glossary, the synonyms, the messages received."""

import django_filters
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms import RadioSelect
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from catalogue.admin_lists import DayColumn, SnippetList
from portal.models import ContactMessage, ContactQueue, GlossaryEntry, SynonymGroup


class GlossaryEntryViewSet(SnippetViewSet):
    model = GlossaryEntry
    icon = "openquote"
    menu_label = "Glossaire"
    menu_order = 310
    add_to_admin_menu = True
    index_view_class = SnippetList
    copy_view_enabled = False
    list_per_page = 50
    list_display = ["term", "expansion", "origin"]
    list_filter = ["origin"]
    ordering = ["key"]
    search_fields = ["term", "expansion", "definition"]


class SynonymGroupViewSet(SnippetViewSet):
    model = SynonymGroup
    icon = "list-ul"
    menu_label = "Synonymes"
    index_view_class = SnippetList
    copy_view_enabled = False
    list_per_page = 50
    list_display = ["__str__", "note"]
    list_filter = ["direction"]
    search_fields = ["words", "note"]


class SearchGroup(SnippetViewSetGroup):
    """« Recherche » in the menu; `register_search_menu_item` adds to it."""

    menu_label = "Recherche"
    menu_icon = "search"
    menu_order = 305
    submenu_hook = "register_search_menu_item"
    items = (SynonymGroupViewSet,)


def queue_choices() -> list[tuple[str, str]]:
    """The subjects of the contact form, as it names them."""
    return list(ContactQueue.objects.order_by("sort_order").values_list("key", "label"))


class MessageFilterSet(WagtailFilterSet):
    """Messages by what remains to do and by subject."""

    queue = django_filters.ChoiceFilter(
        label="Sujet", choices=queue_choices, widget=RadioSelect, empty_label="Tous"
    )

    class Meta:
        model = ContactMessage
        fields = ["status", "queue"]


class ContactMessageViewSet(SnippetViewSet):
    """Messages received: read, then marked as done. Never written here."""

    model = ContactMessage
    icon = "mail"
    menu_label = "Messages reçus"
    menu_order = 320
    add_to_admin_menu = True
    index_view_class = SnippetList
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        "subject",
        Column("queue_label", label="Sujet choisi", sort_key="queue_label"),
        Column("structure", label="Structure", sort_key="structure"),
        Column("get_status_display", label="Suivi", sort_key="status"),
        DayColumn("received_at", label="Reçu le", sort_key="received_at"),
        DayColumn("sent_at", label="Transmis le", sort_key="sent_at"),
    ]
    filterset_class = MessageFilterSet
    ordering = ["-received_at"]
    search_fields = ["subject", "message", "structure"]

    def get_queryset(self, request):
        label = ContactQueue.objects.filter(key=OuterRef("queue")).values("label")[:1]
        return ContactMessage.objects.annotate(queue_label=Coalesce(Subquery(label), "queue"))
